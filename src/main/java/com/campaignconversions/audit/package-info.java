/** Numbers that somebody else stored: read as they are, and judged like one's own. */
@NullMarked
package com.campaignconversions.audit;

import org.jspecify.annotations.NullMarked;
