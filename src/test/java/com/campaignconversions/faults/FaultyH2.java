package com.campaignconversions.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import org.h2.tools.Server;

/** H2 as a server of several processes. */
final class FaultyH2 implements FaultyServer {
  private final Path folder;
  private Server server;

  FaultyH2() throws Exception {
    folder = Files.createTempDirectory("faults");
    server = start(0);
  }

  private Server start(int port) throws SQLException {
    return Server.createTcpServer(
            "-tcpPort", String.valueOf(port), "-ifNotExists", "-baseDir", folder.toString())
        .start();
  }

  @Override
  public int port() {
    return server.getPort();
  }

  @Override
  public String jdbcUrl(int proxyPort) {
    return "jdbc:h2:tcp://localhost:" + proxyPort + "/./faults";
  }

  @Override
  public String username() {
    return "sa";
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(
        Fault.KILLED,
        Fault.RESTARTED,
        Fault.CUT,
        Fault.SWALLOWED,
        Fault.DEADLOCKED,
        Fault.TWO_RUNS);
  }

  @Override
  public void restart() throws IOException {
    int port = server.getPort();
    server.stop();
    try {
      server = start(port);
    } catch (SQLException problem) {
      throw new IOException(problem);
    }
  }

  @Override
  public void terminateConnections() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    server.stop();
  }
}
