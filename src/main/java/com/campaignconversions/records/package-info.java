/** How records travel between the steps of a pipeline. */
@NullMarked
package com.campaignconversions.records;

import org.jspecify.annotations.NullMarked;
