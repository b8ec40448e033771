/** The sections of a job file that say how its runs are started, kept and told of. */
@NullMarked
package com.campaignconversions.job.file.running;

import org.jspecify.annotations.NullMarked;
