/** Reading a job file: a class for each of its sections. */
@NullMarked
package com.campaignconversions.job.file;

import org.jspecify.annotations.NullMarked;
