/** A client period's numbers beside others that should agree: shorter and longer periods of it. */
@NullMarked
package com.campaignconversions.reconciliation;

import org.jspecify.annotations.NullMarked;
