package com.campaignconversions.results;

import com.campaignconversions.publishing.runs.ExitCode;

/** A command that ends with a message for the person who gave it, and an exit code. */
public final class CommandException extends Exception {
  private final ExitCode exitCode;

  private CommandException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public static CommandException usage(String message) {
    return new CommandException(ExitCode.USAGE, message);
  }

  public static CommandException failed(String message) {
    return new CommandException(ExitCode.FAILED, message);
  }

  public int exitCode() {
    return exitCode.number();
  }
}
