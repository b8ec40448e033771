/** YAML with the line and the key of every value, so that each problem says where it is. */
@NullMarked
package com.campaignconversions.job.yaml;

import org.jspecify.annotations.NullMarked;
