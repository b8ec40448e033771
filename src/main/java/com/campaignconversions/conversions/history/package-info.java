/** What was published of a client before, as its other periods are judged by it. */
@NullMarked
package com.campaignconversions.conversions.history;

import org.jspecify.annotations.NullMarked;
