/**
 * Where the total of a period that Meta still restates will end, and how a period settled after its
 * end. Plain functions of totals; nothing is fitted, nothing can be set, no random numbers are
 * drawn.
 *
 * <h2>The method</h2>
 *
 * <p>One step of the chain ladder: of earlier periods of the same length it is known how much was
 * counted at the same age, Xᵢ, and in the end, Fᵢ. The share that was known is ΣX / ΣF, and today's
 * value divided by it is what is expected. How far off that was in those same periods gives the
 * variance, as T. Mack has it for the chain ladder without a law of the errors: σ² = Σ (Fᵢ − f·Xᵢ)²
 * / Xᵢ / (n − 1), of a forecast σ²·x·(1 + x / ΣX), the second term for what f itself may be off.
 * With few periods σ² is itself uncertain, for which Student's t takes the place of the normal law.
 * What comes late is a count and skewed where it is small, so it is given the negative binomial law
 * of that mean and variance, as baselinenowcast (Epinowcast) does with the dispersion of its own
 * past nowcasts; Poisson's where the errors were less than chance. The interval takes the most
 * likely counts up to 90 %, to the whole count that comes nearest.
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
