/** Rows written safe to repeat: through JdbcIO, and into PostgreSQL by COPY. */
@NullMarked
package com.campaignconversions.database.rows;

import org.jspecify.annotations.NullMarked;
