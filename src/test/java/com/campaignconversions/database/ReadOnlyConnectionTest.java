package com.campaignconversions.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignconversions.job.Output;
import com.campaignconversions.job.Output.Cache;
import com.campaignconversions.job.Secret;
import com.campaignconversions.job.Secret.SecretSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadOnlyConnectionTest {
  @Test
  void itReadsInATransaction() throws SQLException {
    Output output = Database.inMemory();
    Database database = new Database(output, List.of());
    database.transaction(
        connection -> {
          Sql.execute(connection, "CREATE TABLE thing (id TEXT)");
          return Sql.update(connection, "INSERT INTO thing VALUES ('a')", List.of());
        });

    try (Connection connection = ReadOnlyConnection.open(output, "audit")) {
      assertThat(connection.getAutoCommit(), is(false));
      assertThat(
          Sql.query(connection, "SELECT id FROM thing", List.of(), row -> row.getString(1)),
          contains("a"));
    }
    database.close();
  }

  @Test
  void aDatabaseThatIsNotThereIsToldByItsSectionAndNotMade(@TempDir Path folder) throws Exception {
    Output output =
        new Output("jdbc:h2:file:" + folder.resolve("none"), null, null, null, Cache.NONE);

    DatabaseException refused =
        assertThrows(DatabaseException.class, () -> ReadOnlyConnection.open(output, "audit"));

    assertThat(refused.getMessage(), startsWith("audit.jdbc_url: there is no such database ("));
    try (var files = Files.list(folder)) {
      assertThat(files.count(), is(0L));
    }
  }

  @Test
  void aSecretThatIsNotSetIsToldByItsSection() {
    Output output =
        new Output(
            "jdbc:h2:mem:secret-of-a-reader",
            "reader",
            new Secret(SecretSource.ENVIRONMENT_VARIABLE, "NO_SUCH_VARIABLE_ANYWHERE"),
            null,
            Cache.NONE);

    DatabaseException refused =
        assertThrows(DatabaseException.class, () -> ReadOnlyConnection.open(output, "audit"));

    assertThat(
        refused.getMessage(),
        is("audit.password: the environment variable NO_SUCH_VARIABLE_ANYWHERE is not set"));
  }
}
