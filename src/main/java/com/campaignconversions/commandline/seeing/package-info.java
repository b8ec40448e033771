/** Commands that look at what is published and at the insights, and change nothing. */
@NullMarked
package com.campaignconversions.commandline.seeing;

import org.jspecify.annotations.NullMarked;
