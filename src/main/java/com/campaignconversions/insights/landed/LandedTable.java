package com.campaignconversions.insights.landed;

/**
 * A table that is there.
 *
 * @param name as the job file writes it or the connector calls it, for people
 * @param reference the same in a statement, in quotes where its letters are not as a database takes
 *     plain names
 * @param columns that it has
 */
record LandedTable(String name, String reference, LandedNames columns) {}
