package com.campaignconversions.publishing;

import com.campaignconversions.job.Job;
import com.campaignconversions.job.Output;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database of a job: a handle that travels, with the name of its secret and no connection.
 *
 * @param metricNames of the job's catalogue, in its order
 */
public record Database(Output output, List<String> metricNames) implements Serializable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final int ATTEMPTS = 6;

  /**
   * SQL states of two transactions in each other's way: serialization failure, deadlock, a lock not
   * had in time, a key that the other one inserted first.
   */
  private static final Set<String> CONTENDED = Set.of("40001", "40P01", "55P03", "HYT00", "23505");

  /** SQL states of a connection or server that went away. */
  private static final Set<String> CUT =
      Set.of("08000", "08003", "08006", "57P01", "57P02", "57P03", "90067", "90121");

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
  DataSource dataSource() {
    return ConnectionPool.of(output).dataSource();
  }

  Dialect dialect() {
    return Dialect.of(output.jdbcUrl());
  }

  /** A metric's column as the database stores it, quoted because it may be a reserved word. */
  String column(String metric) {
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

  /** Work on a connection. */
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /**
   * Runs the work in a transaction of its own, again where the trouble is one that passes: the work
   * must be safe to repeat, even where a commit succeeded unheard.
   */
  <T> T transaction(Work<T> work) {
    for (int attempt = 1; ; attempt++) {
      try (Connection connection = dataSource().getConnection()) {
        connection.setAutoCommit(false);
        try {
          T result = work.on(connection);
          connection.commit();
          return result;
        } catch (SQLException | RuntimeException | Error problem) {
          rollBack(connection, problem);
          throw problem;
        }
      } catch (SQLException problem) {
        if (attempt == ATTEMPTS || !passes(problem)) {
          throw DatabaseException.using(problem);
        }
        LOG.info("The database asked to try again: {}", DatabaseException.firstLine(problem));
        pause(attempt);
      }
    }
  }

  /** Whether the same work may succeed on the same connection a moment later. */
  static boolean contended(SQLException problem) {
    return problem.getSQLState() != null && CONTENDED.contains(problem.getSQLState());
  }

  /** Whether the same work may succeed on a new connection a moment later. */
  private static boolean passes(SQLException problem) {
    return contended(problem)
        || (problem.getSQLState() != null && CUT.contains(problem.getSQLState()));
  }

  private static void rollBack(Connection connection, Throwable problem) {
    try {
      connection.rollback();
    } catch (SQLException alsoFailed) {
      problem.addSuppressed(alsoFailed);
    }
  }

  private static void pause(int attempt) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(20L << attempt, 60L << attempt));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new DatabaseException("stopped while waiting for the database", interrupted);
    }
  }
}
