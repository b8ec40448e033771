package com.campaignconversions.insights;

import java.io.Serializable;

/**
 * A file that a job reads, as it was found when the run started.
 *
 * @param rank its place among the job's files by time of modification, then by name: of two files
 *     the newer has the greater rank
 * @param resource what Beam's file systems call it
 * @param source its name for people: relative to the job file's folder, else its URI
 * @param size in bytes
 * @param modifiedMillis since 1970; 0 where the file system does not say
 */
public record InsightFile(int rank, String resource, String source, long size, long modifiedMillis)
    implements Origin, Serializable {}
