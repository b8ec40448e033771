/** The fields of an insight, the values that they may have, and what of them a job wants. */
@NullMarked
package com.campaignconversions.insights.fields;

import org.jspecify.annotations.NullMarked;
