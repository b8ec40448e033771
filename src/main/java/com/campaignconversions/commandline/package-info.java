/** The commands a person or a scheduler starts. */
@NullMarked
package com.campaignconversions.commandline;

import org.jspecify.annotations.NullMarked;
