package com.campaignconversions.commandline;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A command's end, and what it printed.
 *
 * @param out in one line, wherever the screen ended
 * @param err without what is logged, which may come from what an earlier test left open
 */
record Answer(int exitCode, String out, String err) {
  /** A line of the log, with the trace that follows it where another test had asked for traces. */
  private static final Pattern LOGGED =
      Pattern.compile(
          "(?m)^\\d\\d:\\d\\d:\\d\\d\\.\\d{3} .*\\n"
              + "([\\w.$]+(Exception|Error)\\b.*\\n(\\t.*\\n|Caused by: .*\\n)*)?");

  /** Runs it in this JVM. */
  static Answer to(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream oldOut = System.out;
    PrintStream oldErr = System.err;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      int exitCode = Main.run(arguments);
      return new Answer(
          exitCode,
          out.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " "),
          LOGGED.matcher(err.toString(StandardCharsets.UTF_8)).replaceAll(""));
    } finally {
      System.setOut(oldOut);
      System.setErr(oldErr);
    }
  }
}
