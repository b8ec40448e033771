/**
 * Versions of client periods: which one is visible, what changed from one to the next, and the ways
 * back and out.
 */
@NullMarked
package com.campaignconversions.publishing.versions;

import org.jspecify.annotations.NullMarked;
