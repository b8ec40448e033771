package com.campaignconversions.insights.counts;

/**
 * An ad account that no client has, and that is one slip of a finger away from one that some client
 * has.
 *
 * @param accountId the client's own
 * @param strangerId the one that was read
 * @param example where its first row stands
 */
public record MistypedAccount(
    String clientId, String accountId, String strangerId, String example) {}
