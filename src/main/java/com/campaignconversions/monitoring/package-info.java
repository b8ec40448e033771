/** What a monitoring system reads of a run: numbers in Prometheus' text format, in a file. */
@NullMarked
package com.campaignconversions.monitoring;

import org.jspecify.annotations.NullMarked;
