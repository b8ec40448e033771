/** What is told beside the rows: how many there were, what was rejected, what was lost. */
@NullMarked
package com.campaignconversions.insights.counts;

import org.jspecify.annotations.NullMarked;
