/** What runs did and what is published, as a screen and as a document. */
@NullMarked
package com.campaignconversions.results.runs;

import org.jspecify.annotations.NullMarked;
