package com.campaignconversions.publishing;

import static com.campaignconversions.publishing.Content.NOVEMBER_20;
import static com.campaignconversions.publishing.Content.clientPeriod;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.conversions.CampaignConversions;
import com.campaignconversions.conversions.ClientPeriodSummary;
import com.campaignconversions.conversions.MetricVariance;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.DatabaseException;
import com.campaignconversions.database.Sql;
import com.campaignconversions.insights.counts.RejectedCount;
import com.campaignconversions.insights.counts.RejectedInsight;
import com.campaignconversions.insights.counts.RowCounts;
import com.campaignconversions.insights.counts.RunCounts;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Output;
import com.campaignconversions.job.Output.Cache;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import com.campaignconversions.publishing.runs.ExitRules;
import com.campaignconversions.publishing.runs.Run;
import com.campaignconversions.publishing.runs.RunStore;
import com.campaignconversions.publishing.schema.Schema;
import com.campaignconversions.records.NoHeartbeat;
import com.campaignconversions.records.RecordBatch;
import com.campaignconversions.records.RecordBatchFormat;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;

/** How the tests of a database publish and look, whatever kind it is. */
abstract class DatabaseContract {
  static final ClientPeriod OCTOBER = clientPeriod("belmonte", "2025-10");
  static final ClientPeriod NOVEMBER = clientPeriod("belmonte", "2025-11");
  static final List<String> LEADS = List.of("leads");

  private final List<Database> opened = new CopyOnWriteArrayList<>();

  /** An empty database that nobody else uses. */
  abstract Output emptyDatabase() throws Exception;

  Output output;

  @BeforeEach
  void create() throws Exception {
    output = emptyDatabase();
  }

  @AfterEach
  void closeConnections() {
    opened.forEach(Database::close);
  }

  Job job(List<String> metrics) {
    return Content.job(output, metrics, "belmonte");
  }

  Job cached(Cache cache) {
    return Content.job(
        new Output(output.jdbcUrl(), output.username(), output.password(), output.schema(), cache),
        LEADS,
        "belmonte");
  }

  static String[] clientIds(int count) {
    return IntStream.range(0, count).mapToObj("client%02d"::formatted).toArray(String[]::new);
  }

  void prepare(Job job) {
    opened.add(Database.of(job));
    Schema.prepare(Database.of(job));
  }

  String check(Job job) {
    opened.add(Database.of(job));
    return Schema.check(Database.of(job));
  }

  /** What a person reads, of a check and of a run. */
  List<String> refusedBoth(Job job) {
    return List.of(refused(() -> check(job)), refused(() -> prepare(job)));
  }

  static String refused(Executable work) {
    return String.valueOf(assertThrows(DatabaseException.class, work).getMessage());
  }

  Run start(Job job, Instant started) {
    return RunStore.start(Database.of(job), job, "1.0", started);
  }

  /** A whole run, through the transforms of the pipeline. */
  Run publish(Job job, Content... contents) {
    Run run = start(job, NOVEMBER_20);
    publish(job, run, contents);
    return run;
  }

  void publish(Job job, Run run, Content... contents) {
    run(job, run, true, false, List.of(contents), List.of());
  }

  /** Also where it is less than what is published. */
  void publishAccepting(Job job, Run run, Content... contents) {
    run(job, run, true, true, List.of(contents), List.of());
  }

  /** What a crash before publication leaves. */
  void write(Job job, Content... contents) {
    run(job, null, false, false, List.of(contents), List.of());
  }

  void reject(Job job, Run run, RejectedInsight... rejected) {
    run(job, run, true, false, List.of(), List.of(rejected));
  }

