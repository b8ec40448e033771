package com.campaignconversions.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.commandline.FlinkCluster;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs on a cluster of which something dies at a seeded random moment: a TaskManager (there is a
 * spare one) or the database, and the same run recovers; the JobManager, which keeps nothing, and
 * the next run repairs. {@code -Dflink.faults=36} makes so many of them, {@code
 * -Dflink.faults.seed=7} others; the counts go to {@code target/flink-faults.txt}.
 */
class FlinkFaultsIT {
  private static final Path CLUSTER_JAR =
      Path.of("target/campaign-conversions-cluster.jar").toAbsolutePath();
  private static final int COUNT = Integer.getInteger("flink.faults", 1);
  private static final long SEED = Long.getLong("flink.faults.seed", 1);

  /** What dies. */
  private enum Casualty {
    TASK_MANAGER,
    JOB_MANAGER,
    DATABASE
  }

  /** Over and over. */
  private static final List<Casualty> CASUALTIES =
      List.of(
          Casualty.TASK_MANAGER,
          Casualty.JOB_MANAGER,
          Casualty.DATABASE,
          Casualty.TASK_MANAGER,
          Casualty.TASK_MANAGER,
          Casualty.TASK_MANAGER);

  private final Random random = new Random(SEED);
  private final Map<String, Integer> counts = new TreeMap<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final FaultyPostgreSql server;
  private final FaultProxy proxy;
  private final FlinkCluster cluster;
  private final Path job;
  private String jar;
  private int revision;
  private int submitted;

  /** What a run sends that nothing happens to, and how long it takes. */
  private long bytes;

  private long millis;

  FlinkFaultsIT(@TempDir Path folder) throws Exception {
    server = new FaultyPostgreSql();
    proxy = new FaultProxy(server.port());
    job = Revision.job(folder.resolve("job"), server.jdbcUrl(proxy.port()), server.username());
    cluster = FlinkCluster.start(folder.resolve("flink"), 2, Map.of(), Map.of());
    jar = cluster.upload(CLUSTER_JAR);
  }

  @AfterEach
  void end() throws IOException {
    timer.shutdownNow();
    cluster.close();
    proxy.close();
    server.close();
  }

  @Test
  void nothingIsLostDoubledOrHalfVisibleWhenSomethingDies() throws Exception {
    // Twice: the first makes the tables, the second tells how much a run sends.
    undisturbed();
    undisturbed();
    try (Onlooker onlooker = new Onlooker(server::connect)) {
      int struck = 0;
      for (int number = 0; struck < COUNT; number++) {
        Casualty casualty = CASUALTIES.get(struck % CASUALTIES.size());
        long looks = onlooker.looks();
        String told = "seed " + SEED + ", run " + number + ": " + casualty;
        String moment = strike(casualty);
        System.out.println(told + " " + moment);
        assertThat(told, onlooker.broken(), is(nullValue()));
        try (Connection connection = server.connect()) {
          assertThat(
              told,
              PublicationFaultsTest.visible(connection),
              is(new Revision(revision).visible()));
        }
        assertThat(told, onlooker.looks(), greaterThan(looks));
        if (!moment.isEmpty()) {
          struck++;
          counts.merge("%-12s %s".formatted(casualty, moment), 1, Integer::sum);
          report(onlooker.looks());
        }
      }
    }
  }

  private void undisturbed() throws IOException, SQLException {
    write();
    proxy.strikeAt(List.of(), () -> {});
    long begin = System.nanoTime();
    awaitFinished(submit());
    millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    bytes = proxy.sent();
    assertThat(exitCode(), is(0));
  }

