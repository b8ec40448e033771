/** What is stored, worked out again and told column by column; certificates of what it was. */
@NullMarked
package com.campaignconversions.verification;

import org.jspecify.annotations.NullMarked;
