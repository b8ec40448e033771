/** What goes for good: what retention does not keep, and clients that are forgotten. */
@NullMarked
package com.campaignconversions.publishing.removal;

import org.jspecify.annotations.NullMarked;
