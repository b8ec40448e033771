package com.campaignconversions.publishing.forecasts;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.database.Sql;
import com.campaignconversions.forecast.Basis;
import com.campaignconversions.forecast.ComparablePeriod;
import com.campaignconversions.forecast.EarlierTotal;
import com.campaignconversions.forecast.Forecast;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.publishing.runs.CatalogueDigest;
import com.campaignconversions.publishing.schema.KeyCondition;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Final periods as a run found them when they were as old, to half a day, as some others are now.
 * Runs of this job count that had the same catalogue, as long as their outcomes and what they found
 * are kept.
 */
public final class PeriodsAsOld {
  /** To which two ages are the same. */
  private static final Duration HALF_A_DAY = Duration.ofHours(12);

  /** How far back final periods are looked for. */
  private static final int PERIODS = 60;

  /** Of other clients' periods: the newest of all of them. */
  private static final int MOST_OTHERS = 4 * Forecast.MOST;

  private final Connection connection;
  private final Job job;
  private final String catalogue;
  private final Instant readAt;
  private final Map<String, Client> clients;
  private final Map<String, Version> versions = new HashMap<>();

  public PeriodsAsOld(Connection connection, Job job, Instant readAt) {
    this.connection = connection;
    this.job = job;
    this.catalogue = CatalogueDigest.of(job);
    this.readAt = readAt;
    this.clients = job.clientsById();
  }

  /** What is final now. */
  private record Final(ClientPeriod clientPeriod, String fingerprint) {}

  /** When it was as old, and by what it was found then. */
  private record Reading(Final period, Instant at) {}

  private record Version(
      Map<String, BigDecimal> totals, Set<String> trusted, @Nullable String basis) {}

  private record RunStart(long runId, Instant started) {}

