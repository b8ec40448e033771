/** Insights asked of Meta's Marketing API, and the pages that are kept of them. */
@NullMarked
package com.campaignconversions.insights.graph;

import org.jspecify.annotations.NullMarked;
