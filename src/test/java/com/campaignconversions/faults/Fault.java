package com.campaignconversions.faults;

/** What happens to a run. */
enum Fault {
  /** kill -9 of the process that runs the job. */
  KILLED,
  /** The server ends at once, and starts again. */
  RESTARTED,
  /** The server ends the run's connections. */
  TERMINATED,
  /** Connections are reset in the middle of a message. */
  CUT,
  /** Bytes are lost for a while before that. */
  SWALLOWED,
  /** The database's disk has no byte left, until after the run. */
  DISK_FULL,
  /** Somebody locks the same rows in the opposite order. */
  DEADLOCKED,
  /** Every transaction is serializable, and somebody else updates the same rows. */
  NOT_SERIALIZABLE,
  /** A second run of newer files starts in the middle of the first. */
  TWO_RUNS;

  /** Whether a run gets over it, and may meet it again. */
  boolean passes() {
    return switch (this) {
      case RESTARTED, TERMINATED, CUT, SWALLOWED -> true;
      case KILLED, DISK_FULL, DEADLOCKED, NOT_SERIALIZABLE, TWO_RUNS -> false;
    };
  }
}
