package com.campaignconversions.publishing;

import static com.campaignconversions.publishing.Content.campaign;
import static com.campaignconversions.publishing.Content.clientPeriod;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignconversions.database.Database;
import com.campaignconversions.database.DatabaseException;
import com.campaignconversions.database.Sql;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Output;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.runs.Run;
import com.campaignconversions.publishing.schema.KeyCondition;
import com.campaignconversions.publishing.schema.Schema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublicationOnPostgreSqlTest extends PublicationContract {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private EmbeddedPostgres server;

  /** Of the version that this class is about. */
  EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder();
  }

  /** Another version, which {@code -Dpublication.servers=all} brings. */
  static EmbeddedPostgres.Builder version(int number) {
    File programs = new File("target/servers/postgresql-" + number + ".jar");
    return EmbeddedPostgres.builder()
        .setPgBinaryResolver(
            (system, machine) ->
                URI.create("jar:" + programs.toURI() + "!/postgres-linux-x86_64.txz")
                    .toURL()
                    .openStream());
  }

  @BeforeAll
  void startServer() throws IOException {
    server = builder().start();
  }

  @AfterAll
  void stopServer() throws IOException {
    server.close();
  }

  @Override
  Output emptyDatabase() throws SQLException {
    String name = "test" + NUMBER.incrementAndGet();
    try (Connection connection = server.getPostgresDatabase().getConnection()) {
      Sql.execute(connection, "CREATE DATABASE " + name);
    }
    return new Output(
        "jdbc:postgresql://localhost:" + server.getPort() + "/" + name,
        "postgres",
        null,
        null,
        Output.Cache.CURRENT);
  }

  @Override
  ReadingPlan plan(Connection connection, String question) throws SQLException {
    return ReadingPlan.onPostgreSql(connection, question);
  }

  @Override
  void findByKey(Connection dashboard) throws SQLException {
    Sql.execute(dashboard, "SET enable_seqscan = off");
  }

  @Override
  String document() {
    return "JSONB";
  }

  /** A table that has just grown has no statistics, and by default would be read whole. */
  @Test
  void findsClientPeriodsByAnIndexAlsoBeforeThereAreStatistics() {
    Job job = job(LEADS);
    prepare(job);
    publish(job, Content.of(job, NOVEMBER, campaign("1", "5", "20")));
    String keys =
        KeyCondition.of(List.of(OCTOBER, NOVEMBER, clientPeriod("lakeside", "2025-11")))
            .sql()
            .replace("?", "'belmonte'");

    for (String sql :
        List.of(
            "SELECT fingerprint FROM publication WHERE " + keys + " FOR UPDATE",
            "SELECT outcome FROM run_outcome WHERE run_id = 1 AND " + keys,
            "SELECT SUM(spend) FROM campaign_row WHERE _fingerprint IN ('a', 'b', 'c')",
            "SELECT metric FROM variance_row WHERE fingerprint IN ('a', 'b', 'c')")) {
      assertThat(rows("EXPLAIN " + sql).toString(), not(containsString("Seq Scan")));
    }
  }

  /** As a dashboard asks, with PostgreSQL's own settings. */
  @Test
  void aClientPeriodAmongManyVersionsIsReadByKey() throws SQLException {
    prepare(job(LEADS));
    execute(
        """
        INSERT INTO client_period_version (fingerprint, client_id, period_id, granularity,
          period_start, period_end, campaigns, content_digest, catalogue, created)
        SELECT md5(concat(client, ' ', period, ' ', version)), 'client' || client,
               'period' || period, 'MONTH', DATE '2025-11-01', DATE '2025-11-30', 4, '', '', now()
        FROM generate_series(1, 50) client, generate_series(1, 24) period,
             generate_series(1, 4) version
        """);
    execute(
        """
        INSERT INTO campaign_row (_fingerprint, campaign_id)
        SELECT fingerprint, 'campaign' || n FROM client_period_version, generate_series(1, 4) n
        """);
    execute(
        """
        INSERT INTO variance_row (fingerprint, metric, campaigns, reporting_campaigns,
          distinct_values, verdict, evidence, reconciliation, trusted)
        SELECT fingerprint, 'metric' || n, 4, 4, 4, 'VARIANCE', '', 'NOT_CHECKED', TRUE
        FROM client_period_version, generate_series(1, 4) n
        """);
    execute(
        """
        INSERT INTO publication (client_id, period_id, granularity, fingerprint, run_id)
        SELECT client_id, period_id, 'MONTH', MAX(fingerprint), 1 FROM client_period_version
        GROUP BY client_id, period_id
        """);
    execute("ANALYZE");
    try (Connection dashboard =
        server.getDatabase("postgres", "test" + NUMBER.get()).getConnection()) {
      for (String view : List.of("campaign_conversions", "conversion_variance")) {
        List<String> plan =
            Sql.query(
                dashboard,
                "EXPLAIN SELECT * FROM "
                    + view
                    + " WHERE client_id = 'client7' AND period_id = 'period3'",
                List.of(),
                row -> row.getString(1));
        assertThat(plan, everyItem(not(containsString("Seq Scan"))));
      }
    }
  }

  /** The query that dashboards' users run today, on the cache, agrees with our own statistics. */
  @Test
  void theUsersOwnQueryAgreesWithConversionVariance() {
    Job job =
        Content.job(
            new Output(output.jdbcUrl(), output.username(), null, null, Output.Cache.ALL),
            List.of("booking_step_1", "leads"),
            "belmonte",
            "lakeside");
    prepare(job);
    publish(
        job,
        Content.of(
            job,
            NOVEMBER,
            campaign("1", "5", "20", "1"),
            campaign("2", "5", "7.25", "1"),
            campaign("3", "5", "0", "1"),
            campaign("4", "5", "20.00", "1")),
        Content.of(job, clientPeriod("lakeside", "2025-11"), campaign("1", "5", "900", "1")));
    String users =
        """
        SELECT COUNT(*), COUNT(DISTINCT (campaign->>'booking_step_1')::numeric),
               MIN((campaign->>'booking_step_1')::numeric)::numeric(38,10),
               MAX((campaign->>'booking_step_1')::numeric)::numeric(38,10),
               AVG((campaign->>'booking_step_1')::numeric)::numeric(38,10),
               STDDEV((campaign->>'booking_step_1')::numeric)::numeric(38,10)
        FROM current_month_cache cache
        JOIN clients ON clients.id = cache.client_id
        CROSS JOIN jsonb_array_elements(cache.cache_data->'campaigns') AS campaign
        WHERE clients.name ILIKE '%belmonte%'
        """;
    assertThat(
        rows(users),
        equalTo(
            rows(
                "SELECT campaigns, distinct_values, min_value, max_value, mean, stddev"
                    + " FROM conversion_variance"
                    + " WHERE client_id = 'belmonte' AND metric = 'booking_step_1'")));
    assertThat(rows(users).get(0).subList(0, 2), contains("4", "3"));
  }

  @Test
  void rightsThatAreMissingAreToldBeforeARun() throws SQLException {
    Job job = job(List.of("leads"));
    prepare(job);
    execute("CREATE ROLE " + role() + " LOGIN");
    execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + role());
    DatabaseException refused =
        assertThrows(DatabaseException.class, () -> prepare(as(role(), job, List.of("leads"))));
    assertThat(
        refused.getMessage(),
        allOf(containsString("output.username"), containsString("INSERT on campaign_row")));
    execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO " + role());
    Job granted = as(role(), job, List.of("leads"));
    prepare(granted);
    Run run = publish(granted, Content.of(granted, NOVEMBER, campaign("1", "5", "3")));
    assertThat(outcomes(run), contains(ClientPeriodOutcome.Outcome.PUBLISHED));
    DatabaseException cannotEvolve =
        assertThrows(
            DatabaseException.class, () -> prepare(as(role(), job, List.of("leads", "calls"))));
    assertThat(cannotEvolve.getMessage(), containsString("output.schema"));
  }

  @Test
  void theRightToWriteByCopyIsAskedForBeforeARun() throws SQLException {
    Job job = job(LEADS);
    prepare(job);
    execute("CREATE ROLE " + role() + " LOGIN");
    execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO " + role());
    execute("REVOKE TEMPORARY ON DATABASE test" + NUMBER.get() + " FROM PUBLIC");
    assertThat(
        refusedBoth(as(role(), job, LEADS)),
        everyItem(containsString("grant TEMPORARY on database test" + NUMBER.get())));
  }

  @Test
  void checkFindsThatTheTablesCannotBeMade() {
    Job job = job(LEADS);
    execute("CREATE ROLE " + role() + " LOGIN");
    execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    assertThat(
        refusedBoth(as(role(), job, LEADS)),
        everyItem(
            allOf(
                containsString("output.schema: the tables cannot be made"),
                containsString("permission denied for schema public"))));
    Job elsewhere =
        Content.job(
            new Output(output.jdbcUrl(), role(), null, "reporting", output.cache()),
            LEADS,
            "belmonte");
    assertThat(refused(() -> prepare(elsewhere)), containsString("no schema reporting"));
    assertThat(refused(() -> check(elsewhere)), containsString("permission denied for database"));
  }

  @Test
  void checkChangesNothingWhereARunWould() {
    Job job = job(LEADS);
    assertThat(
        check(job),
        allOf(
            containsString("a first run will make in schema "),
            containsString(", table publication, "),
            containsString(", view campaign_conversions, ")));
    assertThat(Schema.exists(Database.of(job)), is(false));
    prepare(job);
    Job more = job(List.of("leads", "calls"));
    String needed = Schema.ddl(Database.of(more));
    assertThat(check(more), containsString("table campaign_row, view campaign_conversions"));
    assertThat(Schema.ddl(Database.of(more)), is(needed));
  }

  @Test
  void aDatabaseThatOnlyReadsIsToldAsSuch() {
    execute("CREATE ROLE " + role() + " LOGIN");
    execute("CREATE ROLE late_" + role() + " LOGIN");
    execute("GRANT CREATE ON SCHEMA public TO PUBLIC");
    String onlyReads = "ALTER ROLE %s SET default_transaction_read_only = on";
    execute(onlyReads.formatted(role()));
    execute(onlyReads.formatted("late_" + role()));
    Job job = job(LEADS);
    List<String> told = new ArrayList<>(refusedBoth(as(role(), job, LEADS)));
    prepare(job);
    execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO late_" + role());
    told.addAll(refusedBoth(as("late_" + role(), job, LEADS)));
    assertThat(told, everyItem(containsString("output.jdbc_url: the database only reads")));
  }

  @Test
  void aUserWhomTheDatabaseIsNotOpenToIsTold() {
    execute("CREATE ROLE " + role() + " LOGIN");
    execute("REVOKE CONNECT ON DATABASE test" + NUMBER.get() + " FROM PUBLIC");
    assertThat(
        refusedBoth(as(role(), job(LEADS), LEADS)),
        everyItem(containsString("output.username: the database is not open to this user")));
  }

  @Test
  void manyMayPrepareAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int number = 0; number < 6; number++) {
        Job job = job(List.of("leads", "calls" + number));
        all.add(threads.submit(() -> prepare(job)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(
        rows("SELECT calls0, calls1, calls2, calls3, calls4, calls5 FROM campaign_conversions"),
        is(List.of()));
  }

  @Test
  void connectionsCutInTheMiddleAreMadeAnew() throws Exception {
    Job job = job(List.of("leads"));
    prepare(job);
    AtomicInteger attempts = new AtomicInteger();
    int result =
        Database.of(job)
            .transaction(
                connection -> {
                  Sql.execute(connection, "CREATE TABLE IF NOT EXISTS marks (n INTEGER)");
                  if (attempts.incrementAndGet() == 1) {
                    long backend =
                        Sql.query(
                                connection,
                                "SELECT pg_backend_pid()",
                                List.of(),
                                row -> row.getLong(1))
                            .get(0);
                    execute("SELECT pg_terminate_backend(" + backend + ")");
                  }
                  return Sql.update(connection, "INSERT INTO marks (n) VALUES (1)", List.of());
                });
    assertThat(result, is(1));
    assertThat(attempts.get(), is(2));
    assertThat(count("marks"), is(1L));
  }

  @Test
  void deadlocksAreTriedAgain() throws Exception {
    Job job = job(List.of("leads"));
    prepare(job);
    execute("CREATE TABLE pair (n INTEGER PRIMARY KEY, v INTEGER)");
    execute("INSERT INTO pair (n, v) VALUES (1, 0), (2, 0)");
    CyclicBarrier bothHoldOne = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> both = new ArrayList<>();
      for (int first : new int[] {1, 2}) {
        AtomicInteger attempts = new AtomicInteger();
        both.add(
            threads.submit(
                () ->
                    Database.of(job)
                        .transaction(
                            connection -> {
                              String add = "UPDATE pair SET v = v + 1 WHERE n = ?";
                              Sql.update(connection, add, List.of(first));
                              if (attempts.incrementAndGet() == 1) {
                                await(bothHoldOne);
                              }
                              return Sql.update(connection, add, List.of(3 - first));
                            })));
      }
      for (Future<?> one : both) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(rows("SELECT v FROM pair ORDER BY n"), contains(row("2"), row("2")));
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException problem) {
      throw new AssertionError(problem);
    }
  }

  private static String role() {
    return "reader" + NUMBER.get();
  }

  private Job as(String role, Job job, List<String> metrics) {
    Output own = job.output();
    return Content.job(
        new Output(own.jdbcUrl(), role, null, null, own.cache()), metrics, "belmonte");
  }
}
