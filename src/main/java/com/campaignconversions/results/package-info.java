/** What a command prints, and the exception that ends it with a sentence and an exit code. */
@NullMarked
package com.campaignconversions.results;

import org.jspecify.annotations.NullMarked;
