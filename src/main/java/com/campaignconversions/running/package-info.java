/** One start of the pipeline: its options, its steps, the watch over it while it runs. */
@NullMarked
package com.campaignconversions.running;

import org.jspecify.annotations.NullMarked;
