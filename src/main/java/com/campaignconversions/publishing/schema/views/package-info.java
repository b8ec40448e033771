/** Views as values, and those that are ratios of published sums. */
@NullMarked
package com.campaignconversions.publishing.schema.views;

import org.jspecify.annotations.NullMarked;
