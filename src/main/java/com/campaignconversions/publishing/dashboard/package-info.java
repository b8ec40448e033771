/** The documents that existing dashboards read. */
@NullMarked
package com.campaignconversions.publishing.dashboard;

import org.jspecify.annotations.NullMarked;
