/** The action types that insights really carry, beside those that a catalogue lists. */
@NullMarked
package com.campaignconversions.explanation.actions;

import org.jspecify.annotations.NullMarked;
