/** The tables and views: made, brought up to date, and checked with the rights on them. */
@NullMarked
package com.campaignconversions.publishing.schema;

import org.jspecify.annotations.NullMarked;
