/**
 * Which rows of a client period are the same, which contradict each other, and which are counted.
 */
@NullMarked
package com.campaignconversions.conversions.deduplication;

import org.jspecify.annotations.NullMarked;
