package com.campaignconversions.publishing;

import com.campaignconversions.job.Output;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PublicationOnPostgreSqlTest extends PublicationContract {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static EmbeddedPostgres server;

  @BeforeAll
  static void startServer() throws IOException {
    server = EmbeddedPostgres.builder().start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @Override
  Output emptyDatabase() throws SQLException {
    String name = "test" + NUMBER.incrementAndGet();
    try (Connection connection = server.getPostgresDatabase().getConnection()) {
      Sql.execute(connection, "CREATE DATABASE " + name);
    }
    return new Output(
        "jdbc:postgresql://localhost:" + server.getPort() + "/" + name,
        "postgres",
        null,
        null,
        Output.Cache.CURRENT);
  }

  @Override
  String document() {
    return "JSONB";
  }
}
