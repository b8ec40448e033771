package com.campaignconversions.publishing.versions;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is visible of one client period.
 *
 * @param runId the run that published it
 * @param checkedAt when a run last read its sources and found the same
 * @param spend of all campaigns; null where it is unknown
 * @param lastDay the last day that a used row covers; null where there is no row
 * @param isFinal whether it was read 28 days or more after its end, and covered to it
 */
public record PublicationState(
    String fingerprint,
    long runId,
    Instant publishedAt,
    Instant checkedAt,
    long campaigns,
    @Nullable BigDecimal spend,
    @Nullable LocalDate firstDay,
    @Nullable LocalDate lastDay,
    long daysCovered,
    boolean trusted,
    boolean isFinal) {}
