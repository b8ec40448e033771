package com.campaignconversions.faults;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** PostgreSQL; on a small disk of its own where this user may mount one. */
final class FaultyPostgreSql implements FaultyServer {
  private final SmallDisk disk = SmallDisk.of(600);
  private final EmbeddedPostgres server;
  private final Path programs;
  private final Path data;

  FaultyPostgreSql() throws Exception {
    data = disk.folder().resolve("data");
    server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(true)
            .setServerConfig("synchronous_commit", "on")
            .start();
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
    String program = ProcessHandle.of(pid).orElseThrow().info().command().orElseThrow();
    programs = Path.of(program).resolveSibling("pg_ctl");
    // What the server is to know when it is started again; it outlives processes, not the machine.
    for (String setting :
        List.of(
            "port = " + server.getPort(),
            "fsync = off",
            "deadlock_timeout = '50ms'",
            "max_wal_size = '64MB'",
            "min_wal_size = '32MB'")) {
      execute("ALTER SYSTEM SET " + setting);
    }
    restart();
  }

  @Override
  public int port() {
    return server.getPort();
  }

  @Override
  public String jdbcUrl(int proxyPort) {
    return "jdbc:postgresql://localhost:" + proxyPort + "/postgres";
  }

  @Override
  public String username() {
    return "postgres";
  }

  @Override
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(
        jdbcUrl(port()) + "?ApplicationName=onlooker", username(), "");
  }

  @Override
  public Set<Fault> faults() {
    Set<Fault> faults = EnumSet.allOf(Fault.class);
    if (!disk.mounted()) {
      faults.remove(Fault.DISK_FULL);
    }
    return faults;
  }

  @Override
  public void restart() throws IOException {
    control("-m", "immediate", "stop");
    control("start");
  }

  @Override
  public void terminateConnections() throws SQLException {
    execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE application_name = 'campaign-conversions'");
  }

  @Override
  public void fillDisk() throws IOException {
    disk.fill();
  }

  /** A server that could not even write its log has ended. */
  @Override
  public void freeDisk() throws IOException {
    disk.free();
    try (Connection connection = connect()) {
      connection.isValid(1);
    } catch (SQLException ended) {
      control("start");
    }
  }

  private void control(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      // PostgreSQL refuses root: in a name space of its own it is somebody else.
      command.addAll(List.of("unshare", "-U"));
    }
    command.addAll(List.of(programs.toString(), "-D", data.toString(), "-w", "-s", "-t", "120"));
    command.addAll(List.of("-l", disk.folder().resolve("log").toString()));
    command.addAll(List.of(arguments));
    int exitCode = SmallDisk.run(command.toArray(String[]::new));
    if (exitCode != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + exitCode);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    disk.close();
  }
}
