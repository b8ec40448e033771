package com.campaignconversions.database;

import java.net.UnknownHostException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The database cannot be used as it is. The message is for the person who runs the job: it names
 * the key of the job file, says what to do, and holds no secret and no value of a row.
 */
public final class DatabaseException extends RuntimeException {
  /** Of H2, MariaDB and MySQL; of PostgreSQL. */
  private static final Set<String> NO_SUCH_COLUMN = Set.of("42S22", "42703");

  private static final String EARLIER_FORM =
      "; if the tables were made by an earlier release, the next run brings them up to date (check"
          + " says how)";

  private static final long serialVersionUID = 1;

  /** MariaDB and MySQL have one SQL state for this and for everything that is denied. */
  private static final int UNKNOWN_DATABASE = 1049;

  /** PostgreSQL's and H2's SQL states of a database that takes no changes. */
  private static final Set<String> ONLY_READS = Set.of("25006", "90097");

  /** MariaDB's and MySQL's numbers of the same. */
  private static final Set<Integer> ONLY_READS_NUMBERS = Set.of(1290, 1792, 1836);

  /** MariaDB's and MySQL's number of a user who may not use the database. */
  private static final int NOT_FOR_THIS_USER = 1044;

  public DatabaseException(String message) {
    super(message);
  }

  public DatabaseException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Why no connection could be made. */
  public static DatabaseException connecting(SQLException problem) {
    return connecting("output", problem);
  }

  /** An exception about a database that another part of the job file names. */
  public static DatabaseException connecting(String section, SQLException problem) {
    String state = problem.getSQLState() == null ? "" : problem.getSQLState();
    String url = section + ".jdbc_url: ";
    int number = problem.getErrorCode();
    String key =
        switch (number == UNKNOWN_DATABASE
            ? "3D000"
            : number == NOT_FOR_THIS_USER ? "42501" : state) {
          case "42501" -> section + ".username: the database is not open to this user";
          case "28000", "28P01" ->
              section + ".username or " + section + ".password: the database refuses them";
          case "3D000", "90146", "90149" -> url + "there is no such database";
          case "90020" -> url + "the H2 file is open in another process; wait for it to end";
          case "90028", "90031", "90062" ->
              url
                  + "the H2 file cannot be made or used; give this user the right to write into the folder"
                  + " that it names, or name another";
          default ->
              url
                  + (problem.getCause() instanceof UnknownHostException
                      ? "nobody knows its host"
                      : "the database does not answer");
        };
    String said = firstLine(problem);
    if (said.contains("no password was provided") || said.contains("the password is an empty")) {
      key = section + ".password: is missing or empty, and the database wants one";
    } else if (said.contains("Unable to parse URL")) {
      key = url + "its host, port or name is not as a URL has them";
    }
    return new DatabaseException(key + " (" + firstLine(problem) + ")", problem);
  }

  /** Whether the database takes no changes, from nobody. */
  public static boolean onlyReads(SQLException problem) {
    return ONLY_READS.contains(String.valueOf(problem.getSQLState()))
        || ONLY_READS_NUMBERS.contains(problem.getErrorCode());
  }

  /** A statement failed for a reason that is not the data's. */
  public static DatabaseException using(SQLException problem) {
    return new DatabaseException(
        (onlyReads(problem)
                ? "90097".equals(problem.getSQLState())
                    ? "output.jdbc_url: this user may only read the H2 file: "
                    : "output.jdbc_url: the database only reads, as a replica does: "
                : "the database failed: ")
            + firstLine(problem)
            + " ["
            + problem.getSQLState()
            + "]"
            + (NO_SUCH_COLUMN.contains(String.valueOf(problem.getSQLState())) ? EARLIER_FORM : ""),
        problem);
  }

  /** What somebody else stored cannot be read as this key of the job file says. */
  public static DatabaseException reading(String key, SQLException problem) {
    return new DatabaseException(
        key
            + ": the database refuses it: "
            + firstLine(problem)
            + " ["
            + problem.getSQLState()
            + "]",
        problem);
  }

  /** What somebody else stored is not what this key of the job file says. */
  public static DatabaseException reading(String key, String sentence) {
    return new DatabaseException(key + ": " + sentence);
  }

  /**
   * What happened, in the driver's words: without the statement that H2 adds to them, and without
   * the batch in which PostgreSQL wraps them, or the pool's patience in which the pool does.
   */
  public static String firstLine(SQLException problem) {
    SQLException next = problem.getNextException();
    if (next != null
        && (problem instanceof BatchUpdateException
            || problem instanceof SQLTransientConnectionException)) {
      return firstLine(next);
    }
    String message = String.valueOf(problem.getMessage());
    int statement = message.indexOf("; SQL statement:");
    return message
        .substring(0, statement < 0 ? message.length() : statement)
        .lines()
        .findFirst()
        .orElse("");
  }
}
