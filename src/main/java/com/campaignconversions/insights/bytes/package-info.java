/** Bytes of files: lines, UTF-8, and eight of them at a time. */
@NullMarked
package com.campaignconversions.insights.bytes;

import org.jspecify.annotations.NullMarked;
