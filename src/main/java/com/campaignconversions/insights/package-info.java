/** Reading insight rows: from files to packed rows of known client periods. */
@NullMarked
package com.campaignconversions.insights;

import org.jspecify.annotations.NullMarked;
