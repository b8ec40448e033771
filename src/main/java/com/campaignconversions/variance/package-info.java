/**
 * How a metric spreads over campaigns, and the verdict on it: {@link
 * com.campaignconversions.variance.Judge} is the table of rules in their order. Plain functions;
 * the same numbers always get the same judgement, no random numbers are drawn.
 *
 * <h2>The mathematics</h2>
 *
 * <p>Statistics come from exact sums. A total that was divided by a key w (equal shares, spend,
 * impressions, clicks, an earlier metric) is <i>one rate</i>: some ρ has every value within one
 * unit of ρ·w, which is decided exactly. Small or lucky numbers are that too, so <i>chance</i> is
 * asked second: given their total, independent counts are multinomial, and D = Σ(x−e)²/e is seldom
 * as small as rounding leaves it. Its lower tail is a closed formula where all campaigns expect the
 * same and differ by one at most, else an exact sum over all ways to spread the total; χ² with
 * pooled cells serves where neither is needed. Counts that are a part of the key (landing views of
 * clicks), or the key of them, follow the multivariate hypergeometric law; where the two overlap
 * without containing each other, D is measured against what they do not share.
 *
 * <p>With three to seven campaigns the metrics support each other through Fisher's combination,
 * each given the one that contains it. A fill is a lone spike of ties; a factor shows in the
 * divisors, where beside a multiplied metric fewer values tell (of 60,000 real ones none was
 * accused, {@code CommonDivisorTest}); a copy in the digest of the whole period.
 *
 * <p>Periods of few campaigns support each other ({@link
 * com.campaignconversions.variance.detection.SupportOverTime}): a period is one witness by the
 * chance of any rounded shares of the key ({@link
 * com.campaignconversions.variance.probability.RoundedShares}), or of multiples of a number, and
 * the chances of 8 to 13 in a row are multiplied. Where the totals of the periods are as steady as
 * the campaigns, something steers them, and nobody is accused.
 *
 * <p>Beyond the two tests stand two rules. Fractions have no chance law of their own, but fractions
 * that keep to one rate <i>to their last decimal</i> were computed (500 / 24 = 20.83 everywhere).
 * And where counts are one rate of spend, the rounding remainders say which way the arithmetic
 * went: dividing a total leaves them even over one unit, paying a price per result makes them grow
 * with the count. Unless the price fits clearly worse, the verdict is {@code INCONCLUSIVE}.
 *
 * <h2>What it cannot tell</h2>
 *
 * <ul>
 *   <li>Two campaigns, three with few conversions, or a dozen conversions over any number of
 *       campaigns: chance does the same ({@code INCONCLUSIVE}). One metric alone at four campaigns
 *       takes about 125 to 400 conversions, at eight about 50.
 *   <li>Campaigns paused exactly at a number of leads, without overshoot, from a division. With an
 *       overshoot of one lead on average some 1 % are accused, with half a lead a third and more,
 *       and 13 % where the overshoot has a geometric law of mean one.
 *   <li>Money divided equally from a fixed price, where its count was not divided too.
 *   <li>Numbers made up with realistic noise, and a metric that equals an earlier one.
 *   <li>A division by spend of a few small counts from results that were paid for one by one.
 * </ul>
 *
 * <h2>Rates reached</h2>
 *
 * <p>At a significance of 1/1000, simulated by {@code CorpusTest}, both seeds together:
 *
 * <pre>
 * real: Poisson around clicks, spread 0 to 1           0 of 10,000 metrics accused
 * real: Poisson, one conversion rate                   1 of 10,000
 * real: negative binomial around clicks                1 of 10,000
 * real: zero-inflated                                  0 of 10,000
 * real: equal budgets (A/B tests)                      2 of 10,000
 * real: funnels of six metrics                         0 of 60,000
 * real: funnels of 2 to 7 campaigns                    7 of 60,000
 * real: two names of nearly one event                  0 of 20,000
 * real: a part of the clicks                           4 of 20,000
 * real: fractional credits                             0 of 10,000
 * real: cost steered by a cap (5 to 30 % noise)        0.7 % of 10,000
 * real: charged per result, the insights silent on it  0.6 % of 10,000
 * real: paused at a number of leads, overshoot 1       0.7 % of 10,000
 * real metrics beside one split metric                 6 of 60,000
 * equal split of all metrics, n ≥ 4                    99.9 % of 38,940 found
 * equal split of one metric, n ≥ 8                     99.98 % of 10,000
 * split by spend                                       99.7 % of 10,000
 * split by impressions, by clicks                      99.99 %, 99.98 % of 10,000 each
 * 80 % of the campaigns filled                         99.98 % of 10,000
 * counts multiplied by 2, by 4                         100 % of 10,000 each
 * </pre>
 *
 * <p>At 1/10,000, by {@code OverTimeCorpusTest}, seeds 3 and 4, each of eight weeks of four
 * campaigns with totals of at least eight; the real ones of four to eight campaigns:
 *
 * <pre>
 * divided equally                                      97.1 % of 4,000 eighth weeks found
 * divided by spend                                     99.4 % of 4,000
 * doubled                                              99.1 % of 4,000
 * real, of eight kinds                                 1 of 100,048 weeks accused by its history
 * </pre>
 */
@NullMarked
package com.campaignconversions.variance;

import org.jspecify.annotations.NullMarked;
