package com.campaignconversions.running;

import com.campaignconversions.database.Database;
import com.campaignconversions.database.DatabaseException;
import java.sql.SQLException;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.FluentBackoff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a pipeline in this process again where its connection to the database was cut. JdbcIO has no
 * way out of that: it tries a statement again, but on the connection that is gone, and does not
 * give every such connection back to its pool. Flink restarts a job on its own; here it is done as
 * Flink does it, from the beginning, since every write is safe to repeat.
 */
final class JdbcRestarts {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcRestarts.class);
  private static final FluentBackoff RESTARTS = Database.PAUSES.withMaxRetries(3);

  /** H2 has none for a moment while another job of this JVM adds a column to it. */
  private static final int TABLE_NOT_FOUND = 42102;

  private final Database database;
  private final String name;

  /**
   * For one pipeline.
   *
   * @param name what is run, as the beginning of a sentence
   */
  JdbcRestarts(Database database, String name) {
    this.database = database;
    this.name = name;
  }

  void run(Runnable pipeline) {
    BackOff pauses = RESTARTS.backoff();
    while (true) {
      try {
        pipeline.run();
        return;
      } catch (RuntimeException e) {
        if (!mayPass(e) || !Database.pause(pauses)) {
          throw e;
        }
        LOG.warn("{} starts again from the beginning: {}", name, FailureReason.of(e));
        database.reconnect();
      }
    }
  }

  /**
   * Whether a write was cut, or its table was altered meanwhile; a transaction was tried again for
   * long before it gave up.
   */
  private static boolean mayPass(RuntimeException problem) {
    for (Throwable cause : FailureReason.causes(problem)) {
      if (cause instanceof DatabaseException) {
        return false;
      }
      if (cause instanceof SQLException database) {
        return Database.isLost(database) || database.getErrorCode() == TABLE_NOT_FOUND;
      }
    }
    return false;
  }
}
