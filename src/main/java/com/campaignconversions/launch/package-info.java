/** Starting the product in a JVM of its own, with classes that are read from an archive. */
@NullMarked
package com.campaignconversions.launch;

import org.jspecify.annotations.NullMarked;
