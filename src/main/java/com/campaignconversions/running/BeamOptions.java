package com.campaignconversions.running;

import com.campaignconversions.job.Job;
import com.campaignconversions.results.CommandException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.PipelineOptionsValidator;

/** Beam's pipeline options: the job file's, and before them the command line's. */
public final class BeamOptions {
  /** Flink's client or JobManager that runs this program, or this JVM where there is none. */
  private static final String HOST = "[auto]";

  private static final Pattern UNKNOWN =
      Pattern.compile("missing a property named '([^']*)'\\.(?: Did you mean '([^']*)')?");

  private BeamOptions() {}

  /**
   * Reads the options. What nobody names is Beam's default, but for DirectRunner's checks of every
   * element, which are on only where this JVM's assertions are ({@code java -ea}).
   *
   * @param arguments {@code --name=value} that no command knows
   * @throws CommandException if Beam does not know an option either, or cannot read its value
   */
  public static PipelineOptions of(Job job, List<String> arguments) throws CommandException {
    Map<String, String> options = new LinkedHashMap<>();
    job.pipelineOptions().forEach((name, value) -> options.put(name, "--" + name + "=" + value));
    for (String argument : arguments) {
      if (!argument.startsWith("--") || argument.length() == 2) {
        throw CommandException.usage(
            argument
                + ": no such argument; a job file comes right behind the command, and options begin"
                + " with --");
      }
      String name = argument.substring(2).split("=", 2)[0];
      options.put(name, argument.contains("=") ? argument : argument + "=true");
    }
    FlinkHost host = FlinkHost.current();
    if (host != null) {
      follow(host, options);
    }
    options.putIfAbsent("jobName", "--jobName=" + job.name().replaceAll("[^a-zA-Z0-9-]", "-"));
    PipelineOptions read;
    try {
      read =
          PipelineOptionsFactory.fromArgs(new ArrayList<>(options.values()).toArray(String[]::new))
              .create();
      PipelineOptionsValidator.validate(PipelineOptions.class, read);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(refused(String.valueOf(e.getMessage())));
    }
    if (isDirect(read)) {
      DirectOptions direct = read.as(DirectOptions.class);
      // So that progress can be shown; the command waits itself.
      direct.setBlockOnRun(false);
      // Checks of every element, for pipelines under development; Beam has them on.
      boolean developing = BeamOptions.class.desiredAssertionStatus();
      if (!options.containsKey("enforceImmutability")) {
        direct.setEnforceImmutability(developing);
      }
      if (!options.containsKey("enforceEncodability")) {
        direct.setEnforceEncodability(developing);
      }
    }
    return read;
  }

  private static String refused(String message) {
    String line = message.lines().findFirst().orElse("");
    Matcher unknown = UNKNOWN.matcher(line);
    if (!unknown.find()) {
      return "Beam does not take an option as it stands: " + line;
    }
    String meant = unknown.group(2);
    return "--"
        + unknown.group(1)
        + ": neither this command nor Beam has such an option"
        + (meant == null ? "" : "; did you mean --" + meant + "?");
  }

  /** Whoever starts the program with Flink's own client has said where it runs. */
  private static void follow(FlinkHost host, Map<String, String> options) {
    options.put("runner", "--runner=FlinkRunner");
    options.put("flinkMaster", "--flinkMaster=" + HOST);
    options.putIfAbsent("parallelism", "--parallelism=" + host.parallelism());
    if (!host.isAttached()) {
      options.put("attachedMode", "--attachedMode=false");
    }
  }

  static boolean isDirect(PipelineOptions options) {
    return options.getRunner() == DirectRunner.class;
  }

  /** Whether the steps run in this JVM. */
  public static boolean isLocal(PipelineOptions options) {
    if (options.getRunner() != FlinkRunner.class) {
      return isDirect(options);
    }
    String master = options.as(FlinkPipelineOptions.class).getFlinkMaster();
    return List.of("[local]", "[collection]").contains(master)
        || (master.equals(HOST) && FlinkHost.current() == null);
  }

  /** Whether the command only hands the job over to a cluster. */
  public static boolean isDetached(PipelineOptions options) {
    return !isLocal(options)
        && options.getRunner() == FlinkRunner.class
        && !options.as(FlinkPipelineOptions.class).getAttachedMode();
  }

  /** How many workers the runner is told to use. */
  static int parallelism(PipelineOptions options) {
    if (isDirect(options)) {
      return options.as(DirectOptions.class).getTargetParallelism();
    }
    if (options.getRunner() == FlinkRunner.class) {
      return Math.max(1, options.as(FlinkPipelineOptions.class).getParallelism());
    }
    return Runtime.getRuntime().availableProcessors();
  }
}
