package com.campaignconversions.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.commandline.Main;
import com.campaignconversions.faults.Revision.Visible;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that a fault strikes at a seeded random point leaves everything whole, and one plain run
 * after it makes everything as if nothing had happened. {@code -Dfaults.count=300} makes so many of
 * them, {@code -Dfaults.seed=7} others; the counts go to {@code target/faults.txt}.
 */
class PublicationFaultsTest {
  /** Of each hundred, by kind of server. */
  private static final int POSTGRESQL = 70;

  private static final int MARIADB = 15;
  private static final int H2 = 12;
  private static final int H2_FILE = 3;

  /** In one run, of what a run gets over: a step may start again so many times. */
  private static final int STRIKES = 3;

  private static final int COUNT = Integer.getInteger("faults.count", 14);
  private static final long SEED = Long.getLong("faults.seed", 1);

  private static final String ONLY = System.getProperty("faults.only", ".*");

  private final Path folder;
  private final Random random = new Random(SEED);
  private final Map<String, AtomicInteger> counts = new TreeMap<>();
  private int revision;

  PublicationFaultsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void nothingIsLostDoubledOrHalfVisibleInPostgreSql() throws Exception {
    try (FaultyServer server = new FaultyPostgreSql()) {
      strike(server, COUNT * POSTGRESQL / 100);
    }
  }

  @Test
  void nothingIsLostDoubledOrHalfVisibleInMariaDb() throws Exception {
    try (FaultyServer server = new FaultyMariaDb()) {
      strike(server, COUNT * MARIADB / 100);
    }
  }

  @Test
  void nothingIsLostDoubledOrHalfVisibleInH2() throws Exception {
    try (FaultyServer server = new FaultyH2()) {
      strike(server, COUNT * H2 / 100);
    }
  }

