/**
 * Who hears that something turned bad or is well again: once, and of nothing that stayed as it was.
 */
@NullMarked
package com.campaignconversions.notifications;

import org.jspecify.annotations.NullMarked;
