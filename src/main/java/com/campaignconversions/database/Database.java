package com.campaignconversions.database;

import com.campaignconversions.job.Job;
import com.campaignconversions.job.Output;
import com.campaignconversions.records.Deadline;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.FluentBackoff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database of a job: a handle that travels, with the name of its secret and no connection.
 *
 * @param metricNames of the job's catalogue, in its order
 */
public record Database(Output output, List<String> metricNames) implements Serializable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  /** How long a database may be gone: a restart takes seconds, a failover about a minute. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Between attempts, however many they are. */
  public static final FluentBackoff PAUSES =
      FluentBackoff.DEFAULT
          .withInitialBackoff(org.joda.time.Duration.millis(40))
          .withExponent(2)
          .withMaxBackoff(org.joda.time.Duration.standardSeconds(5));

  /** Of transactions that are in each other's way, each after a lock was waited for. */
  private static final FluentBackoff CONTENTION = PAUSES.withMaxRetries(9);

  public Database {
    metricNames = List.copyOf(metricNames);
  }

  public static Database of(Job job) {
    return new Database(job.output(), job.metricNames());
  }

  /** An output that lives in this process and ends when its database is closed. */
  public static Output inMemory() {
    return new Output(
        "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1",
        null,
        null,
        null,
        Output.Cache.NONE);
  }

  /** The one connection pool of this JVM for this database. */
  public DataSource dataSource() {
    return ConnectionPool.of(output).dataSource();
  }

  public Dialect dialect() {
    return Dialect.of(output.jdbcUrl());
  }

  /** A metric's column as the database stores it, quoted because it may be a reserved word. */
  public String column(String metric) {
    return ConnectionPool.of(output).quoted(metric);
  }

  /**
   * Lets an embedded database write out what it still holds in memory, as the last thing that a
   * process does with it.
   */
  public void writeOut() {
    if (dialect() == Dialect.H2) {
      try (Connection connection = dataSource().getConnection()) {
        Sql.execute(connection, "CHECKPOINT SYNC");
      } catch (SQLException problem) {
        throw DatabaseException.using(problem);
      }
    }
  }

  /** Closes this JVM's connections; the next use opens them again. */
  public void close() {
    ConnectionPool.close(output);
  }

  /** Whether a connection, or the server, went away: what needed it may succeed with a new one. */
  public static boolean isLost(SQLException problem) {
    return SqlFailure.of(problem) == SqlFailure.CONNECTION_LOST;
  }

  /** Gives up this JVM's connections, those that nobody gave back too, for new ones. */
  public void reconnect() {
    ConnectionPool.reopen(output);
  }

  /** Work on a connection. */
  public interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /**
   * Runs the work in a transaction of its own, again where the trouble is one that passes: the work
   * must be safe to repeat, even where a commit succeeded unheard.
   */
  public <T> T transaction(Work<T> work) {
    return transaction(PATIENCE, work);
  }

  /** Runs the work in a transaction of its own; a database that is gone is waited for so long. */
  public <T> T transaction(Duration patience, Work<T> work) {
    try {
      return retrying(patience, connection -> inTransaction(connection, work));
    } catch (SQLException problem) {
      throw DatabaseException.using(problem);
    }
  }

  private static <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      T result = work.on(connection);
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException | Error problem) {
      rollBack(connection, problem);
      throw problem;
    }
  }

  /** Each statement for itself, all of them again where the trouble is one that passes. */
  public <T> T retrying(Work<T> work) throws SQLException {
    return retrying(PATIENCE, work);
  }

  private <T> T retrying(Duration patience, Work<T> work) throws SQLException {
    ConnectionPool pool = ConnectionPool.of(output);
    SQLException lastFailure = pool.recentFailure();
    if (lastFailure != null) {
      throw lastFailure;
    }
    BackOff ofContention = CONTENTION.backoff();
    BackOff ofLostConnections = PAUSES.backoff();
    Deadline deadline = Deadline.in(patience);
    Instant end = Instant.now().plus(patience);
    boolean told = false;
    while (true) {
      try (Connection connection = dataSource().getConnection()) {
        return work.on(connection);
      } catch (SQLException problem) {
        SqlFailure failure = SqlFailure.of(problem);
        long pause =
            switch (failure) {
              case CONTENTION -> ofContention.nextBackOffMillis();
              case CONNECTION_LOST ->
                  deadline.isOver() ? BackOff.STOP : ofLostConnections.nextBackOffMillis();
              case PERMANENT -> BackOff.STOP;
            };
        if (pause == BackOff.STOP) {
          if (failure == SqlFailure.CONNECTION_LOST && !patience.isZero()) {
            pool.rememberFailure(problem);
          }
          throw problem;
        }
        if (failure == SqlFailure.CONTENTION) {
          LOG.info("The database asked to try again: {}", DatabaseException.firstLine(problem));
        } else if (!told) {
          told = true;
          LOG.info(
              "The database is gone, and is waited for, {} seconds at most, until {}: {}",
              patience.toSeconds(),
              LocalTime.ofInstant(end, ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS),
              DatabaseException.firstLine(problem));
        }
        sleep(pause);
      }
    }
  }

  private static void rollBack(Connection connection, Throwable problem) {
    try {
      connection.rollback();
    } catch (SQLException alsoFailed) {
      problem.addSuppressed(alsoFailed);
    }
  }

  /**
   * Waits before another attempt.
   *
   * @return false, without waiting, where there is none any more
   */
  public static boolean pause(BackOff pauses) {
    long millis = pauses.nextBackOffMillis();
    if (millis == BackOff.STOP) {
      return false;
    }
    sleep(millis);
    return true;
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new DatabaseException("stopped while waiting for the database", interrupted);
    }
  }
}
