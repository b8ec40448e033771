package com.campaignconversions.publishing.versions;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Granularity;
import com.campaignconversions.clients.Period;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.job.metrics.CampaignColumns;
import com.campaignconversions.publishing.schema.KeyCondition;
import com.campaignconversions.records.Decimals;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The versions that were visible, and what one changed in the one before. */
public final class VersionHistory {
  private VersionHistory() {}

  /** A row of the history with what the version was made of, as far as it is still known. */
  private record Stored(
      ClientPeriod clientPeriod,
      long runId,
      Instant publishedAt,
      VersionEvent.EventKind kind,
      String fingerprint,
      @Nullable String previous,
      VersionBasis basis,
      boolean trusted,
      boolean isFinal,
      boolean published) {}

  /**
   * What became visible of these clients, the newest first.
   *
   * @param periods only these; null for all of this length
   * @param restatedOnly without what was published first
   */
  public static List<VersionEvent> history(
      Database database,
      Collection<String> clientIds,
      Granularity granularity,
      @Nullable Collection<Period> periods,
      boolean restatedOnly,
      int limit) {
    return database.transaction(
        connection -> history(connection, clientIds, granularity, periods, restatedOnly, limit));
  }

  private static List<VersionEvent> history(
      Connection connection,
      Collection<String> clientIds,
      Granularity granularity,
      @Nullable Collection<Period> periods,
      boolean restatedOnly,
      int limit)
      throws SQLException {
    List<Stored> events = new ArrayList<>();
    for (List<String> ids : Sql.chunks(new TreeSet<>(clientIds))) {
      for (List<Period> some : periods == null ? NO_PERIODS : Sql.chunks(periods)) {
        List<Object> parameters = new ArrayList<>(ids);
        parameters.add(granularity.name());
        some.forEach(period -> parameters.add(period.id()));
        events.addAll(
            Sql.query(
                connection,
                """
                -- The newest first; a client has few versions, a job may have many
                SELECT h.*, r.version, v.content_digest, p.fingerprint AS visible,
                       p.run_id AS visible_run
                FROM publication_history h
                JOIN publication p ON p.client_id = h.client_id AND p.period_id = h.period_id
                LEFT JOIN run r ON r.run_id = h.run_id
                LEFT JOIN client_period_version v ON v.fingerprint = h.fingerprint
                WHERE h.client_id IN (%s) AND p.granularity = ?%s%s
                ORDER BY h.published_at DESC, h.run_id DESC, h.client_id, h.period_id
                LIMIT %d
                """
                    .formatted(
                        Sql.placeholders(ids.size()),
                        some.isEmpty()
                            ? ""
                            : " AND h.period_id IN (" + Sql.placeholders(some.size()) + ")",
                        restatedOnly ? " AND h.previous_fingerprint IS NOT NULL" : "",
                        limit),
                parameters,
                VersionHistory::stored));
      }
    }
    events.sort(
        java.util.Comparator.comparing(Stored::publishedAt)
            .thenComparing(Stored::runId)
            .reversed()
            .thenComparing(Stored::clientPeriod));
    return events(connection, events.subList(0, Math.min(limit, events.size())));
  }

  private static final List<List<Period>> NO_PERIODS = List.of(List.of());

  private static Stored stored(ResultSet row) throws SQLException {
    String fingerprint = row.getString("fingerprint");
    long runId = row.getLong("run_id");
    return new Stored(
        KeyCondition.clientPeriod(row),
        runId,
        Objects.requireNonNull(Sql.instant(row, "published_at")),
        "ROLLED_BACK".equals(row.getString("event"))
            ? VersionEvent.EventKind.ROLLED_BACK
            : VersionEvent.EventKind.PUBLISHED,
        fingerprint,
        row.getString("previous_fingerprint"),
        new VersionBasis(
            Sql.count(row, "rows_used"),
            Sql.count(row, "covered_days"),
            row.getString("content_digest"),
            row.getString("catalogue"),
            Sql.textIfThere(row, "metrics_digest"),
            row.getString("version"),
            Sql.textIfThere(row, "source")),
        row.getBoolean("trusted"),
        row.getBoolean("final"),
        fingerprint.equals(row.getString("visible")) && runId == row.getLong("visible_run"));
  }

