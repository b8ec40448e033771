/** From a parsed row to packed rows of wanted client periods: parsing, admission, routing. */
@NullMarked
package com.campaignconversions.insights.rows;

import org.jspecify.annotations.NullMarked;
