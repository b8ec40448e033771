package com.campaignconversions.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Somebody else in the database who wants the rows that a run wants. */
final class Rival implements AutoCloseable {
  private final Onlooker.Connecting connecting;
  private final List<String> statements;
  private final Random random;
  private final CountDownLatch holds = new CountDownLatch(1);
  private final Thread thread = new Thread(this::rival, "rival");
  private volatile boolean done;

  private Rival(Onlooker.Connecting connecting, List<String> statements, long seed) {
    this.connecting = connecting;
    this.statements = statements;
    this.random = new Random(seed);
    thread.setDaemon(true);
  }

  /** Takes the last client's rows first: a run takes them in the opposite order. */
  static Rival locking(Onlooker.Connecting connecting, long seed) {
    return new Rival(
        connecting,
        List.of(
            "SELECT fingerprint FROM publication WHERE client_id = 'client5' FOR UPDATE",
            "SELECT fingerprint FROM publication WHERE client_id = 'client0' FOR UPDATE"),
        seed);
  }

  /** Changes rows, and not what they say. */
  static Rival updating(Onlooker.Connecting connecting, long seed) {
    return new Rival(
        connecting,
        List.of(
            "UPDATE publication SET rows_read = rows_read + 0 WHERE client_id = 'client3'",
            "UPDATE publication SET rows_read = rows_read + 0 WHERE client_id = 'client1'"),
        seed);
  }

  /** Returns when the first rows are held, or soon where the run itself holds them. */
  void start() throws InterruptedException {
    thread.start();
    boolean unused = holds.await(300, TimeUnit.MILLISECONDS);
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

  private void rival() {
    while (!done) {
      try (Connection connection = connecting.open()) {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
          for (String sql : statements) {
            statement.execute(sql);
            holds.countDown();
            pause(60);
          }
        }
        connection.commit();
        pause(40);
      } catch (SQLException lost) {
        // Of two that wait for each other the database ends one: this time it was this one.
        holds.countDown();
      }
    }
  }

  private void pause(int most) {
    try {
      Thread.sleep(random.nextInt(most));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
