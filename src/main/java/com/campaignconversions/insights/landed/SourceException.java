package com.campaignconversions.insights.landed;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The insights cannot be read as the job file says. The message is for the person who runs the job:
 * it names the key of the job file, and holds no secret.
 */
public final class SourceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public SourceException(String message) {
    super(message);
  }

  private SourceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The database refuses what this key of the job file asks of it. */
  static SourceException refused(String key, SQLException problem) {
    return new SourceException(key + ": the database refuses it: " + message(problem), problem);
  }

  /** The database went away while it was read. */
  static SourceException lost(SQLException problem) {
    return new SourceException("insights.jdbc: the database failed: " + message(problem), problem);
  }

  /** What was asked was not answered. */
  public static SourceException failed(String source, SQLException problem) {
    return new SourceException(source + ": the query failed: " + message(problem), problem);
  }

  /** The driver's first line, without the statement that H2 adds to it. */
  static String message(SQLException problem) {
    String message = String.valueOf(problem.getMessage());
    int statement = message.indexOf("; SQL statement:");
    String line =
        message
            .substring(0, statement < 0 ? message.length() : statement)
            .lines()
            .findFirst()
            .orElse("");
    return line + " [" + problem.getSQLState() + "]";
  }
}
