package com.campaignconversions.commandline;

/** A command that ends with a message for the person who gave it, and an exit code. */
final class CommandException extends Exception {
  /** Failed, or something was withheld. */
  static final int FAILED = 1;

  /** A bad command line or job file: nothing was started. */
  static final int USAGE = 2;

  private final int exitCode;

  private CommandException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  static CommandException usage(String message) {
    return new CommandException(USAGE, message);
  }

  static CommandException failed(String message) {
    return new CommandException(FAILED, message);
  }

  int exitCode() {
    return exitCode;
  }
}
