@NullMarked
package com.campaignconversions;

import org.jspecify.annotations.NullMarked;
