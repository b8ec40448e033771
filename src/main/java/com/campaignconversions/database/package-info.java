/** A database over JDBC: the pool, what its SQL spells differently, what passes and what lasts. */
@NullMarked
package com.campaignconversions.database;

import org.jspecify.annotations.NullMarked;
