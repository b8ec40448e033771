package com.campaignconversions.audit.stored;

import com.campaignconversions.job.metrics.CampaignColumns;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one client period as they are stored, column by column. Rows of one campaign add
 * up: a table of days is a table of months. What no row knows is null, not 0.
 */
public final class StoredPeriod {
  /** In place of a metric's name, where a total is stored that may be of one or of several. */
  public static final String CONVERSIONS = "totalConversions";

  static final Set<String> NO_METRICS = Set.copyOf(CampaignColumns.DELIVERY);

  private final Map<String, Integer> positions = new LinkedHashMap<>();
  private final Map<String, List<@Nullable BigDecimal>> columns = new LinkedHashMap<>();
  private final Map<String, BigDecimal> stated = new LinkedHashMap<>();
  private long rows;

  /**
   * What is stored beside the campaigns as a total, by metric; also by spend, impressions and
   * clicks, and {@link #CONVERSIONS}.
   */
  public Map<String, BigDecimal> stated() {
    return Collections.unmodifiableMap(stated);
  }

  void state(String metric, BigDecimal total) {
    stated.put(metric, total);
  }

  /** In the order in which they came, as the values of every column. */
  public List<String> campaignIds() {
    return List.copyOf(positions.keySet());
  }

  /** The metrics that are stored, be they known or not. */
  public List<String> metrics() {
    return columns.keySet().stream().filter(name -> !NO_METRICS.contains(name)).toList();
  }

  /** One value a campaign; null where unknown. */
  public List<@Nullable BigDecimal> values(String column) {
    List<@Nullable BigDecimal> stored = columns.get(column);
    List<@Nullable BigDecimal> values =
        stored == null ? new ArrayList<>() : new ArrayList<>(stored);
    while (values.size() < positions.size()) {
      values.add(null);
    }
    return values;
  }

  long rows() {
    return rows;
  }

  /** Begins a row of a campaign; its position. */
  int row(String campaignId) {
    rows++;
    Integer position = positions.putIfAbsent(campaignId, positions.size());
    return position == null ? positions.size() - 1 : position;
  }

  /** Says that a column is stored here, even if no campaign has a value in it. */
  List<@Nullable BigDecimal> column(String name) {
    return columns.computeIfAbsent(name, none -> new ArrayList<>());
  }

  void add(int position, String column, BigDecimal value) {
    List<@Nullable BigDecimal> values = column(column);
    while (values.size() <= position) {
      values.add(null);
    }
    BigDecimal before = values.get(position);
    values.set(position, before == null ? value : before.add(value));
  }
}
