package com.campaignconversions.database;

import com.campaignconversions.job.Output;
import com.campaignconversions.job.Secret;
import com.campaignconversions.records.Deadline;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One pool of connections for each database and JVM, made when first needed.
 *
 * <p>A Flink cluster loads a job's classes and drops them with the job, while its JVMs go on. A
 * pool would stay behind with its threads and connections, so there each connection is opened when
 * it is needed: a few for each step, as its bundles are large.
 */
public final class ConnectionPool {
  /** More than the threads of a worker, fewer than a small server's 100. */
  private static final int CONNECTIONS = 16;

  private static final long PATIENCE_MILLISECONDS = 30_000;

  private static final ConcurrentHashMap<Key, ConnectionPool> POOLS = new ConcurrentHashMap<>();

  private static final boolean OUTLIVED_BY_ITS_JVM =
      ConnectionPool.class.getClassLoader() != ClassLoader.getSystemClassLoader();

  /** For as long one who waited in vain speaks for all. */
  private static final Duration GIVEN_UP = Duration.ofSeconds(5);

  private final DataSource dataSource;
  private final String quote;
  private final boolean upperCase;
  private volatile @Nullable Failure lastFailure;

  private ConnectionPool(DataSource dataSource, String quote, boolean upperCase) {
    this.quote = quote;
    this.dataSource = dataSource;
    this.upperCase = upperCase;
  }

  private record Failure(SQLException problem, Deadline deadline) {}

  private record Key(
      String jdbcUrl,
      @Nullable String username,
      @Nullable Secret password,
      @Nullable String schema) {
    static Key of(Output output) {
      return new Key(output.jdbcUrl(), output.username(), output.password(), output.schema());
    }
  }

  public static ConnectionPool of(Output output) {
    return POOLS.computeIfAbsent(Key.of(output), key -> open(output));
  }

  static void close(Output output) {
    ConnectionPool pool = POOLS.remove(Key.of(output));
    if (pool != null && pool.dataSource instanceof HikariDataSource pooled) {
      pooled.close();
    }
  }

  /** Opens a pool anew, also where nobody answers at the moment. */
  static void reopen(Output output) {
    POOLS.computeIfPresent(
        Key.of(output),
        (key, pool) -> {
          if (!(pool.dataSource instanceof HikariDataSource pooled)) {
            return pool;
          }
          pooled.close();
          HikariConfig config = config(output);
          config.setInitializationFailTimeout(-1);
          return new ConnectionPool(new HikariDataSource(config), pool.quote, pool.upperCase);
        });
  }

  /**
   * Keeps why somebody waited in vain. DirectRunner hears of it only when every bundle in line had
   * its turn, and dozens that all wait take an hour.
   */
  void rememberFailure(SQLException problem) {
    lastFailure = new Failure(problem, Deadline.in(GIVEN_UP));
  }

  /** Why somebody has just waited in vain; null where nobody has. */
  @Nullable SQLException recentFailure() {
    Failure last = lastFailure;
    return last == null || last.deadline().isOver() ? null : last.problem();
  }

  DataSource dataSource() {
    return dataSource;
  }

  /**
   * Has every connection opened anew, because those from before have not chosen a schema that was
   * just made; a new one first, as a database in memory ends with its last connection.
   */
  public void renew() throws SQLException {
    if (dataSource instanceof HikariDataSource pooled) {
      pooled.getHikariPoolMXBean().softEvictConnections();
      pooled.getConnection().close();
    }
  }

  String quoted(String name) {
    return quote + (upperCase ? name.toUpperCase(Locale.ROOT) : name) + quote;
  }

  private static ConnectionPool open(Output output) {
    DataSource dataSource =
        OUTLIVED_BY_ITS_JVM ? new Connections(output, "", "output", true) : pooled(output);
    try (Connection connection = dataSource.getConnection()) {
      return new ConnectionPool(
          dataSource,
          Dialect.of(output.jdbcUrl()).quote(),
          connection.getMetaData().storesUpperCaseIdentifiers());
    } catch (SQLException problem) {
      if (dataSource instanceof HikariDataSource pooled) {
        pooled.close();
      }
      throw DatabaseException.connecting(problem);
    }
  }

