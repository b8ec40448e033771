/** What a run would say, from the first rows of its source. */
@NullMarked
package com.campaignconversions.conversions.preview;

import org.jspecify.annotations.NullMarked;