  private void run(
      Job job,
      @Nullable Run run,
      boolean published,
      boolean acceptShrink,
      List<Content> contents,
      List<RejectedInsight> rejections) {
    Database database = Database.of(job);
    Pipeline pipeline = Pipeline.create();
    PCollection<Void> campaigns =
        pipeline
            .apply(
                "Campaigns",
                packed(
                    CampaignConversions.class,
                    contents.stream().flatMap(c -> c.campaigns().stream()).toList()))
            .apply(WriteCampaigns.to(database, NoHeartbeat.NONE));
    PCollection<Void> variance =
        pipeline
            .apply(
                "Judgements",
                packed(
                    MetricVariance.class,
                    contents.stream().flatMap(c -> c.judgements().stream()).toList()))
            .apply(WriteVariance.to(database, NoHeartbeat.NONE));
    if (published && run != null) {
      PCollection<Integer> decided =
          pipeline
              .apply(
                  "Summaries",
                  packed(
                      ClientPeriodSummary.class, contents.stream().map(Content::summary).toList()))
              .apply(
                  Publish.to(database, job, run, campaigns, variance)
                      .acceptingShrink(acceptShrink));
      PCollection<Void> rejected =
          pipeline
              .apply(
                  "Rejections",
                  Create.of(rejections).withType(TypeDescriptor.of(RejectedInsight.class)))
              .apply(RecordRejected.to(database, run.id()));
      PCollection<RunCounts> counts =
          pipeline.apply(
              "Counts",
              Create.of(
                      Stream.concat(
                              Stream.of(counted(rejections)),
                              contents.stream().map(c -> RunCounts.of(c.summary().rows())))
                          .toList())
                  .withType(TypeDescriptor.of(RunCounts.class)));
      PCollectionList.of(counts).apply(FinishRun.of(job, run, ExitRules.STRICT, decided, rejected));
    }
    pipeline.run().waitUntilFinish();
  }

  private static RunCounts counted(List<RejectedInsight> rejections) {
    RunCounts counted = RunCounts.NONE;
    for (RejectedInsight one : rejections) {
      RejectedCount count =
          new RejectedCount(
              one.reason(), null, null, null, 1, one.source(), one.position(), one.detail());
      counted = counted.plus(new RunCounts(RowCounts.NONE, List.of(count)));
    }
    return counted;
  }

  /** In blocks of three. */
  private static <T extends Record> Create.Values<RecordBatch<T>> packed(
      Class<T> type, List<T> rows) {
    RecordBatchFormat<T> packing = RecordBatchFormat.of(type);
    List<RecordBatch<T>> blocks = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += 3) {
      blocks.add(packing.pack(rows.subList(from, Math.min(from + 3, rows.size()))));
    }
    return Create.of(blocks).withCoder(RecordBatch.coder());
  }

  List<Outcome> outcomes(Run run) {
    return rows("SELECT outcome FROM run_outcomes WHERE run_id = " + run.id()).stream()
        .map(row -> Outcome.valueOf(String.valueOf(row.get(0))))
        .toList();
  }

  int exitCode(Run run) {
    return Integer.parseInt(
        String.valueOf(
            rows("SELECT exit_code FROM runs WHERE run_id = " + run.id()).get(0).get(0)));
  }

  static RejectedInsight rejected(String position, String payload) {
    return new RejectedInsight(
        "insights/a.jsonl",
        position,
        null,
        null,
        RejectedInsight.Reason.NOT_JSON,
        "The line is not JSON.",
        payload);
  }

  /** The type of a JSON document in a table that was there before. */
  String document() {
    return "VARCHAR";
  }

  /** The type of an instant in a table that was there before. */
  String instant() {
    return "TIMESTAMP WITH TIME ZONE";
  }

  /** As many as a job file may have. */
  int mostMetrics() {
    return 500;
  }

  long count(String table) {
    return Long.parseLong(String.valueOf(rows("SELECT COUNT(*) FROM " + table).get(0).get(0)));
  }

  void execute(String sql) {
    try (Connection connection = connect()) {
      Sql.execute(connection, sql);
    } catch (SQLException problem) {
      throw new AssertionError(problem);
    }
  }

  List<List<@Nullable String>> rows(String sql) {
    try (Connection connection = connect()) {
      return Sql.query(
          connection,
          sql,
          List.of(),
          row -> {
            List<@Nullable String> values = new ArrayList<>();
            for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
              Object value = row.getObject(column);
              values.add(value instanceof Boolean ? value.toString() : row.getString(column));
            }
            return values;
          });
    } catch (SQLException problem) {
      throw new AssertionError(problem);
    }
  }

  private Connection connect() throws SQLException {
    Database database = Database.of(job(LEADS));
    opened.add(database);
    return database.dataSource().getConnection();
  }

  static <K, V> V at(Map<K, V> map, K key) {
    return Objects.requireNonNull(map.get(key));
  }

  static List<@Nullable String> row(@Nullable String... values) {
    return Arrays.asList(values);
  }
}
