/** The database: whole client periods become visible at once, or not at all. */
@NullMarked
package com.campaignconversions.publishing;

import org.jspecify.annotations.NullMarked;
