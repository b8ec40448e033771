package com.campaignconversions.publishing.dashboard;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Output.Cache;
import com.campaignconversions.job.metrics.CampaignColumns;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.job.metrics.Metric.Unit;
import com.campaignconversions.publishing.schema.KeyCondition;
import com.campaignconversions.records.Decimals;
import com.campaignconversions.records.Sha256;
import com.campaignconversions.variance.numbers.Verdict;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code current_month_cache} and {@code clients}: the shape that existing dashboards read, built
 * from the published rows and moved in the same transaction. Only rows that this product wrote are
 * ever touched.
 */
public final class DashboardCache {
  /** Part of what a row was made of: another shape makes every row anew. */
  private static final String SHAPE = "2";

  private static final int AT_ONCE = 200;

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private final Connection connection;
  private final Job job;
  private final Database database;
  private final Instant now;
  private final Map<String, Client> clients;

  public DashboardCache(Connection connection, Database database, Job job, Instant now) {
    this.connection = connection;
    this.job = job;
    this.database = database;
    this.now = now.truncatedTo(ChronoUnit.MICROS);
    this.clients = job.clientsById();
  }

  /** One row of ours: what it was made of, and whether it is still there. */
  private record Entry(String content, boolean there) {}

  /** What changed where nobody looked: rows deleted, months gone by, another {@code cache} mode. */
  public static void sweep(Database database, Job job, Instant now) {
    database.transaction(
        connection -> {
          sweep(connection, database, job, now);
          return true;
        });
  }

  private static void sweep(Connection connection, Database database, Job job, Instant now)
      throws SQLException {
    DashboardCache cache = new DashboardCache(connection, database, job, now);
    List<ClientPeriod> clientPeriods =
        job.output().cache() == Cache.ALL ? cache.published() : cache.current();
    for (List<ClientPeriod> chunk : Sql.chunks(clientPeriods, AT_ONCE)) {
      cache.refresh(chunk);
    }
  }

  private List<ClientPeriod> current() {
    return job.clients().stream()
        .map(
            client ->
                new ClientPeriod(
                    client.id(),
                    Period.containing(
                        job.granularity(), LocalDate.ofInstant(now, client.timezone()))))
        .sorted()
        .toList();
  }

  private List<ClientPeriod> published() throws SQLException {
    List<ClientPeriod> published = new ArrayList<>();
    for (List<String> ids : Sql.chunks(new TreeSet<>(clients.keySet()), AT_ONCE)) {
      List<Object> parameters = new ArrayList<>(ids);
      parameters.add(job.granularity().name());
      published.addAll(
          Sql.query(
              connection,
              """
              -- All that this job could have cached
              SELECT client_id, period_id FROM publication
              WHERE client_id IN (%s) AND granularity = ? AND fingerprint IS NOT NULL
              ORDER BY client_id, period_id
              """
                  .formatted(Sql.placeholders(ids.size())),
              parameters,
              KeyCondition::clientPeriod));
    }
    return published;
  }

  /** Makes the rows of these client periods, and the past ones of their clients, what they are. */
  public void refresh(Collection<ClientPeriod> clientPeriods) throws SQLException {
    Cache mode = job.output().cache();
    Map<ClientPeriod, Entry> entries = entries(clientPeriods);
    List<ClientPeriod> stale =
        entries.keySet().stream().filter(clientPeriod -> !wanted(mode, clientPeriod)).toList();
    delete(stale);
    if (mode == Cache.NONE) {
      return;
    }
    Map<ClientPeriod, Published> published = published(clientPeriods);
    nameClients(
        published.keySet().stream()
            .map(ClientPeriod::clientId)
            .collect(Collectors.toCollection(TreeSet::new)));
    for (Map.Entry<ClientPeriod, Published> one : published.entrySet()) {
      ClientPeriod clientPeriod = one.getKey();
      Client client = clients.get(clientPeriod.clientId());
      if (client == null || !wanted(mode, clientPeriod)) {
        continue;
      }
      String content = content(client, one.getValue());
      Entry entry = entries.get(clientPeriod);
      if (entry == null || !entry.there() || !entry.content().equals(content)) {
        write(clientPeriod, client, one.getValue(), content);
      }
    }
  }

  /**
   * A document as it stands, and as it would be written now.
   *
   * @param stored null where it was removed
   */
  public record Documents(@Nullable String stored, String expected) {}

