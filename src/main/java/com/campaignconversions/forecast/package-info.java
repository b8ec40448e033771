/**
 * Where the total of a period that Meta still restates will end, and how a period settled after its
 * end. Plain functions of totals; nothing is fitted, nothing can be set, no random numbers are
 * drawn.
 *
 * <h2>The method</h2>
 *
 * <p>One step of the chain ladder: of earlier periods of the same length it is known how much was
 * counted at the same age, Xᵢ, and in the end, Fᵢ. The share that was known is ΣX / ΣF, and today's
 * value x divided by it is what is expected. Each of those periods is then forecast from the others
 * in the same way; its error, in units of √(Xᵢ·(1 + Xᵢ / ΣX)), which is how Mack's standard error
 * of the chain ladder grows with the size of the period, is one of an exchangeable series, whatever
 * its law, and the next one stays below the ⌈0.9·(n + 1)⌉th of n in nine of ten cases (between two
 * ranks in proportion). What comes late is a count, and skewed where it is small: it is given the
 * negative binomial law of that mean and spread, as baselinenowcast (Epinowcast) does with the
 * dispersion of its own past nowcasts, or the binomial one where the errors were less than chance.
 * The interval takes the most likely counts up to 90 %, to the whole count that comes nearest;
 * where earlier periods were restated downward too, it lies on both sides of what is expected.
 *
 * <p>Sources: T. Mack, <i>Distribution-free calculation of the standard error of chain ladder
 * reserve estimates</i>, ASTIN Bulletin 23 (1993) 213–225; baselinenowcast, <a
 * href="https://baselinenowcast.epinowcast.org">baselinenowcast.epinowcast.org</a>.
 *
 * <h2>What it cannot tell</h2>
 *
 * <ul>
 *   <li>A change of what is counted, of tracking or of the delay itself: the past does not know it.
 *   <li>Small counts exactly: where hardly anything comes late, an interval of whole counts holds
 *       more often than 90 %.
 * </ul>
 *
 * <p>The rates reached, with their seeds and the command, are in {@code
 * src/site/markdown/forecast.md}; {@code ForecastCoverageTest} measures them.
 */
@NullMarked
package com.campaignconversions.forecast;

import org.jspecify.annotations.NullMarked;
