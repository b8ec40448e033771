package com.campaignconversions.clients;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An advertiser with one or more ad accounts.
 *
 * @param accountIds digits, without Meta's {@code act_} prefix; at least one
 * @param currency ISO 4217 code in capitals; null where the clients file names none, then rows are
 *     not checked against it
 * @param timezone the ad accounts' time zone, which decides what the current period is
 */
public record Client(
    String id, String name, List<String> accountIds, @Nullable String currency, ZoneId timezone)
    implements Serializable {
  public Client {
    accountIds = List.copyOf(accountIds);
  }
}
