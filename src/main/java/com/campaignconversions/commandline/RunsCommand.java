package com.campaignconversions.commandline;

import static com.campaignconversions.results.TextTable.left;

import com.campaignconversions.database.Database;
import com.campaignconversions.publishing.runs.RunQueries;
import com.campaignconversions.publishing.runs.RunState;
import com.campaignconversions.publishing.schema.Schema;
import com.campaignconversions.results.TextTable;
import com.github.freva.asciitable.Column;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code runs}: the list of runs. */
@Command(
    name = "runs",
    description = "Lists the runs, newest first.",
    mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private JobFileArgument jobFile = new JobFileArgument();

  @Option(
      names = "--limit",
      defaultValue = "20",
      paramLabel = "N",
      description = "How many at most (${DEFAULT-VALUE}).")
  private int limit = 20;

  @Override
  public Integer call() throws Exception {
    Database database = Database.of(jobFile.read());
    PrintWriter out = spec.commandLine().getOut();
    List<RunState> runs =
        Schema.exists(database) ? RunQueries.list(database, Math.max(1, limit)) : List.of();
    if (runs.isEmpty()) {
      out.println("There is no run yet.");
    } else {
      out.println(
          TextTable.of(
              runs,
              List.of(
                  new Column().header("run").with(run -> Long.toString(run.id())),
                  left("job").with(RunState::job),
                  left("kind").with(run -> run.kind().name()),
                  left("started").with(run -> run.started().toString()),
                  left("ended").with(run -> run.ended() == null ? "" : run.ended().toString()),
                  left("state")
                      .with(run -> run.stalled() == null ? run.state().name() : "RUNNING, STALLED"),
                  new Column()
                      .header("exit code")
                      .with(run -> run.exitCode() == null ? "" : run.exitCode().toString()),
                  new Column().header("rows").with(run -> Long.toString(run.read().rows().read())),
                  new Column()
                      .header("rejected")
                      .with(run -> Long.toString(run.read().rows().rejected())),
                  left("version").with(RunState::version),
                  left("reason").maxWidth(60).with(run -> run.why() == null ? "" : run.why()))));
    }
    out.flush();
    return 0;
  }
}
