package com.campaignconversions.database;

import com.campaignconversions.job.Output;
import java.sql.Connection;
import java.sql.SQLException;

/** A connection to what somebody else stored: nothing is changed through it. */
public final class ReadOnlyConnection {
  private ReadOnlyConnection() {}

  /**
   * Opens one outside any pool, in a transaction, so that PostgreSQL sends rows as they are read.
   *
   * @param section the part of the job file that names the database
   * @throws DatabaseException if it does not answer
   */
  public static Connection open(Output database, String section) {
    try {
      Connection connection = ConnectionPool.connectIfExists(database, section);
      connection.setReadOnly(true);
      if (Dialect.of(database.jdbcUrl()) == Dialect.MYSQL) {
        // Its driver takes the line above for a hint and tells the server nothing.
        Sql.execute(connection, "SET SESSION TRANSACTION READ ONLY");
      }
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException problem) {
      throw DatabaseException.connecting(section, problem);
    }
  }
}
