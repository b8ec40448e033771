/** How a metric spreads over campaigns, and the verdict on it. */
@NullMarked
package com.campaignconversions.variance;

import org.jspecify.annotations.NullMarked;
