package com.campaignconversions.insights.rows;

import com.campaignconversions.insights.rows.Admission.Nobody;
import com.campaignconversions.insights.rows.Admission.OfClient;
import com.campaignconversions.insights.rows.Admission.Owner;
import com.campaignconversions.insights.rows.Admission.Unknown;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose a line may have been that is no row: by the ad account and the days that can be read in its
 * bytes.
 *
 * @param owner of nobody, where the account is nobody's; of anybody, where no account can be read
 * @param first of its days; null where none can be read, as {@code last}
 */
record LineOwner(Owner owner, @Nullable LocalDate first, @Nullable LocalDate last) {
  private static final Pattern ACCOUNT =
      Pattern.compile("\"account_id\"\\s*:\\s*\"?(?:act_)?([^\",}\\s]{1,60})");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{5,40}");
  private static final Pattern NAMED_DAY =
      Pattern.compile("\"date_(?:start|stop)\"\\s*:\\s*\"([0-9]{4}-[0-9]{2}-[0-9]{2})");
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final int MOST_DAYS = 100;

  static LineOwner of(String payload, Admission admission) {
    TreeSet<LocalDate> days = days(payload, NAMED_DAY, 1, admission);
    if (days.isEmpty()) {
      days = days(payload, DAY, 0, admission);
    }
    return new LineOwner(
        owner(payload, admission),
        days.isEmpty() ? null : days.first(),
        days.isEmpty() ? null : days.last());
  }

  private static Owner owner(String payload, Admission admission) {
    Set<String> named = new TreeSet<>();
    boolean someone = false;
    Matcher accounts = ACCOUNT.matcher(payload);
    while (accounts.find()) {
      someone = true;
      if (accounts.hitEnd() || accounts.end() == payload.length()) {
        named.addAll(admission.clientsOfCut(accounts.group(1)));
      } else if (admission.ownerOf(accounts.group(1)) instanceof Unknown unknown) {
        if (unknown.perhaps().isEmpty()) {
          return unknown;
        }
        named.addAll(unknown.perhaps());
      }
    }
    if (!someone) {
      Matcher digits = DIGITS.matcher(payload);
      while (digits.find()) {
        String client = admission.clientOf(digits.group());
        if (client != null) {
          someone = true;
          named.add(client);
        }
      }
    }
    if (named.isEmpty()) {
      return someone ? new Nobody() : new Unknown(List.of());
    }
    List<String> clients = new ArrayList<>(named);
    return clients.size() == 1 ? new OfClient(clients.get(0)) : new Unknown(clients);
  }

  private static TreeSet<LocalDate> days(
      String payload, Pattern pattern, int group, Admission admission) {
    TreeSet<LocalDate> days = new TreeSet<>();
    Matcher found = pattern.matcher(payload);
    for (int i = 0; i < MOST_DAYS && found.find(); i++) {
      LocalDate day = admission.dayOf(found.group(group));
      if (day != null) {
        days.add(day);
      }
    }
    return days;
  }
}
