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

/** MariaDB; on a small disk of its own where this user may mount one. */
final class FaultyMariaDb implements FaultyServer {
  private final SmallDisk disk = SmallDisk.of(200);
  private final MariaDbServer server;
  private final String database;

  FaultyMariaDb() throws Exception {
    server = new MariaDbServer(disk.folder().resolve("data"));
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
    Set<Fault> faults = EnumSet.allOf(Fault.class);
    faults.remove(Fault.NOT_SERIALIZABLE);
    if (!disk.mounted()) {
      faults.remove(Fault.DISK_FULL);
    }
    return faults;
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
  public void fillDisk() throws IOException {
    disk.fill();
  }

  /** A server that could write nothing at all has ended. */
  @Override
  public void freeDisk() throws IOException {
    disk.free();
    try (Connection connection = connect()) {
      connection.isValid(1);
    } catch (SQLException ended) {
      server.killAndStart();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    disk.close();
  }
}
