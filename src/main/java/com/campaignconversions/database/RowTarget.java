package com.campaignconversions.database;

import java.io.Serializable;
import java.util.List;

/**
 * Where rows go.
 *
 * @param table its name
 * @param columns their names, quoted where they need it
 * @param key the names of the columns that a row is known by
 * @param replace whether a row takes the place of the one with the same key, or gives way to it
 */
public record RowTarget(String table, List<String> columns, List<String> key, boolean replace)
    implements Serializable {}
