package com.campaignconversions.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.campaignconversions.job.Output;
import com.campaignconversions.job.Secret;
import com.campaignconversions.publishing.schema.Schema;
import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.h2.tools.Server;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a person reads when the database cannot be used. */
class DatabaseTroubleTest {

  @Test
  void aServerThatIsNotThereIsToldByTheKeyOfTheJobFile() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    DatabaseException refused = refused(output("jdbc:postgresql://localhost:" + port + "/x", null));
    assertThat(
        refused.getMessage(), containsString("output.jdbc_url: the database does not answer"));
  }

  @Test
  void aHostThatNobodyKnowsIsToldAsSuch() {
    SQLException problem =
        new SQLException(
            "The connection attempt failed.", "08001", new UnknownHostException("databse"));
    assertThat(
        DatabaseException.connecting(problem).getMessage(),
        is("output.jdbc_url: nobody knows its host (The connection attempt failed.)"));
  }

  @Test
  void aWrongPasswordIsToldWithoutIt(@TempDir Path folder) throws Exception {
    String url = "jdbc:h2:file:" + folder.resolve("conversions");
    Secret right = secret(folder, "right-one");
    Database first = database(output(url, right));
    Schema.prepare(first);
    first.close();
    Secret wrong = secret(folder, "wrong-one");
    DatabaseException refused = refused(output(url, wrong));
    assertThat(
        refused.getMessage(),
        allOf(containsString("output.password"), not(containsString("wrong-one"))));
    StringWriter trace = new StringWriter();
    refused.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString(), not(containsString("wrong-one")));
  }

  @Test
  void aSecretThatIsNotSetIsToldByItsName() {
    DatabaseException refused =
        refused(
            output(
                "jdbc:h2:mem:secret",
                new Secret(Secret.SecretSource.ENVIRONMENT_VARIABLE, "NO_SUCH_VARIABLE_ANYWHERE")));
    assertThat(
        refused.getMessage(),
        allOf(containsString("output.password"), containsString("NO_SUCH_VARIABLE_ANYWHERE")));
  }

  @Test
  void anotherKindOfDatabaseIsRefused() {
    assertThat(
        refused(output("jdbc:sqlite:x.db", null)).getMessage(), containsString("output.jdbc_url"));
  }

  @Test
  void whatHappenedInABatchIsToldWithoutTheBatch() {
    BatchUpdateException batch =
        new BatchUpdateException(
            "Batch entry 0 <unknown> was aborted: ERROR: disk full  Call getNextException to see"
                + " other errors in the batch.",
            "53100",
            new int[0]);
    batch.setNextException(new SQLException("ERROR: disk full", "53100"));
    assertThat(
        DatabaseException.using(batch).getMessage(),
        is("the database failed: ERROR: disk full [53100]"));
  }

  @Test
  void whereAColumnIsNotThereARunIsNamed() {
    assertThat(
        DatabaseException.using(new SQLException("Column \"X\" not found", "42S22")).getMessage(),
        is(
            "the database failed: Column \"X\" not found [42S22]; if the tables were made by an"
                + " earlier release, the next run brings them up to date (check says how)"));
  }

  @Test
  void whyNoConnectionIsToBeHadIsToldWithoutTheWaitingOfThePool() {
    SQLException refused = new SQLException("Connection to localhost:5432 refused.", "08001");
    SQLException waited =
        new SQLTransientConnectionException("publishing - request timed out", "08001", refused);
    waited.setNextException(refused);
    assertThat(
        DatabaseException.using(waited).getMessage(),
        is("the database failed: Connection to localhost:5432 refused. [08001]"));
  }

  @Test
  void askingWhetherTheTablesAreThereMakesNoDatabase(@TempDir Path folder) throws Exception {
    Database database = database(output("jdbc:h2:file:" + folder.resolve("conversions"), null));
    assertThat(Schema.exists(database), is(false));
    try (var files = Files.list(folder)) {
      assertThat(files.count(), is(0L));
    }
  }

  @Test
  void theHandleThatTravelsHoldsNoPassword(@TempDir Path folder) throws Exception {
    Database database = database(output("jdbc:h2:mem:travel", secret(folder, "not-to-be-sent")));
    Schema.prepare(database);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(database);
    }
    database.close();
    assertThat(bytes.toString(StandardCharsets.ISO_8859_1), not(containsString("not-to-be-sent")));
  }

  @Test
  void anH2ThatKeepsLowerCaseNamesServesToo() {
    Database database = database(output("jdbc:h2:mem:lower;DATABASE_TO_LOWER=TRUE", null));
    Schema.prepare(database);
    assertThat(Schema.ddl(database), is(""));
    database.close();
  }

  /** JdbcIO keeps a connection that broke under it. */
  @Test
  void connectionsThatNobodyGaveBackAreReplacedByNewOnes() throws Exception {
    Database database = database(output("jdbc:h2:mem:taken;DB_CLOSE_DELAY=-1", null));
    int all = ((HikariDataSource) database.dataSource()).getMaximumPoolSize();
    for (int taken = 0; taken < all; taken++) {
      assertThat(database.dataSource().getConnection().isClosed(), is(false));
    }
    database.reconnect();
    assertThat(one(database), is(1));
    database.close();
  }

  @Test
  void newConnectionsMayBeAskedForBeforeTheServerIsBack(@TempDir Path folder) throws Exception {
    Server server = server(folder, 0);
    int port = server.getPort();
    Database database = database(output("jdbc:h2:tcp://localhost:" + port + "/./x", null));
    assertThat(one(database), is(1));
    server.stop();
    database.reconnect();
    Server again = server(folder, port);
    assertThat(one(database), is(1));
    database.close();
    again.stop();
  }

  /** A runner may have dozens in line, and each would wait for minutes. */
  @Test
  void whereOneHasWaitedInVainTheOthersDoNotWait(@TempDir Path folder) throws Exception {
    Server server = server(folder, 0);
    Database database =
        database(output("jdbc:h2:tcp://localhost:" + server.getPort() + "/./x", null));
    assertThat(one(database), is(1));
    server.stop();
    Throwable first = lost(database, Duration.ofNanos(1));
    assertThat(lost(database, Duration.ofHours(1)), sameInstance(first));
    database.close();
  }

  /** Once for all attempts: it may take minutes, and nobody is to take that for a standstill. */
  @Test
  void aDatabaseThatIsWaitedForIsToldOnceWithTheTime() {
    Logger logger = (Logger) LoggerFactory.getLogger(Database.class);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    logger.addAppender(logged);
    logger.setLevel(Level.INFO);
    int[] attempts = new int[1];
    Database database = database(Database.inMemory());
    try {
      database.transaction(
          connection -> {
            if (attempts[0]++ < 3) {
              throw new SQLException("Connection refused.", "08001");
            }
            return true;
          });
    } finally {
      database.close();
      logger.detachAppender(logged);
      logger.setLevel(null);
    }
    assertThat(attempts[0], is(4));
    assertThat(
        logged.list.stream().map(ILoggingEvent::toString).toList(),
        contains(
            matchesPattern(
                "\\[INFO] The database is gone, and is waited for, 120 seconds at most, until"
                    + " \\d\\d:\\d\\d(:\\d\\d)?: Connection refused\\.")));
  }

  private static Throwable lost(Database database, Duration patience) {
    return Objects.requireNonNull(
        assertThrows(
                DatabaseException.class,
                () ->
                    database.transaction(
                        patience, connection -> Sql.update(connection, "CHECKPOINT", List.of())))
            .getCause());
  }

  private static Server server(Path folder, int port) throws SQLException {
    return Server.createTcpServer(
            "-tcpPort", String.valueOf(port), "-ifNotExists", "-baseDir", folder.toString())
        .start();
  }

  private static int one(Database database) {
    return database.transaction(
        Duration.ZERO,
        connection -> Sql.query(connection, "SELECT 1", List.of(), row -> row.getInt(1)).get(0));
  }

  private static DatabaseException refused(Output output) {
    return assertThrows(DatabaseException.class, () -> Schema.prepare(database(output)));
  }

  private static Database database(Output output) {
    return new Database(output, List.of("leads"));
  }

  private static Output output(String url, @Nullable Secret password) {
    return new Output(url, "sa", password, null, Output.Cache.CURRENT);
  }

  private static Secret secret(Path folder, String value) throws Exception {
    Path file = folder.resolve("password" + value.hashCode());
    Files.writeString(file, value + "\n");
    return new Secret(Secret.SecretSource.FILE, file.toString());
  }
}
