package com.campaignconversions.clients;

import java.io.Serializable;
import java.time.DateTimeException;
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

  /** Whether days begin as in a zone, under whatever name: Asia/Calcutta is Asia/Kolkata. */
  public boolean isIn(String zone) {
    try {
      return ZoneId.of(zone).getRules().equals(timezone.getRules());
    } catch (DateTimeException e) {
      // One that this JVM does not know yet.
      return false;
    }
  }
}
