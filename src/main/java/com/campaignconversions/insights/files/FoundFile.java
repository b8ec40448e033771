package com.campaignconversions.insights.files;

import org.jspecify.annotations.Nullable;

/**
 * What a file system has under a name that a pattern matches or may match.
 *
 * @param resource its name, by which it is opened
 * @param size in bytes
 * @param modifiedMillis since 1970; 0 where nobody says
 * @param error why it cannot be read; null where nothing is known against it
 */
record FoundFile(String resource, long size, long modifiedMillis, @Nullable String error) {}
