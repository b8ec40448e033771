package com.campaignconversions.commandline;

import com.campaignconversions.commandline.options.OutputOptions;
import com.campaignconversions.commandline.seeing.ActionsCommand;
import com.campaignconversions.commandline.seeing.ExplainCommand;
import com.campaignconversions.commandline.seeing.ReportCommand;
import com.campaignconversions.commandline.seeing.VerifyCommand;
import com.campaignconversions.publishing.runs.ExitCode;
import com.campaignconversions.results.PrintableWriter;
import com.campaignconversions.running.FlinkHost;
import com.campaignconversions.running.ProductVersion;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The product's commands. */
@Command(
    name = "campaign-conversions",
    description = {
      "Reads Meta ad insights, stores the real conversions of each campaign in a database, and"
          + " judges every number.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      RetryCommand.class,
      AuditCommand.class,
      CheckCommand.class,
      StatusCommand.class,
      RunsCommand.class,
      ReportCommand.class,
      HistoryCommand.class,
      RollbackCommand.class,
      PruneCommand.class,
      ForgetCommand.class,
      VerifyCommand.class,
      InitCommand.class,
      ExplainCommand.class,
      ActionsCommand.class,
      AutoComplete.GenerateCompletion.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProductVersion.class,
    footer = {
      "",
      "Exit codes:",
      "  0  everything asked for is published and trusted",
      "  1  failed, or a client period was withheld: what was published before stands untouched",
      "  2  a bad command line or job file: nothing was started",
      "  3  published (or audited), but a client period is not trusted, or is not what is stored",
      "",
      "Begin with: java -jar campaign-conversions.jar init FOLDER"
    })
public final class Main {
  /** Names the process that waits for this one; when it ends, this one ends too. */
  public static final String PARENT = "campaign-conversions.parent";

  /** A file that the product takes away when it begins. */
  public static final String BEGUN = "campaign-conversions.begun";

  @Mixin
  @SuppressWarnings("UnusedVariable") // Its options belong to all commands, which ask for it.
  private OutputOptions outputOptions = new OutputOptions();

  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  Main() {}

  public static void main(String[] arguments) {
    begin();
    // What PostgreSQL's driver has to say it also throws; it does not write to this log.
    java.util.logging.Logger.getLogger("org.postgresql").setLevel(java.util.logging.Level.OFF);
    endWithParent();
    FlinkHost host = FlinkHost.current();
    if (host != null && host.isJobManager()) {
      runInJobManager(arguments);
    } else {
      System.exit(run(arguments));
    }
  }

  /** A JobManager must not be ended; it passes on what an exception says. */
  private static void runInJobManager(String[] arguments) {
    StringWriter lines = new StringWriter();
    PrintWriter out = new PrintWriter(lines);
    int exitCode = run(new CommandLine(new Main()).setOut(out).setErr(out), arguments);
    out.flush();
    if (exitCode != 0) {
      throw new IllegalStateException(lines + "(exit code " + exitCode + ")");
    }
    LOG.info("{}", lines);
  }

  /** Tells whoever started this JVM that it did start. */
  private static void begin() {
    String begun = System.getProperty(BEGUN);
    if (begun != null && !new File(begun).delete()) {
      LOG.debug("{} is gone already", begun);
    }
  }

  /** Killing what was started ends the job. */
  private static void endWithParent() {
    Long parent = Long.getLong(PARENT);
    if (parent == null) {
      return;
    }
    CompletableFuture<?> ended =
        ProcessHandle.of(parent)
            .<CompletableFuture<?>>map(ProcessHandle::onExit)
            .orElseGet(() -> CompletableFuture.completedFuture(parent));
    CompletableFuture<Void> unused = ended.thenRun(() -> System.exit(ExitCode.FAILED.number()));
  }

  /** Runs a command to its end; the exit code. */
  public static int run(String... arguments) {
    return run(new CommandLine(new Main()), arguments);
  }

  private static int run(CommandLine commands, String... arguments) {
    PrintWriter out = commands.getOut();
    // Its colours are control characters too.
    commands.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    commands.setOut(new PrintWriter(new PrintableWriter(out), true));
    commands.setErr(new PrintWriter(new PrintableWriter(commands.getErr()), true));
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    CommandRun run = new CommandRun(out, commands.getErr());
    commands.setExecutionStrategy(run::execute);
    commands.setExecutionExceptionHandler(run::failed);
    commands.setParameterExceptionHandler(run::misunderstood);
    if (arguments.length == 0) {
      commands.usage(commands.getErr());
      return ExitCode.USAGE.number();
    }
    return commands.execute(arguments);
  }
}
