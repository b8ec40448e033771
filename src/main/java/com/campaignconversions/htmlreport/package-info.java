/** What is published as one HTML page that asks for nothing from anywhere. */
@NullMarked
package com.campaignconversions.htmlreport;

import org.jspecify.annotations.NullMarked;
