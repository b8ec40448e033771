package com.campaignconversions.database;

import java.io.EOFException;
import java.net.SocketException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether what failed may succeed when it is done again. */
public enum SqlFailure {
  /** Two transactions are in each other's way. */
  CONTENTION,
  /** The connection or the server went away. */
  CONNECTION_LOST,
  /** It would fail again. */
  PERMANENT;

  /**
   * Serialization failure, deadlock, a lock not had in time, a key that the other one inserted
   * first.
   */
  private static final Set<String> CONTENDED_STATES =
      Set.of("40001", "40P01", "55P03", "HYT00", "23505");

  /**
   * Of MariaDB and MySQL, which have no SQL states of their own for them: a lock not had in time, a
   * row or a table changed meanwhile, a statement to be prepared again, a key that the other one
   * inserted first.
   */
  private static final Set<Integer> CONTENDED_NUMBERS = Set.of(1205, 1020, 1412, 1615, 1062);

  /** Besides class 08: PostgreSQL and H2 shut down, killed connections, too many of them. */
  private static final Set<String> CUT_STATES =
      Set.of("57P01", "57P02", "57P03", "53300", "90067", "90098", "90121", "70100");

  /** H2's words for trouble with a file or a connection; only the cause tells which. */
  private static final Set<String> IN_AND_OUT_STATES = Set.of("90028", "90031");

  public static SqlFailure of(SQLException problem) {
    if (problem.getSQLState() == null && problem.getCause() instanceof SQLException told) {
      // MariaDB's driver wraps what cut a batch.
      return of(told);
    }
    String state = problem.getSQLState() == null ? "" : problem.getSQLState();
    if (CONTENDED_STATES.contains(state) || CONTENDED_NUMBERS.contains(problem.getErrorCode())) {
      return CONTENTION;
    }
    return state.startsWith("08")
            || CUT_STATES.contains(state)
            || (IN_AND_OUT_STATES.contains(state) && isOfTheNetwork(problem.getCause()))
            || problem instanceof SQLTransientConnectionException
        ? CONNECTION_LOST
        : PERMANENT;
  }

  private static boolean isOfTheNetwork(@Nullable Throwable cause) {
    return cause instanceof SocketException || cause instanceof EOFException;
  }
}
