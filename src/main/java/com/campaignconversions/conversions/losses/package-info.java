/** What is known to be lost of a client period, from all of its sources. */
@NullMarked
package com.campaignconversions.conversions.losses;

import org.jspecify.annotations.NullMarked;
