package com.campaignconversions.faults;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;

/** A database server that bad things can be done to. */
interface FaultyServer extends AutoCloseable {
  int port();

  /** Where a run finds it behind a proxy. */
  String jdbcUrl(int proxyPort);

  String username();

  /** A connection of somebody else, past the proxy. */
  default Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl(port()), username(), "");
  }

  /** What can be done to it here, by this user. */
  Set<Fault> faults();

  /** Ends the server at once and starts it again on the same data. */
  void restart() throws IOException;

  /** Ends every connection that comes through the proxy, or all. */
  void terminateConnections() throws SQLException;

  /** Leaves no byte free. */
  default void fillDisk() throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Makes good what {@link #fillDisk} did. */
  default void freeDisk() throws IOException {}

  @Override
  void close() throws IOException;
}