  private static HikariConfig config(Output output) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("publishing");
    config.setDataSource(new Connections(output, "", "output", false));
    config.setMaximumPoolSize(CONNECTIONS);
    // One stays open: an H2 file would close, and be opened anew, with the last connection.
    config.setMinimumIdle(1);
    config.setConnectionTimeout(PATIENCE_MILLISECONDS);
    config.setConnectionInitSql(Dialect.of(output.jdbcUrl()).onConnect());
    return config;
  }

  private static HikariDataSource pooled(Output output) {
    try {
      return new HikariDataSource(config(output));
    } catch (PoolInitializationException notOpened) {
      if (notOpened.getCause() instanceof SQLException problem) {
        throw DatabaseException.connecting(problem);
      }
      if (notOpened.getCause() instanceof DatabaseException cause) {
        throw cause;
      }
      throw notOpened;
    }
  }

  /** One connection outside any pool that creates no database where there is none. */
  public static Connection connectIfExists(Output output) throws SQLException {
    return connectIfExists(output, "output");
  }

  /**
   * Opens a connection of its own to a database, which is not made where it is missing.
   *
   * @param section the part of the job file that names the database, for messages
   */
  public static Connection connectIfExists(Output output, String section) throws SQLException {
    String suffix = Dialect.of(output.jdbcUrl()) == Dialect.H2 ? ";IFEXISTS=TRUE" : "";
    return new Connections(output, suffix, section, false).getConnection();
  }

  /**
   * Opens connections; the password is looked up for each and kept nowhere.
   *
   * @param setUp whether they are used as they are, without a pool that sets them up
   */
  private record Connections(Output output, String urlSuffix, String section, boolean setUp)
      implements DataSource {
    @Override
    public Connection getConnection() throws SQLException {
      Dialect dialect = Dialect.of(output.jdbcUrl());
      Properties properties = dialect.properties();
      if (output.username() != null) {
        properties.setProperty("user", output.username());
      }
      Secret secret = output.password();
      if (secret != null) {
        try {
          properties.setProperty("password", secret.resolve());
        } catch (IOException missing) {
          throw new DatabaseException(section + ".password: " + missing.getMessage());
        }
      }
      Driver driver = dialect.driver();
      if (OUTLIVED_BY_ITS_JVM) {
        forgetDrivers();
      }
      Connection connection = driver.connect(dialect.url(output.jdbcUrl()) + urlSuffix, properties);
      if (connection == null) {
        throw new DatabaseException(section + ".jdbc_url: not a URL that its driver understands");
      }
      try {
        selectSchema(connection);
        if (setUp) {
          Sql.execute(connection, dialect.onConnect());
        }
      } catch (SQLException | RuntimeException problem) {
        connection.close();
        throw problem;
      }
      return connection;
    }

    /**
     * What drivers told the JVM about themselves would keep the job's classes in memory for ever.
     */
    private static void forgetDrivers() throws SQLException {
      for (Driver registered : DriverManager.drivers().toList()) {
        if (registered.getClass().getClassLoader() == ConnectionPool.class.getClassLoader()) {
          DriverManager.deregisterDriver(registered);
        }
      }
    }

    /** A schema that is not there yet may be refused: who creates it opens the pool anew. */
    private void selectSchema(Connection connection) throws SQLException {
      String schema = output.schema();
      if (schema == null) {
        return;
      }
      boolean upperCase = connection.getMetaData().storesUpperCaseIdentifiers();
      try {
        connection.setSchema(upperCase ? schema.toUpperCase(Locale.ROOT) : schema);
      } catch (SQLException problem) {
        if (!SCHEMA_NOT_FOUND.contains(problem.getErrorCode())) {
          throw problem;
        }
      }
    }

    /** H2's and MariaDB's numbers; PostgreSQL accepts any name. */
    private static final Set<Integer> SCHEMA_NOT_FOUND = Set.of(90079, 1049);

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
      throw new SQLFeatureNotSupportedException();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
      return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
      return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
      throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }
}