  /** By client period, its client's own first, each the newest first. */
  public Map<ClientPeriod, List<ComparablePeriod>> beside(Set<ClientPeriod> provisional)
      throws SQLException {
    Period earliest =
        provisional.stream().map(ClientPeriod::period).min(Period::compareTo).orElseThrow();
    for (int i = 0; i < PERIODS; i++) {
      earliest = earliest.previous();
    }
    Set<String> clientIds =
        provisional.stream()
            .map(ClientPeriod::clientId)
            .collect(Collectors.toCollection(TreeSet::new));
    Map<ClientPeriod, List<ComparablePeriod>> own =
        comparable(provisional, finals(clientIds, earliest, ""), true);
    Set<ClientPeriod> lacking =
        provisional.stream()
            .filter(one -> lacks(one.clientId(), own.getOrDefault(one, List.of())))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!lacking.isEmpty()) {
      comparable(
              lacking,
              finals(
                  clients.keySet(),
                  earliest,
                  " ORDER BY period_id DESC, client_id LIMIT " + MOST_OTHERS),
              false)
          .forEach(
              (one, others) -> own.computeIfAbsent(one, none -> new ArrayList<>()).addAll(others));
    }
    return own;
  }

  private boolean lacks(String clientId, List<ComparablePeriod> own) {
    return job.metricsOf(clientId).stream()
        .filter(metric -> metric.unit() == Metric.Unit.COUNT)
        .anyMatch(
            metric ->
                own.stream().filter(one -> one.totals().containsKey(metric.name())).count()
                    < Forecast.FEWEST);
  }

  /** The newest first. */
  private List<Final> finals(Collection<String> clientIds, Period earliest, String order)
      throws SQLException {
    List<Final> finals = new ArrayList<>();
    for (List<String> ids : Sql.chunks(new TreeSet<>(clientIds))) {
      List<Object> parameters = new ArrayList<>(ids);
      parameters.addAll(List.of(job.granularity().name(), catalogue, earliest.id()));
      finals.addAll(
          Sql.query(
              connection,
              """
              -- Before this run publishes anything
              SELECT client_id, period_id, fingerprint FROM publication
              WHERE client_id IN (%s) AND granularity = ? AND catalogue = ? AND period_id >= ?
                AND final = TRUE AND fingerprint IS NOT NULL%s
              """
                  .formatted(Sql.placeholders(ids.size()), order),
              parameters,
              row -> new Final(KeyCondition.clientPeriod(row), row.getString("fingerprint"))));
    }
    finals.sort(
        Comparator.comparing((Final one) -> one.clientPeriod().period())
            .reversed()
            .thenComparing(one -> one.clientPeriod().clientId()));
    return order.isEmpty() ? finals : finals.subList(0, Math.min(MOST_OTHERS, finals.size()));
  }

  private Map<ClientPeriod, List<ComparablePeriod>> comparable(
      Set<ClientPeriod> provisional, List<Final> finals, boolean own) throws SQLException {
    Map<ClientPeriod, List<Reading>> wanted = new TreeMap<>();
    for (ClientPeriod one : provisional) {
      Duration age = Duration.between(ended(one), readAt);
      wanted.put(
          one,
          finals.stream()
              .filter(
                  other ->
                      other.clientPeriod().clientId().equals(one.clientId()) == own
                          && other.clientPeriod().period().compareTo(one.period()) < 0)
              .map(other -> new Reading(other, ended(other.clientPeriod()).plus(age)))
              .toList());
    }
    Map<Reading, String> found =
        found(wanted.values().stream().flatMap(List::stream).collect(Collectors.toSet()));
    readVersions(found);
    Map<ClientPeriod, List<ComparablePeriod>> comparable = new TreeMap<>();
    wanted.forEach(
        (one, readings) ->
            comparable.put(
                one,
                readings.stream()
                    .filter(found::containsKey)
                    .map(reading -> compared(reading, Objects.requireNonNull(found.get(reading))))
                    .flatMap(Optional::stream)
                    .limit(own ? Forecast.MOST : 2 * Forecast.MOST)
                    .collect(Collectors.toCollection(ArrayList::new))));
    return comparable;
  }

  private Instant ended(ClientPeriod clientPeriod) {
    Client client = Objects.requireNonNull(clients.get(clientPeriod.clientId()));
    return clientPeriod.period().end().plusDays(1).atStartOfDay(client.timezone()).toInstant();
  }

  /** The fingerprint that the nearest run found, where one read it then. */
  private Map<Reading, String> found(Set<Reading> readings) throws SQLException {
    if (readings.isEmpty()) {
      return Map.of();
    }
    NavigableMap<Instant, List<RunStart>> runs = runs(readings);
    Map<Reading, List<RunStart>> near = new HashMap<>();
    Set<Long> runIds = new TreeSet<>();
    Set<String> clientIds = new TreeSet<>();
    Set<String> periodIds = new TreeSet<>();
    for (Reading reading : readings) {
      List<RunStart> those =
          runs
              .subMap(reading.at().minus(HALF_A_DAY), true, reading.at().plus(HALF_A_DAY), true)
              .values()
              .stream()
              .flatMap(List::stream)
              .sorted(
                  Comparator.comparing(
                          (RunStart run) -> Duration.between(run.started(), reading.at()).abs())
                      .thenComparing(RunStart::runId))
              .toList();
      if (!those.isEmpty()) {
        near.put(reading, those);
        those.forEach(run -> runIds.add(run.runId()));
        clientIds.add(reading.period().clientPeriod().clientId());
        periodIds.add(reading.period().clientPeriod().period().id());
      }
    }
    Map<ClientPeriod, Map<Long, String>> outcomes = outcomes(runIds, clientIds, periodIds);
    Map<Reading, String> found = new HashMap<>();
    near.forEach(
        (reading, those) -> {
          Map<Long, String> byRun =
              outcomes.getOrDefault(reading.period().clientPeriod(), Map.of());
          those.stream()
              .map(run -> byRun.get(run.runId()))
              .filter(Objects::nonNull)
              .findFirst()
              .ifPresent(fingerprint -> found.put(reading, fingerprint));
        });
    return found;
  }

  private NavigableMap<Instant, List<RunStart>> runs(Set<Reading> readings) throws SQLException {
    NavigableMap<Instant, List<RunStart>> runs = new TreeMap<>();
    for (List<Instant[]> some : Sql.chunks(ranges(readings), 100)) {
      List<Object> parameters = new ArrayList<>(List.of(job.name(), catalogue));
      some.forEach(range -> parameters.addAll(List.of(range[0], range[1])));
      Sql.each(
          connection,
          """
          -- Those that ran when something was as old
          SELECT run_id, started FROM run
          WHERE job = ? AND catalogue = ? AND COALESCE(kind, 'RUN') = 'RUN' AND (%s)
          """
              .formatted(
                  String.join(
                      " OR ",
                      some.stream().map(range -> "started >= ? AND started <= ?").toList())),
          parameters,
          row -> {
            Instant started = Objects.requireNonNull(Sql.instant(row, "started"));
            runs.computeIfAbsent(started, none -> new ArrayList<>())
                .add(new RunStart(row.getLong("run_id"), started));
          });
    }
    return runs;
  }

  /** Without what overlaps. */
  private static List<Instant[]> ranges(Set<Reading> readings) {
    List<Instant[]> ranges = new ArrayList<>();
    for (Instant at :
        readings.stream().map(Reading::at).collect(Collectors.toCollection(TreeSet::new))) {
      Instant[] last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
      if (last != null && !at.minus(HALF_A_DAY).isAfter(last[1])) {
        last[1] = at.plus(HALF_A_DAY);
      } else {
        ranges.add(new Instant[] {at.minus(HALF_A_DAY), at.plus(HALF_A_DAY)});
      }
    }
    return ranges;
  }

  private Map<ClientPeriod, Map<Long, String>> outcomes(
      Set<Long> runIds, Set<String> clientIds, Set<String> periodIds) throws SQLException {
    Map<ClientPeriod, Map<Long, String>> outcomes = new HashMap<>();
    for (List<Long> runs : Sql.chunks(runIds, 100)) {
      for (List<String> ids : Sql.chunks(clientIds)) {
        List<Object> parameters = new ArrayList<>(runs);
        parameters.addAll(ids);
        parameters.addAll(periodIds);
        Sql.each(
            connection,
            """
            -- What they found of it, new or as before
            SELECT run_id, client_id, period_id, fingerprint FROM run_outcome
            WHERE run_id IN (%s) AND client_id IN (%s) AND period_id IN (%s)
              AND outcome IN ('PUBLISHED', 'UNCHANGED') AND fingerprint IS NOT NULL
            """
                .formatted(
                    Sql.placeholders(runs.size()),
                    Sql.placeholders(ids.size()),
                    Sql.placeholders(periodIds.size())),
            parameters,
            row ->
                outcomes
                    .computeIfAbsent(KeyCondition.clientPeriod(row), none -> new HashMap<>())
                    .put(row.getLong("run_id"), row.getString("fingerprint")));
      }
    }
    return outcomes;
  }

  private void readVersions(Map<Reading, String> found) throws SQLException {
    Set<String> unread = new HashSet<>(found.values());
    found.keySet().forEach(reading -> unread.add(reading.period().fingerprint()));
    unread.removeAll(versions.keySet());
    String basis =
        unread.isEmpty() || Sql.hasColumn(connection, "client_period_version", "basis")
            ? "basis"
            : "NULL";
    for (List<String> some : Sql.chunks(unread)) {
      String places = Sql.placeholders(some.size());
      Sql.each(
          connection,
          """
          -- Of those that are not pruned
          SELECT fingerprint, %s FROM client_period_version WHERE fingerprint IN (%s)
          """
              .formatted(basis, places),
          some,
          row ->
              versions.put(
                  row.getString("fingerprint"),
                  new Version(new HashMap<>(), new HashSet<>(), row.getString(2))));
      Sql.each(
          connection,
          """
          -- Totals only
          SELECT fingerprint, metric, total, trusted FROM variance_row
          WHERE fingerprint IN (%s) AND total IS NOT NULL
          """
              .formatted(places),
          some,
          row -> {
            Version version = versions.get(row.getString("fingerprint"));
            if (version != null) {
              version.totals().put(row.getString("metric"), row.getBigDecimal("total"));
              if (row.getBoolean("trusted")) {
                version.trusted().add(row.getString("metric"));
              }
            }
          });
    }
  }

  /** Nothing where one of both versions is gone. */
  private Optional<ComparablePeriod> compared(Reading reading, String fingerprint) {
    Version then = versions.get(fingerprint);
    Version now = versions.get(reading.period().fingerprint());
    if (then == null || now == null) {
      return Optional.empty();
    }
    Basis basis = Basis.read(now.basis());
    Basis earlier = Basis.read(then.basis());
    Map<String, EarlierTotal> totals = new HashMap<>();
    for (String metric : now.trusted()) {
      BigDecimal known = then.totals().get(metric);
      if (known != null && earlier.agrees(basis, metric)) {
        totals.put(
            metric, new EarlierTotal(known, Objects.requireNonNull(now.totals().get(metric))));
      }
    }
    return Optional.of(
        new ComparablePeriod(reading.period().clientPeriod(), Map.copyOf(totals), basis));
  }
}
