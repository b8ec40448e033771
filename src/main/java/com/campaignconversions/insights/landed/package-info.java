/** Insights in tables that a connector has landed. */
@NullMarked
package com.campaignconversions.insights.landed;

import org.jspecify.annotations.NullMarked;
