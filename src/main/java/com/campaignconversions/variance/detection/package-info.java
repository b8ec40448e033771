/** The signs of manufacture: divided by a key, filled, multiplied, copied, dropped. */
@NullMarked
package com.campaignconversions.variance.detection;

import org.jspecify.annotations.NullMarked;
