/** What one job file asks for: sources, clients, the metric catalogue, the output. */
@NullMarked
package com.campaignconversions.job;

import org.jspecify.annotations.NullMarked;
