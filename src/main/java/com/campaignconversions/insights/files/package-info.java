/** Insights in files: which files, in which form, line by line. */
@NullMarked
package com.campaignconversions.insights.files;

import org.jspecify.annotations.NullMarked;
