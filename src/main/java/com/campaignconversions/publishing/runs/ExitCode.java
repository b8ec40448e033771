package com.campaignconversions.publishing.runs;

/** How a command ends, for schedulers: part of the public contract, and kept with each run. */
public enum ExitCode {
  /** Everything asked for is published, unchanged, held, or missing with a warning, and trusted. */
  OK(0),
  /**
   * Failed, something was withheld, or rows were read and none could be used; beats {@link
   * #NOT_TRUSTED}.
   */
  FAILED(1),
  /** A bad command line or job file: nothing was started. */
  USAGE(2),
  /** Published and not trusted; of an audit, what is stored is not trusted or not the truth. */
  NOT_TRUSTED(3);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** What a process returns. */
  public int number() {
    return number;
  }
}
