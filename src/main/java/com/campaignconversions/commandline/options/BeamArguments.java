package com.campaignconversions.commandline.options;

import com.campaignconversions.job.Job;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.running.BeamOptions;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Every {@code --name=value} or {@code --name value} that no command knows: a pipeline option. */
public final class BeamArguments {
  private BeamArguments() {}

  /**
   * The job file's options, and before them those of the command line.
   *
   * @param arguments that the command does not know
   * @throws CommandException if Beam does not know one either, with the name that may be meant
   */
  public static PipelineOptions options(Job job, List<String> arguments, CommandSpec command)
      throws CommandException {
    List<String> joined = joined(arguments);
    try {
      return BeamOptions.of(job, joined);
    } catch (CommandException e) {
      for (String argument : joined) {
        List<String> meant =
            new UnmatchedArgumentException(command.commandLine(), List.of(argument))
                .getSuggestions();
        String name = argument.split("=", 2)[0];
        if (!meant.isEmpty() && String.valueOf(e.getMessage()).startsWith(name + ":")) {
          throw CommandException.usage(
              name
                  + ": neither "
                  + command.name()
                  + " nor Beam has such an option; did you mean "
                  + String.join(", or ", meant)
                  + "?");
        }
      }
      throw e;
    }
  }

  /** A value may stand behind a blank, as it may with the command's own options. */
  private static List<String> joined(List<String> arguments) {
    List<String> joined = new ArrayList<>();
    for (String argument : arguments) {
      int last = joined.size() - 1;
      if (last >= 0
          && !argument.startsWith("--")
          && joined.get(last).startsWith("--")
          && !joined.get(last).contains("=")) {
        joined.set(last, joined.get(last) + "=" + argument);
      } else {
        joined.add(argument);
      }
    }
    return joined;
  }
}
