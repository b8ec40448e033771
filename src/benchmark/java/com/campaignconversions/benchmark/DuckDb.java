package com.campaignconversions.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/** DuckDb SCRIPT INSIGHTS OUT: runs a script in DuckDB, as its own command line would. */
final class DuckDb {
  private DuckDb() {}

  public static void main(String[] arguments) throws Exception {
    String script =
        Files.readString(Path.of(arguments[0]))
            .replace("${insights}", arguments[1])
            .replace("${out}", arguments[2]);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (String command : script.split(";\\s*\n")) {
        if (!command.isBlank()) {
          statement.execute(command);
        }
      }
    }
  }
}
