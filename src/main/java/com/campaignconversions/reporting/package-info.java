/** Who is told how a run ended. */
@NullMarked
package com.campaignconversions.reporting;

import org.jspecify.annotations.NullMarked;