  /** Where the run was when it happened; empty where it had ended already. */
  private String strike(Casualty casualty) throws Exception {
    write();
    long rows = number("SELECT COUNT(*) FROM campaign_row");
    long runs = number("SELECT MAX(run_id) FROM runs");
    CompletableFuture<String> struck = new CompletableFuture<>();
    Runnable blow =
        () -> {
          try {
            String moment = moment(runs, rows);
            switch (casualty) {
              case TASK_MANAGER -> cluster.killTaskManager();
              case JOB_MANAGER -> cluster.killJobManager();
              case DATABASE -> server.restart();
            }
            struck.complete(moment);
          } catch (IOException | SQLException | RuntimeException | Error trouble) {
            struck.completeExceptionally(trouble);
          }
        };
    double when = random.nextDouble();
    boolean atByte = random.nextBoolean();
    proxy.strikeAt(atByte ? List.of(1 + (long) (when * bytes)) : List.of(), blow);
    Future<?> planned =
        timer.schedule(atByte ? () -> {} : blow, (long) (when * millis), TimeUnit.MILLISECONDS);
    String submitted = submitted(casualty);
    cluster.await(() -> struck.isDone() || isFinished(submitted));
    if (atByte ? proxy.disarm() == 0 : planned.cancel(false)) {
      return "";
    }
    String moment = struck.get();
    switch (casualty) {
      case TASK_MANAGER -> {
        cluster.startTaskManager();
        awaitFinished(submitted);
      }
      case DATABASE -> awaitFinished(submitted.isEmpty() ? submit() : submitted);
      case JOB_MANAGER -> {
        cluster.startJobManager();
        cluster.await(2);
        jar = cluster.upload(CLUSTER_JAR);
        awaitFinished(submit());
      }
    }
    cluster.await(2);
    assertThat(exitCode(), is(0));
    return moment;
  }

  private String moment(long runsBefore, long rowsBefore) throws SQLException {
    if (number("SELECT MAX(run_id) FROM runs") == runsBefore) {
      return "before the job";
    }
    if (exitCode() != null) {
      return "after the end";
    }
    if (number("SELECT COUNT(*) FROM publications WHERE run_id > " + runsBefore) > 0) {
      return "while publishing";
    }
    return number("SELECT COUNT(*) FROM campaign_row") > rowsBefore
        ? "while writing"
        : "before rows were written";
  }

  private void write() throws IOException {
    revision++;
    new Revision(revision).write(job);
  }

  /** Submits by turns through both of Flink's interfaces for batches; the job's id. */
  private String submit() throws IOException {
    return idIn(answer());
  }

  private static String idIn(JsonNode answer) {
    assertThat(answer.toString(), answer.has("jobid"), is(true));
    return answer.path("jobid").asText();
  }

  private JsonNode answer() throws IOException {
    List<String> arguments = new ArrayList<>(List.of(Runner.arguments(job)));
    arguments.add("--useDataStreamForBatch=" + (submitted++ % 2 == 0));
    return cluster.run(jar, arguments.toArray(String[]::new));
  }

  /**
   * The same; empty where the JobManager dies before it answers, or where the database is away just
   * when the client asks for it first: then it refuses, and nothing has begun.
   */
  private String submitted(Casualty casualty) throws IOException {
    try {
      JsonNode answer = answer();
      return casualty == Casualty.DATABASE
              && answer.toString().contains("output.jdbc_url: the database does not answer")
          ? ""
          : idIn(answer);
    } catch (IOException died) {
      if (casualty == Casualty.JOB_MANAGER) {
        return "";
      }
      throw died;
    }
  }

  private void awaitFinished(String submitted) {
    cluster.await(() -> isFinished(submitted));
  }

  private boolean isFinished(String submitted) {
    String state = cluster.answer("/jobs/" + submitted).path("state").asText();
    if (state.equals("FAILED")) {
      throw new AssertionError(cluster.answer("/jobs/" + submitted + "/exceptions").toString());
    }
    return state.equals("FINISHED");
  }

  /** Of the latest run; null before it has ended. */
  private @Nullable Object exitCode() throws SQLException {
    return cell("SELECT exit_code FROM runs ORDER BY run_id DESC LIMIT 1");
  }

  private long number(String query) throws SQLException {
    return cell(query) instanceof Number number ? number.longValue() : 0;
  }

  private @Nullable Object cell(String query) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? row.getObject(1) : null;
    }
  }

  private void report(long looks) throws IOException {
    StringBuilder text = new StringBuilder("seed " + SEED + System.lineSeparator());
    counts.forEach((line, count) -> text.append("%5d  %s%n".formatted(count, line)));
    text.append(looks + " looks of a reader, all whole" + System.lineSeparator());
    Files.writeString(Path.of("target/flink-faults.txt"), text);
  }
}
