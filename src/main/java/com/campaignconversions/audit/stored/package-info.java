/** What somebody else stored, read by a query or from documents of a dashboard's cache. */
@NullMarked
package com.campaignconversions.audit.stored;

import org.jspecify.annotations.NullMarked;
