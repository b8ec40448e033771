/** Probabilities of counts, exact or in closed form. */
@NullMarked
package com.campaignconversions.variance.probability;

import org.jspecify.annotations.NullMarked;
