/**
 * What is stored that tells where provisional client periods will end: how final ones stood at the
 * same age, how they settled, and the forecasts themselves.
 */
@NullMarked
package com.campaignconversions.publishing.forecasts;

import org.jspecify.annotations.NullMarked;
