/** From rows to numbers: the conversions of each campaign in a client period. */
@NullMarked
package com.campaignconversions.conversions;

import org.jspecify.annotations.NullMarked;
