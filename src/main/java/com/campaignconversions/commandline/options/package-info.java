/**
 * Options that several commands have: the job file, clients and periods, how a run publishes, how a
 * result is shown.
 */
@NullMarked
package com.campaignconversions.commandline.options;

import org.jspecify.annotations.NullMarked;
