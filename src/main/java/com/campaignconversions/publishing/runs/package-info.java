/** Runs and what they did with each client period: entered, alive, ended, with an exit code. */
@NullMarked
package com.campaignconversions.publishing.runs;

import org.jspecify.annotations.NullMarked;
