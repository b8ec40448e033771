package com.campaignconversions.faults;

import com.campaignconversions.faults.Revision.Visible;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Reads all the time, as a dashboard would, and remembers the first thing that was not whole. */
final class Onlooker implements AutoCloseable {
  private static final String SEEN =
      """
      SELECT client_id, period_id, MIN(impressions), MAX(impressions), COUNT(*), SUM(leads),
             SUM(spend), COUNT(DISTINCT run_id), COUNT(DISTINCT campaign_id), MIN(run_id)
      FROM campaign_conversions GROUP BY client_id, period_id
      """;

  private final Connecting connecting;
  private final AtomicReference<@Nullable String> broken = new AtomicReference<>();
  private final Thread thread = new Thread(this::watch, "onlooker");
  private volatile boolean done;
  private final AtomicLong looks = new AtomicLong();

  /** Opens a connection that the faults do not pass through. */
  interface Connecting {
    Connection open() throws SQLException;
  }

  Onlooker(Connecting connecting) {
    this.connecting = connecting;
    thread.setDaemon(true);
    thread.start();
  }

  long looks() {
    return looks.get();
  }

  /** What was seen that must never be seen; null where all was whole. */
  @Nullable String broken() {
    return broken.get();
  }

  @Override
  public void close() {
    done = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    while (!done) {
      try (Connection connection = connecting.open()) {
        while (!done) {
          connection.setAutoCommit(true);
          read(connection);
          connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
          connection.setAutoCommit(false);
          agree(connection);
          connection.commit();
          looks.incrementAndGet();
          pause();
        }
      } catch (SQLException restarting) {
        pause();
      }
    }
  }

  /** The runs need the processor too. */
  private static void pause() {
    try {
      Thread.sleep(15);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** One statement: each client period is one revision, whole, of one run. */
  private Map<String, Integer> read(Connection connection) throws SQLException {
    Map<String, Integer> revisions = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SEEN)) {
      while (row.next()) {
        String clientPeriod = row.getString(1) + " " + row.getString(2);
        int revision = row.getInt(3);
        Visible whole = new Revision(revision).visible().get(clientPeriod);
        if (row.getInt(4) != revision
            || whole == null
            || row.getLong(5) != whole.campaigns()
            || row.getLong(9) != whole.campaigns()
            || differs(row.getBigDecimal(6), whole.leads())
            || differs(row.getBigDecimal(7), whole.spend())
            || row.getInt(8) != 1) {
          List<String> cells = new ArrayList<>();
          for (int column = 1; column <= 10; column++) {
            cells.add(String.valueOf(row.getString(column)));
          }
          broken.compareAndSet(null, clientPeriod + " was seen as " + cells);
        }
        revisions.put(clientPeriod, revision);
      }
    }
    return revisions;
  }

  /** Three statements in one transaction: rows, judgements and publications are of one version. */
  private void agree(Connection connection) throws SQLException {
    Map<String, Integer> revisions = read(connection);
    same(
        revisions,
        connection,
        "SELECT client_id, period_id, campaigns, total FROM conversion_variance");
    same(
        revisions,
        connection,
        "SELECT client_id, period_id, campaigns, NULL AS total FROM publications");
  }

  private void same(Map<String, Integer> revisions, Connection connection, String sql)
      throws SQLException {
    int found = 0;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        found++;
        String clientPeriod = row.getString(1) + " " + row.getString(2);
        Integer revision = revisions.get(clientPeriod);
        Visible whole =
            revision == null ? null : new Revision(revision).visible().get(clientPeriod);
        BigDecimal total = row.getBigDecimal(4);
        if (whole == null
            || whole.campaigns() != row.getLong(3)
            || (total != null && differs(total, whole.leads()))) {
          broken.compareAndSet(
              null, clientPeriod + " of revision " + revision + " does not agree with: " + sql);
        }
      }
    }
    if (found != revisions.size()) {
      broken.compareAndSet(
          null, found + " client periods instead of " + revisions.size() + ": " + sql);
    }
  }

  private static boolean differs(@Nullable BigDecimal one, BigDecimal other) {
    return one == null || one.compareTo(other) != 0;
  }
}
