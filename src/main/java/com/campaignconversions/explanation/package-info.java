/** Where one published number comes from: its rows, read again from their bytes. */
@NullMarked
package com.campaignconversions.explanation;

import org.jspecify.annotations.NullMarked;
