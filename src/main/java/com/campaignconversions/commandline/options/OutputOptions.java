package com.campaignconversions.commandline.options;

import com.campaignconversions.records.AtomicFile;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.results.Screen;
import com.campaignconversions.running.RunWatch;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** How a command shows what it found; the same for all of them. */
public final class OutputOptions {
  /** Where nobody says how wide it is, as in a file or a scheduler's log. */
  private static final int USUAL_COLUMNS = 120;

  private static final int FEWEST_COLUMNS = 60;

  /** How an answer or a log is written. */
  public enum Format {
    TEXT,
    JSON
  }

  @Option(
      names = "--output",
      scope = ScopeType.INHERIT,
      paramLabel = "FORMAT",
      description =
          "text, or json: one JSON document on standard output, and everything else on standard"
              + " error.")
  private Format output = Format.TEXT;

  @Option(
      names = "--all",
      scope = ScopeType.INHERIT,
      description = "Show everything, however long it becomes.")
  private boolean all;

  @Option(
      names = "--quiet",
      scope = ScopeType.INHERIT,
      description = "Log errors only, and print nothing where all is well.")
  private boolean quiet;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Log more, and where in the program something failed.")
  private boolean verbose;

  @Option(
      names = "--log-format",
      scope = ScopeType.INHERIT,
      paramLabel = "FORMAT",
      description = "text, or json: a JSON object for each line of the log.")
  private Format logFormat = Format.TEXT;

  /** Those of the command line that a command stands in. */
  public static OutputOptions of(CommandSpec command) {
    return (OutputOptions)
        Objects.requireNonNull(command.root().mixins().get("outputOptions")).userObject();
  }

  /**
   * Looks whether a file can be written before anything else is done for it.
   *
   * @param option that names it, such as {@code --file}
   */
  public static void checkWritable(String option, Path file) throws CommandException {
    if (!AtomicFile.canBeWritten(file)) {
      throw CommandException.usage(
          option + "=" + file + ": no file can be written there; does its folder exist?");
    }
  }

  public boolean json() {
    return output == Format.JSON;
  }

  /** Whether everything is to be shown, however long it becomes. */
  public boolean all() {
    return all;
  }

  /** Whether every number is wanted, and not only what a screen has room for. */
  public boolean whole() {
    return json() || all;
  }

  public void applyToLog() {
    Log.configure(logFormat == Format.JSON, quiet, verbose);
  }

  /** As wide as the terminal, or as {@code COLUMNS} says. */
  public Screen screen(PrintWriter out) {
    return new Screen(out, columns(), all, quiet, Ansi.AUTO.enabled() ? Ansi.ON : Ansi.OFF);
  }

  private static int columns() {
    String columns = System.getenv("COLUMNS");
    if (columns != null && columns.matches("[1-9][0-9]{0,4}")) {
      return Math.max(FEWEST_COLUMNS, Integer.parseInt(columns));
    }
    return RunWatch.atTerminal()
        ? Math.max(FEWEST_COLUMNS, new UsageMessageSpec().autoWidth(true).width())
        : USUAL_COLUMNS;
  }
}
