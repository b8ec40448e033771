/** JSON by tokens: of Jackson and a faster reader of what is plain, and what stands around rows. */
@NullMarked
package com.campaignconversions.insights.json;

import org.jspecify.annotations.NullMarked;