  /** Each beside the one before it, which need not be among them. */
  private static List<VersionEvent> events(Connection connection, List<Stored> events)
      throws SQLException {
    Set<String> fingerprints = new TreeSet<>();
    Set<String> earlier = new TreeSet<>();
    for (Stored event : events) {
      fingerprints.add(event.fingerprint());
      if (event.previous() != null) {
        fingerprints.add(event.previous());
        earlier.add(event.previous());
      }
    }
    Map<String, Restatement> totals = Restatement.read(connection, fingerprints);
    Map<String, List<Stored>> before = earlier(connection, earlier);
    List<VersionEvent> versionEvents = new ArrayList<>();
    for (Stored event : events) {
      Restatement after = totals.get(event.fingerprint());
      Restatement previous = event.previous() == null ? null : totals.get(event.previous());
      Stored last =
          event.previous() == null
              ? null
              : before.getOrDefault(event.previous(), List.of()).stream()
                  .filter(one -> one.runId() < event.runId())
                  .reduce((one, other) -> other)
                  .orElse(null);
      versionEvents.add(
          new VersionEvent(
              event.clientPeriod(),
              event.runId(),
              event.publishedAt(),
              event.kind(),
              event.fingerprint(),
              event.previous(),
              event.basis().productVersion(),
              event.trusted(),
              event.isFinal(),
              after == null || previous == null || last == null
                  ? null
                  : event
                      .basis()
                      .causeSince(
                          last.basis(),
                          previous.sameBasis(after),
                          otherWindow(connection, last.fingerprint(), event.fingerprint())),
              after == null || previous == null ? null : previous.changedTo(after),
              event.published(),
              after != null));
    }
    return versionEvents;
  }

  /** When these versions were published, the oldest first. */
  private static Map<String, List<Stored>> earlier(
      Connection connection, Collection<String> fingerprints) throws SQLException {
    Map<String, List<Stored>> events = new HashMap<>();
    for (List<String> some : Sql.chunks(fingerprints)) {
      Sql.each(
          connection,
          """
          -- What the versions before were made of
          SELECT h.*, r.version, v.content_digest, NULL AS visible, 0 AS visible_run
          FROM publication_history h
          LEFT JOIN run r ON r.run_id = h.run_id
          LEFT JOIN client_period_version v ON v.fingerprint = h.fingerprint
          WHERE h.fingerprint IN (%s)
          ORDER BY h.run_id
          """
              .formatted(Sql.placeholders(some.size())),
          some,
          row -> {
            Stored event = stored(row);
            events.computeIfAbsent(event.fingerprint(), none -> new ArrayList<>()).add(event);
          });
    }
    return events;
  }

  private static boolean otherWindow(Connection connection, String before, String after)
      throws SQLException {
    return Sql.query(
            connection,
            """
            -- Of campaigns that both have: a new one may well have another setting
            SELECT DISTINCT a.attribution AS earlier, b.attribution
            FROM campaign_row a
            JOIN campaign_row b ON b._fingerprint = ? AND b.campaign_id = a.campaign_id
            WHERE a._fingerprint = ? AND a.attribution <> b.attribution
            """,
            List.of(after, before),
            row ->
                VersionBasis.isOtherWindow(row.getString("earlier"), row.getString("attribution")))
        .contains(true);
  }

  /** Every number that differs, by campaign and then in the order of the catalogue. */
  public static List<CampaignChange> changes(Database database, String before, String after) {
    return database.transaction(
        connection -> {
          Map<String, Campaign> old = campaigns(database, connection, before);
          Map<String, Campaign> now = campaigns(database, connection, after);
          Set<String> ids = new TreeSet<>(old.keySet());
          ids.addAll(now.keySet());
          List<CampaignChange> changes = new ArrayList<>();
          for (String id : ids) {
            Campaign one = old.getOrDefault(id, Campaign.NONE);
            Campaign other = now.getOrDefault(id, Campaign.NONE);
            Set<String> names = new LinkedHashSet<>(one.numbers().keySet());
            names.addAll(other.numbers().keySet());
            for (String name : names) {
              BigDecimal numberBefore = one.numbers().get(name);
              BigDecimal numberAfter = other.numbers().get(name);
              if (!Decimals.same(numberBefore, numberAfter)) {
                changes.add(
                    new CampaignChange(
                        id,
                        other.name() == null ? one.name() : other.name(),
                        name,
                        numberBefore,
                        numberAfter));
              }
            }
          }
          return changes;
        });
  }

  private record Campaign(@Nullable String name, Map<String, @Nullable BigDecimal> numbers) {
    static final Campaign NONE = new Campaign(null, Map.of());
  }

  private static Map<String, Campaign> campaigns(
      Database database, Connection connection, String fingerprint) throws SQLException {
    StringBuilder metrics = new StringBuilder();
    database.metricNames().forEach(name -> metrics.append(", ").append(database.column(name)));
    Map<String, Campaign> campaigns = new TreeMap<>();
    Sql.each(
        connection,
        """
        -- One version whole
        SELECT campaign_id, campaign_name, spend, impressions, clicks%s
        FROM campaign_row WHERE _fingerprint = ?
        """
            .formatted(metrics),
        List.of(fingerprint),
        row -> {
          Map<String, @Nullable BigDecimal> numbers = new LinkedHashMap<>();
          numbers.put(CampaignColumns.SPEND, row.getBigDecimal(3));
          numbers.put(CampaignColumns.IMPRESSIONS, row.getBigDecimal(4));
          numbers.put(CampaignColumns.CLICKS, row.getBigDecimal(5));
          for (int metric = 0; metric < database.metricNames().size(); metric++) {
            numbers.put(database.metricNames().get(metric), row.getBigDecimal(6 + metric));
          }
          campaigns.put(
              row.getString(1),
              new Campaign(row.getString(2), Collections.unmodifiableMap(numbers)));
        });
    return campaigns;
  }
}