  /** The process may write no further byte to a file: who is not root can fill no other disk. */
  @Test
  void nothingIsLostInAnH2FileOnAFullDisk() throws Exception {
    Path database = folder.resolve("conversions.mv.db");
    String url = "jdbc:h2:file:" + folder.resolve("conversions");
    Path job = Revision.job(folder.resolve("one"), url, "sa");
    write(job);
    assertThat(run(job), is(0));
    int count = Math.max(1, COUNT * H2_FILE / 100);
    for (int number = 0; number < count; number++) {
      write(job);
      long kilobytes = Files.size(database) / 1024 + random.nextInt(100);
      String told = "seed " + SEED + ", file " + number + " of " + kilobytes + " KB at most";
      int exitCode = Runner.inAnotherProcess(job, folder, kilobytes).join();
      assertThat(told, exitCode, anyOf(is(0), is(1)));
      try (Onlooker onlooker = new Onlooker(() -> DriverManager.getConnection(url, "sa", ""))) {
        while (onlooker.looks() == 0) {
          Thread.onSpinWait();
        }
        assertThat(told, onlooker.broken(), is(nullValue()));
      }
      assertThat(told, run(job), is(0));
      try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
        assertThat(told, visible(connection), is(new Revision(revision).visible()));
      }
      counted("H2 file", Fault.DISK_FULL, exitCode, exitCode);
      System.out.println(told + ", exit code " + exitCode);
    }
    report("H2 file");
  }

  private void strike(FaultyServer server, int count) throws Exception {
    String name = server.getClass().getSimpleName().substring("Faulty".length());
    List<Fault> faults =
        server.faults().stream().filter(fault -> fault.name().matches(ONLY)).toList();
    try (FaultProxy proxy = new FaultProxy(server.port());
        FaultProxy second = new FaultProxy(server.port())) {
      Path job =
          Revision.job(folder.resolve("one"), server.jdbcUrl(proxy.port()), server.username());
      Path other =
          Revision.job(folder.resolve("other"), server.jdbcUrl(second.port()), server.username());
      Path serializable =
          Revision.job(
              folder.resolve("serializable"),
              server.jdbcUrl(proxy.port())
                  + "?options=-c%20default_transaction_isolation=serializable",
              server.username());
      // Twice: the first makes the tables, the second tells how much a run sends.
      long sent = 0;
      for (int undisturbed = 0; undisturbed < 2; undisturbed++) {
        proxy.strikeAt(List.of(), () -> {});
        write(job);
        assertThat(run(job), is(0));
        sent = proxy.sent();
      }
      try (Onlooker onlooker = new Onlooker(server::connect)) {
        int struckAlready = 0;
        for (int number = 0; struckAlready < count; number++) {
          Fault fault = faults.get(number % faults.size());
          long mostBytes = sent;
          List<Long> bytes =
              Stream.generate(() -> 1 + (long) (random.nextDouble() * mostBytes))
                  .limit(fault.passes() ? STRIKES : 1)
                  .toList();
          String told = "seed " + SEED + ", run " + number + ": " + fault + " at " + bytes;
          long begin = System.nanoTime();
          long looks = onlooker.looks();
          Path struck = fault == Fault.NOT_SERIALIZABLE ? serializable : job;
          write(struck);
          Path last = fault == Fault.TWO_RUNS ? other : struck;
          Strike strike = new Strike(server, proxy, fault, bytes);
          int exitCode = strike.on(struck, last);
          int times = strike.times();
          assertThat(told, onlooker.broken(), is(nullValue()));
          assertThat(
              told, exitCode, fault.passes() ? is(0) : anyOf(is(0), is(1), is(Runner.KILLED)));
          int again = run(last);
          assertThat(told, again, is(0));
          try (Connection connection = server.connect()) {
            assertThat(told, visible(connection), is(new Revision(revision).visible()));
          }
          assertThat(told, onlooker.broken(), is(nullValue()));
          assertThat(told, onlooker.looks(), greaterThan(looks));
          counted(name, fault, exitCode, times);
          struckAlready += times;
          System.out.printf(
              "%s, struck %d times, exit code %d, %d ms%n",
              told, times, exitCode, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
        }
        report(name + ": " + onlooker.looks() + " looks of a reader, all whole");
      }
    }
  }

  private void write(Path job) throws IOException {
    revision++;
    new Revision(revision).write(job);
  }

  private static int run(Path job) {
    return Main.run(Runner.arguments(job));
  }

  /** One run and what happens to it. */
  private final class Strike {
    private final FaultyServer server;
    private final FaultProxy proxy;
    private final Fault fault;
    private final List<Long> bytes;
    private int times;
    private final AtomicReference<Exception> trouble = new AtomicReference<>();

    Strike(FaultyServer server, FaultProxy proxy, Fault fault, List<Long> bytes) {
      this.server = server;
      this.proxy = proxy;
      this.fault = fault;
      this.bytes = bytes;
    }

    /** The exit code of the run that was struck. */
    int on(Path job, Path other) throws Exception {
      int exitCode =
          switch (fault) {
            case KILLED -> killed(job);
            case RESTARTED -> struck(job, server::restart);
            case TERMINATED -> struck(job, server::terminateConnections);
            case CUT -> struck(job, proxy::cut);
            case SWALLOWED -> struck(job, proxy::swallowThenCut);
            case DISK_FULL -> struck(job, server::fillDisk);
            case DEADLOCKED -> contested(job, Rival.locking(server::connect, random.nextLong()));
            case NOT_SERIALIZABLE ->
                contested(job, Rival.updating(server::connect, random.nextLong()));
            case TWO_RUNS -> twoRuns(job, other);
          };
      times = proxy.disarm();
      server.freeDisk();
      if (trouble.get() != null) {
        throw trouble.get();
      }
      return exitCode;
    }

    /** How often it came to the fault before the run ended. */
    int times() {
      return times;
    }

    private int struck(Path job, Thing thing) {
      proxy.strikeAt(bytes, () -> happen(thing));
      return run(job);
    }

    private void happen(Thing thing) {
      try {
        thing.happens();
      } catch (Exception problem) {
        trouble.set(problem);
      }
    }

    private int killed(Path job) throws Exception {
      CompletableFuture<Runner> started = new CompletableFuture<>();
      proxy.strikeAt(bytes, () -> started.join().kill());
      Runner runner = Runner.inAnotherProcess(job, folder, Runner.UNLIMITED);
      started.complete(runner);
      return runner.join();
    }

    private int contested(Path job, Rival rival) throws Exception {
      try (rival) {
        return struck(job, rival::start);
      }
    }

    /** The second starts with newer files while the first is on its way, and may overtake it. */
    private int twoRuns(Path job, Path other) throws Exception {
      CompletableFuture<Integer> second = new CompletableFuture<>();
      write(other);
      int first =
          struck(
              job, () -> second.completeAsync(() -> run(other), task -> new Thread(task).start()));
      if (proxy.disarm() == 0) {
        second.complete(run(other));
      }
      assertThat(second.get(3, TimeUnit.MINUTES), anyOf(is(0), is(1)));
      return first;
    }
  }

  /** What happens at the byte. */
  private interface Thing {
    void happens() throws Exception;
  }

  static Map<String, Visible> visible(Connection connection) throws SQLException {
    Map<String, Visible> visible = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT client_id, period_id, COUNT(*), SUM(leads), SUM(spend)
                FROM campaign_conversions GROUP BY client_id, period_id
                """)) {
      while (row.next()) {
        visible.put(
            row.getString(1) + " " + row.getString(2),
            new Visible(
                row.getLong(3),
                row.getBigDecimal(4).setScale(0),
                row.getBigDecimal(5).setScale(2)));
      }
    }
    return visible;
  }

  private void counted(String server, Fault fault, int exitCode, int times) {
    String how =
        exitCode == 0
            ? "finished all the same"
            : exitCode == 1 ? "failed, the next run mended it" : "ended, the next run mended it";
    String line = "%-10s %-16s %s".formatted(server, fault, how);
    counts.computeIfAbsent(line, key -> new AtomicInteger()).addAndGet(times);
  }

  private void report(String last) {
    StringBuilder text = new StringBuilder();
    counts.forEach((line, count) -> text.append("%5d  %s%n".formatted(count.get(), line)));
    text.append(last).append(System.lineSeparator());
    System.out.print(text);
    try {
      Files.writeString(
          Path.of("target/faults.txt"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
