package com.campaignconversions.faults;

import com.campaignconversions.publishing.MariaDbServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** MariaDB, the one of this JVM. */
final class FaultyMariaDb implements FaultyServer {
  private final MariaDbServer server;
  private final String database;

  FaultyMariaDb() throws Exception {
    server = MariaDbServer.shared();
    String url = server.emptyDatabase();
    database = url.substring(url.lastIndexOf('/') + 1);
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public String jdbcUrl(int proxyPort) {
    return "jdbc:mariadb://localhost:" + proxyPort + "/" + database;
  }

  @Override
  public String username() {
    return "root";
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(
        Fault.KILLED,
        Fault.RESTARTED,
        Fault.TERMINATED,
        Fault.CUT,
        Fault.SWALLOWED,
        Fault.DEADLOCKED,
        Fault.TWO_RUNS);
  }

  @Override
  public void restart() throws IOException {
    server.killAndStart();
  }

  @Override
  public void terminateConnections() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      List<Long> ids = new ArrayList<>();
      try (ResultSet row =
          statement.executeQuery(
              "SELECT id FROM information_schema.processlist WHERE db = '"
                  + database
                  + "' AND id <> CONNECTION_ID()")) {
        while (row.next()) {
          ids.add(row.getLong(1));
        }
      }
      for (long id : ids) {
        try {
          statement.execute("KILL " + id);
        } catch (SQLException endedBefore) {
          if (endedBefore.getErrorCode() != NO_SUCH_THREAD) {
            throw endedBefore;
          }
        }
      }
    }
  }

  private static final int NO_SUCH_THREAD = 1094;

  @Override
  public void close() {}
}
