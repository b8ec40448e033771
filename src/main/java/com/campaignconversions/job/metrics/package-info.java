/** The catalogue: metrics and the action types that they are taken from. */
@NullMarked
package com.campaignconversions.job.metrics;

import org.jspecify.annotations.NullMarked;