  /** Of a client period; null where none is kept, or the next run makes it anew anyway. */
  public @Nullable Documents documents(ClientPeriod clientPeriod) throws SQLException {
    Client client = clients.get(clientPeriod.clientId());
    if (client == null || !wanted(job.output().cache(), clientPeriod)) {
      return null;
    }
    List<ClientPeriod> one = List.of(clientPeriod);
    Published visible = published(one).get(clientPeriod);
    Entry entry = entries(one).get(clientPeriod);
    if (visible == null || entry == null || !entry.content().equals(content(client, visible))) {
      return null;
    }
    List<String> stored =
        Sql.query(
            connection,
            "SELECT cache_data FROM current_month_cache WHERE client_id = ? AND period_id = ?",
            KeyCondition.key(clientPeriod),
            row -> String.valueOf(row.getString(1)));
    return new Documents(stored.isEmpty() ? null : stored.get(0), document(client, visible));
  }

  private String content(Client client, Published published) {
    return Sha256.hex(
        String.join(
            "\n",
            SHAPE,
            published.toString(),
            client.name(),
            String.join(",", client.accountIds()),
            total().metrics().toString(),
            String.join(",", database.metricNames())));
  }

  private boolean wanted(Cache mode, ClientPeriod clientPeriod) {
    Client client = clients.get(clientPeriod.clientId());
    return switch (mode) {
      case ALL -> true;
      case NONE -> false;
      case CURRENT ->
          client != null
              && clientPeriod
                  .period()
                  .equals(
                      Period.containing(
                          job.granularity(), LocalDate.ofInstant(now, client.timezone())));
    };
  }

  /** Our rows of the clients of these client periods. */
  private Map<ClientPeriod, Entry> entries(Collection<ClientPeriod> clientPeriods)
      throws SQLException {
    Set<String> ids =
        clientPeriods.stream().map(ClientPeriod::clientId).collect(Collectors.toSet());
    List<Object> parameters = new ArrayList<>(new TreeSet<>(ids));
    parameters.add(job.granularity().name());
    boolean tableThere = job.output().cache() != Cache.NONE;
    Map<ClientPeriod, Entry> entries = new java.util.TreeMap<>();
    Sql.query(
        connection,
        """
        -- Which rows of the dashboards' table are ours, and whether they are still there
        SELECT e.client_id, e.period_id, e.content, %s AS there
        FROM cache_entry e WHERE e.client_id IN (%s) AND e.granularity = ?
        """
            .formatted(
                tableThere
                    ? "CASE WHEN EXISTS (SELECT 1 FROM current_month_cache c WHERE"
                        + " c.client_id = e.client_id AND c.period_id = e.period_id)"
                        + " THEN 1 ELSE 0 END"
                    : "0",
                Sql.placeholders(ids.size())),
        parameters,
        row ->
            entries.put(
                KeyCondition.clientPeriod(row),
                new Entry(row.getString("content"), row.getInt("there") == 1)));
    return entries;
  }

  private void delete(List<ClientPeriod> clientPeriods) throws SQLException {
    List<List<String>> keys = clientPeriods.stream().map(KeyCondition::key).toList();
    Sql.batch(
        connection, "DELETE FROM current_month_cache WHERE client_id = ? AND period_id = ?", keys);
    Sql.batch(connection, "DELETE FROM cache_entry WHERE client_id = ? AND period_id = ?", keys);
  }

  /**
   * What is visible of a client period.
   *
   * @param lost what is known to have been lost; null where nothing is
   */
  private record Published(
      String fingerprint,
      long runId,
      boolean trusted,
      @Nullable LocalDate lastDay,
      @Nullable String lost) {}

  private Map<ClientPeriod, Published> published(Collection<ClientPeriod> clientPeriods)
      throws SQLException {
    Map<ClientPeriod, Published> published = new java.util.TreeMap<>();
    KeyCondition chosen = KeyCondition.ofTable("p", clientPeriods);
    Sql.query(
        connection,
        """
        -- What is visible now, this transaction's own moves included
        SELECT p.client_id, p.period_id, p.fingerprint, p.run_id, p.trusted, p.last_day, o.lost
        FROM publication p LEFT JOIN run_outcome o
          ON o.run_id = p.checked_run_id AND o.client_id = p.client_id
          AND o.period_id = p.period_id AND o.trusted IS NOT NULL
        WHERE p.fingerprint IS NOT NULL AND %s
        """
            .formatted(chosen.sql()),
        chosen.parameters(),
        row ->
            published.put(
                KeyCondition.clientPeriod(row),
                new Published(
                    row.getString("fingerprint"),
                    row.getLong("run_id"),
                    row.getBoolean("trusted"),
                    row.getObject("last_day", LocalDate.class),
                    row.getString("lost"))));
    return published;
  }

