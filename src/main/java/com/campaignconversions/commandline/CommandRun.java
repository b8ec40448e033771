package com.campaignconversions.commandline;

import com.campaignconversions.commandline.options.OutputOptions;
import com.campaignconversions.database.DatabaseException;
import com.campaignconversions.job.yaml.JobFileException;
import com.campaignconversions.job.yaml.JobFileException.JobFileProblem;
import com.campaignconversions.publishing.runs.ExitCode;
import com.campaignconversions.records.Spelling;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.results.CommandResult;
import com.campaignconversions.results.GitHubAnnotations;
import com.campaignconversions.results.Screen.Item;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** One command from its arguments to its answer, for a person or for a program. */
final class CommandRun {
  static final String FORMAT = "campaign-conversions/1";

  private static final Logger LOG = LoggerFactory.getLogger(CommandRun.class);

  private final PrintWriter out;
  private final PrintWriter err;

  /**
   * A command that answers there.
   *
   * @param out as it is: JSON escapes by itself, and a screen sees to what it shows
   */
  CommandRun(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  /** Runs it, and gives its exit code. */
  int execute(ParseResult parsed) {
    List<CommandLine> chain = parsed.asCommandLineList();
    CommandLine command = chain.get(chain.size() - 1);
    OutputOptions options = OutputOptions.of(command.getCommandSpec());
    options.applyToLog();
    int exitCode = new RunLast().execute(parsed);
    if (command.getExecutionResult() instanceof CommandResult result) {
      if (options.json()) {
        ObjectNode document = document(command);
        result.writeTo(document);
        print(document);
      } else {
        result.print(options.screen(out));
      }
      if (GitHubAnnotations.wanted()) {
        GitHubAnnotations.print(result.problems(), err);
      }
      exitCode = result.exitCode();
    }
    out.flush();
    return exitCode;
  }

  private static ObjectNode document(CommandLine command) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("format", FORMAT)
        .put("command", command.getCommandName());
  }

  private void print(ObjectNode document) {
    out.println(document.toPrettyString());
    out.flush();
  }

  /** A sentence for what a person can mend, the whole story for what only a developer can. */
  int failed(Exception problem, CommandLine command, ParseResult parsed) {
    OutputOptions options = OutputOptions.of(command.getCommandSpec());
    int exitCode;
    String sentence = String.valueOf(problem.getMessage());
    List<JobFileProblem> problems = List.of();
    if (problem instanceof CommandException known) {
      exitCode = known.exitCode();
    } else if (problem instanceof JobFileException jobFile) {
      exitCode = ExitCode.USAGE.number();
      problems = jobFile.problems();
    } else if (problem instanceof DatabaseException) {
      exitCode = ExitCode.FAILED.number();
    } else {
      exitCode = ExitCode.FAILED.number();
      sentence = "An unexpected error, which --verbose tells whole: " + problem;
    }
    LOG.debug("The command failed", problem);
    if (GitHubAnnotations.wanted()) {
      GitHubAnnotations.print(List.of(new Item("FAILS", sentence)), err);
    }
    if (options.json()) {
      print(failure(command, exitCode, sentence, problems));
    } else {
      err.println(sentence);
    }
    return exitCode;
  }

  private static ObjectNode failure(
      CommandLine command, int exitCode, String sentence, List<JobFileProblem> problems) {
    ObjectNode document = document(command).put("exit_code", exitCode).put("error", sentence);
    writeTo(document, problems);
    return document;
  }

  /** Adds the key {@code problems}, as every document that has it. */
  static void writeTo(ObjectNode document, List<JobFileProblem> problems) {
    ArrayNode listed = document.putArray("problems");
    for (JobFileProblem one : problems) {
      listed
          .addObject()
          .put("file", one.file())
          .put("line", one.line() == 0 ? null : (Integer) one.line())
          .put("key", one.key())
          .put("message", one.sentence());
    }
  }

  /** Where the command itself is wrong, what stands behind it says nothing. */
  private static List<String> meant(CommandLine command, String[] arguments) {
    if (command.getParent() != null || arguments.length == 0) {
      return List.of();
    }
    if (arguments[0].matches(".*\\.ya?ml")) {
      return List.of("run " + arguments[0]);
    }
    String nearest = Spelling.nearest(arguments[0], command.getSubcommands().keySet());
    return nearest == null
        ? new UnmatchedArgumentException(command, List.of(arguments[0])).getSuggestions()
        : List.of(nearest);
  }

  /** What cannot be made out of the arguments, and what may have been meant. */
  int misunderstood(ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    String sentence = String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
    // Where an option before it is wrong, it was not read.
    if (OutputOptions.of(command.getCommandSpec()).json()
        || Arrays.asList(arguments).contains("--output=json")) {
      print(failure(command, ExitCode.USAGE.number(), sentence, List.of()));
      return ExitCode.USAGE.number();
    }
    err.println(sentence);
    List<String> meant = meant(command, arguments);
    if (meant.isEmpty()) {
      UnmatchedArgumentException.printSuggestions(problem, err);
    } else {
      err.println(
          "Did you mean: "
              + meant.stream()
                  .map(name -> command.getCommandName() + " " + name)
                  .collect(Collectors.joining(" or "))
              + "?");
    }
    err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE.number();
  }
}
