/** What a version consists of: its fingerprint, and the checks by which a changed cell is found. */
@NullMarked
package com.campaignconversions.conversions.content;

import org.jspecify.annotations.NullMarked;