  private void nameClients(Set<String> ids) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    Map<String, String> known = new HashMap<>();
    Sql.query(
        connection,
        "SELECT id, name FROM clients WHERE id IN (" + Sql.placeholders(ids.size()) + ")",
        ids,
        row -> known.put(row.getString(1), String.valueOf(row.getString(2))));
    List<List<String>> missing = new ArrayList<>();
    List<List<String>> renamed = new ArrayList<>();
    for (String id : ids) {
      Client client = clients.get(id);
      if (client == null) {
        continue;
      }
      if (!known.containsKey(id)) {
        missing.add(List.of(id, client.name()));
      } else if (!client.name().equals(known.get(id))) {
        renamed.add(List.of(client.name(), id));
      }
    }
    Sql.batch(connection, "INSERT INTO clients (id, name) VALUES (?, ?)", missing);
    List<List<String>> ours = missing.stream().map(row -> List.of(row.get(0))).toList();
    Sql.batch(connection, "DELETE FROM client_entry WHERE client_id = ?", ours);
    Sql.batch(connection, "INSERT INTO client_entry (client_id) VALUES (?)", ours);
    Sql.batch(connection, "UPDATE clients SET name = ? WHERE id = ?", renamed);
  }

  private void write(ClientPeriod clientPeriod, Client client, Published published, String content)
      throws SQLException {
    delete(List.of(clientPeriod));
    String text = document(client, published);
    List<String> key = KeyCondition.key(clientPeriod);
    Sql.update(
        connection,
        "INSERT INTO current_month_cache (client_id, period_id, cache_data, last_updated)"
            + " VALUES (?, ?, "
            + database.dialect().jsonParameter()
            + ", ?)",
        List.of(key.get(0), key.get(1), text, now));
    Sql.update(
        connection,
        "INSERT INTO cache_entry (client_id, period_id, granularity, content) VALUES (?, ?, ?, ?)",
        List.of(key.get(0), key.get(1), clientPeriod.period().granularity().name(), content));
  }

  private String document(Client client, Published published) throws SQLException {
    try {
      return JSON.writeValueAsString(data(client, published));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of numbers and texts can be written", impossible);
    }
  }

  private ObjectNode data(Client client, Published published) throws SQLException {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.putObject("client")
        .put("id", client.id())
        .put("name", client.name())
        .put("adAccountId", String.join(",", client.accountIds()));
    Sums sums = new Sums();
    var campaigns = data.putArray("campaigns");
    Sql.query(
        connection,
        """
        -- From the rows themselves, so that it cannot differ from the views
        SELECT campaign_id, campaign_name, spend, impressions, clicks%s
        FROM campaign_row WHERE _fingerprint = ? ORDER BY campaign_id
        """
            .formatted(
                database.metricNames().stream()
                    .map(metric -> ", " + database.column(metric))
                    .collect(Collectors.joining())),
        List.of(published.fingerprint()),
        row -> {
          ObjectNode campaign = campaigns.addObject();
          campaign.put("campaign_id", row.getString(1)).put("campaign_name", row.getString(2));
          number(campaign, row, 3, CampaignColumns.SPEND, sums);
          number(campaign, row, 4, CampaignColumns.IMPRESSIONS, sums);
          number(campaign, row, 5, CampaignColumns.CLICKS, sums);
          int column = 6;
          for (String metric : database.metricNames()) {
            number(campaign, row, column++, metric, sums);
          }
          return campaign;
        });
    BigDecimal spend = sums.of(CampaignColumns.SPEND);
    BigDecimal impressions = sums.of(CampaignColumns.IMPRESSIONS);
    BigDecimal clicks = sums.of(CampaignColumns.CLICKS);
    ObjectNode stats = data.putObject("stats");
    stats.put("totalSpend", spend);
    stats.put("totalImpressions", impressions);
    stats.put("totalClicks", clicks);
    Judged judged = judged(published.fingerprint());
    stats.put(
        "totalConversions",
        total().metrics().stream().anyMatch(judged::isUnknown) ? null : total().of(sums));
    stats.put("averageCtr", ratio(clicks, impressions, 2));
    stats.put("averageCpc", ratio(spend, clicks, 0));
    ObjectNode metrics = data.putObject("conversionMetrics");
    database
        .metricNames()
        .forEach(metric -> metrics.put(metric, judged.isUnknown(metric) ? null : sums.of(metric)));
    verification(data.putObject("verification"), published, judged);
    return data;
  }

  /**
   * Whether the numbers may be shown: {@code is_distributed} is true where they look divided, false
   * where they vary as real ones do, and null where nobody can tell.
   */
  private void verification(ObjectNode verification, Published published, Judged judged) {
    verification.put("trusted", published.trusted());
    verification.put("is_distributed", judged.isDistributed(database.metricNames()));
    var reasons = verification.putArray("reasons");
    if (published.lost() != null) {
      reasons.add(published.lost());
    }
    judged.doubts().forEach(reasons::add);
    verification.put("run_id", published.runId());
    verification.put(
        "last_day", published.lastDay() == null ? null : published.lastDay().toString());
  }

  /** What the metrics of a version were judged. */
  private record Judged(Map<String, Verdict> verdicts, Set<String> known, List<String> doubts) {
    /** Whether a metric has no total although campaigns may have values. */
    boolean isUnknown(String metric) {
      return verdicts.containsKey(metric) && !known.contains(metric);
    }

    @Nullable Boolean isDistributed(List<String> metrics) {
      Verdict first = metrics.isEmpty() ? null : verdicts.get(metrics.get(0));
      return first == null ? null : first.distributed();
    }
  }

  private Judged judged(String fingerprint) throws SQLException {
    Judged judged = new Judged(new HashMap<>(), new HashSet<>(), new ArrayList<>());
    Sql.query(
        connection,
        """
        -- A total that is unknown must not be shown as the sum of those that are known
        SELECT metric, total, verdict, evidence, trusted FROM variance_row WHERE fingerprint = ?
        ORDER BY metric
        """,
        List.of(fingerprint),
        row -> {
          String metric = row.getString("metric");
          judged.verdicts().put(metric, Verdict.valueOf(row.getString("verdict")));
          if (row.getBigDecimal("total") != null) {
            judged.known().add(metric);
          }
          if (!row.getBoolean("trusted")) {
            judged.doubts().add(metric + ": " + row.getString("evidence"));
          }
          return metric;
        });
    return judged;
  }

  private static void number(ObjectNode to, ResultSet row, int column, String name, Sums sums)
      throws SQLException {
    BigDecimal value = plain(row.getBigDecimal(column));
    to.put(name, value);
    sums.add(name, value);
  }

  /** Without the zeros that the column's scale adds. */
  private static @Nullable BigDecimal plain(@Nullable BigDecimal value) {
    return value == null ? null : Decimals.plain(value);
  }

  /** Null where one is unknown, and where there is nothing to divide by. */
  private static @Nullable BigDecimal ratio(
      @Nullable BigDecimal dividend, @Nullable BigDecimal divisor, int powerOfTen) {
    return dividend == null || divisor == null || divisor.signum() == 0
        ? null
        : plain(dividend.scaleByPowerOfTen(powerOfTen).divide(divisor, 10, RoundingMode.HALF_UP));
  }

  /** Sums by column; null where every value is unknown. */
  private static final class Sums {
    private final Map<String, BigDecimal> byName = new HashMap<>();

    void add(String name, @Nullable BigDecimal value) {
      if (value != null) {
        byName.merge(name, value, BigDecimal::add);
      }
    }

    @Nullable BigDecimal of(String name) {
      return plain(byName.get(name));
    }
  }

  /** What {@code totalConversions} adds up. */
  private record Total(List<String> metrics) {
    @Nullable BigDecimal of(Sums sums) {
      return metrics.stream()
          .map(sums::of)
          .filter(Objects::nonNull)
          .reduce(BigDecimal::add)
          .orElse(null);
    }
  }

  private Total total() {
    return new Total(conversionsOf(job.catalogue()));
  }

  /**
   * The last count of the longest funnel, the later one where two are as long; without a funnel
   * every count.
   */
  static List<String> conversionsOf(List<Metric> catalogue) {
    Map<String, Metric> byName =
        catalogue.stream().collect(Collectors.toMap(Metric::name, Function.identity()));
    String last = null;
    int longest = 1;
    for (Metric metric : catalogue) {
      int depth = 0;
      Set<String> seen = new HashSet<>();
      for (Metric step = metric;
          step != null && seen.add(step.name());
          step = before(step, byName)) {
        depth++;
      }
      if (metric.unit() == Unit.COUNT && depth > 1 && depth >= longest) {
        longest = depth;
        last = metric.name();
      }
    }
    return last != null
        ? List.of(last)
        : catalogue.stream()
            .filter(metric -> metric.unit() == Unit.COUNT)
            .map(Metric::name)
            .toList();
  }

  private static @Nullable Metric before(Metric metric, Map<String, Metric> byName) {
    return metric.after() == null ? null : byName.get(metric.after());
  }
}
