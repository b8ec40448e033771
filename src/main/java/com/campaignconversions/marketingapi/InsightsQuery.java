package com.campaignconversions.marketingapi;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of one ad account.
 *
 * @param accountId digits, without {@code act_}
 * @param windows attribution windows; empty for the account's own setting
 * @param since the first day, in the account's time zone
 * @param until the last day, inclusive
 * @param increment how rows are cut in time, as {@code time_increment} takes it: so many days from
 *     the first on, or {@code monthly}; null for one row over all days
 */
public record InsightsQuery(
    String accountId,
    QueryLevel level,
    List<String> fields,
    List<String> windows,
    LocalDate since,
    LocalDate until,
    @Nullable String increment) {

  private static final List<String> CAMPAIGN_STATUSES =
      List.of("ACTIVE", "PAUSED", "DELETED", "ARCHIVED", "IN_PROCESS", "WITH_ISSUES");

  public InsightsQuery {
    fields = List.copyOf(fields);
    windows = List.copyOf(windows);
  }

  /**
   * What a row is of. Without naming statuses Meta leaves out what was deleted; an account's own
   * total has everything that ever delivered.
   */
  public enum QueryLevel {
    ACCOUNT,
    CAMPAIGN,
    ADSET,
    AD;

    /** Every status that an object of this level can have; none where there is nothing to name. */
    private List<String> statuses() {
      return switch (this) {
        case ACCOUNT -> List.of();
        case CAMPAIGN -> CAMPAIGN_STATUSES;
        case ADSET -> and(CAMPAIGN_STATUSES, "CAMPAIGN_PAUSED");
        case AD ->
            and(
                CAMPAIGN_STATUSES,
                "CAMPAIGN_PAUSED",
                "ADSET_PAUSED",
                "PENDING_REVIEW",
                "DISAPPROVED",
                "PREAPPROVED",
                "PENDING_BILLING_INFO");
      };
    }

    private static List<String> and(List<String> some, String... more) {
      return Stream.concat(some.stream(), Stream.of(more)).toList();
    }
  }

  String node() {
    return "act_" + accountId;
  }

  /** As the Graph API wants them, in a fixed order. */
  Map<String, String> parameters(int pageSize) {
    String name = level.name().toLowerCase(Locale.ROOT);
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("level", name);
    parameters.put("fields", String.join(",", fields));
    parameters.put("time_range", "{\"since\":\"" + since + "\",\"until\":\"" + until + "\"}");
    if (increment != null) {
      parameters.put("time_increment", increment);
    }
    List<String> statuses = level.statuses();
    if (!statuses.isEmpty()) {
      parameters.put(
          "filtering",
          "[{\"field\":\""
              + name
              + ".effective_status\",\"operator\":\"IN\",\"value\":"
              + list(statuses)
              + "}]");
    }
    if (windows.isEmpty()) {
      // As Ads Manager counts; versions before 2025 need to be told.
      parameters.put("use_unified_attribution_setting", "true");
    } else {
      parameters.put("action_attribution_windows", list(windows));
    }
    parameters.put("limit", Integer.toString(pageSize));
    return parameters;
  }

  private static String list(List<String> names) {
    return names.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
  }
}
