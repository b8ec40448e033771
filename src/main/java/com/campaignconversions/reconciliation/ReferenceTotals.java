package com.campaignconversions.reconciliation;

import com.campaignconversions.clients.ClientPeriod;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a job's reference says of the wanted client periods, added up: it was read once, where the
 * run was started, and travels with the run's plan.
 *
 * @param sums by client period, and by metric, {@code spend}, {@code impressions} or {@code clicks}
 * @param tolerance how far two totals may be apart, as a part of the reference's; null where the
 *     job says nothing
 * @param failure why it could not be read, as a sentence; null where it was
 * @param leftOut what of it could not be used, each as the end of a sentence
 * @param named whether the job names one
 */
public record ReferenceTotals(
    Map<ClientPeriod, Map<String, Sum>> sums,
    @Nullable BigDecimal tolerance,
    @Nullable String failure,
    List<String> leftOut,
    boolean named)
    implements Serializable {
  /** Of a job that names none. */
  public static final ReferenceTotals NONE =
      new ReferenceTotals(Map.of(), null, null, List.of(), false);

  public ReferenceTotals {
    leftOut = List.copyOf(leftOut);
  }

  static ReferenceTotals failed(String why) {
    return new ReferenceTotals(Map.of(), null, why, List.of(), true);
  }

  /** Whether there is a reference that can be read, and it has nothing of a client period. */
  public boolean isSilentOn(ClientPeriod clientPeriod) {
    return named && failure == null && !sums.containsKey(clientPeriod);
  }

  /** That it has nothing, and what of it could not be used; without a full stop. */
  public String silence() {
    return "the reference has nothing of it, so that nothing was compared"
        + (leftOut.isEmpty()
            ? ""
            : " (of the reference were left out " + String.join("; ", leftOut) + ")");
  }

  Map<String, Sum> of(ClientPeriod clientPeriod) {
    return sums.getOrDefault(clientPeriod, Map.of());
  }

  /** Of one metric of one client period. */
  public static final class Sum implements Serializable {
    private static final long serialVersionUID = 1;

    private BigDecimal total = BigDecimal.ZERO;
    private final Map<String, BigDecimal> byCampaign = new TreeMap<>();
    private boolean whole = true;
    private long unreadable;

    /**
     * Adds a row.
     *
     * @param campaign its id or name; null where the row is of all
     * @return whether the campaign is new
     */
    boolean add(@Nullable String campaign, BigDecimal value) {
      total = total.add(value);
      if (campaign == null) {
        whole = false;
        return false;
      }
      boolean isNew = !byCampaign.containsKey(campaign);
      byCampaign.merge(campaign, value, BigDecimal::add);
      return isNew;
    }

    void unreadable() {
      unreadable++;
    }

    BigDecimal total() {
      return total;
    }

    /** By id or name; empty where some row names none. */
    Map<String, BigDecimal> byCampaign() {
      return whole ? byCampaign : Map.of();
    }

    /** How many of its rows have no number, so that nobody knows the total. */
    long unreadableRows() {
      return unreadable;
    }
  }

  /** An empty one, to be filled. */
  static Map<ClientPeriod, Map<String, Sum>> empty() {
    return new HashMap<>();
  }
}
