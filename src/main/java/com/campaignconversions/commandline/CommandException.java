package com.campaignconversions.commandline;

import com.campaignconversions.publishing.ExitCode;

/** A command that ends with a message for the person who gave it, and an exit code. */
final class CommandException extends Exception {
  private final ExitCode exitCode;

  private CommandException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  static CommandException usage(String message) {
    return new CommandException(ExitCode.USAGE, message);
  }

  static CommandException failed(String message) {
    return new CommandException(ExitCode.FAILED, message);
  }

  int exitCode() {
    return exitCode.number();
  }
}
