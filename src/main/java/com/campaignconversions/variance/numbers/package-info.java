/** The numbers of a client period as they are judged, and the verdicts. */
@NullMarked
package com.campaignconversions.variance.numbers;

import org.jspecify.annotations.NullMarked;
