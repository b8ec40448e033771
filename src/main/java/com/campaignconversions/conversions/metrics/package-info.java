/**
 * From counted rows to the values of each metric, with the action type that they were taken from.
 */
@NullMarked
package com.campaignconversions.conversions.metrics;

import org.jspecify.annotations.NullMarked;
