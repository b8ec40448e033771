package com.campaignconversions.commandline;

import static com.campaignconversions.results.Screen.left;

import com.campaignconversions.commandline.options.JobFileArgument;
import com.campaignconversions.database.Database;
import com.campaignconversions.publishing.runs.RunCountsJson;
import com.campaignconversions.publishing.runs.RunQueries;
import com.campaignconversions.publishing.runs.RunState;
import com.campaignconversions.publishing.schema.Schema;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.CommandResult;
import com.campaignconversions.results.Screen;
import com.campaignconversions.results.Screen.Item;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code runs}: the list of runs. */
@Command(
    name = "runs",
    description = "Lists the runs, newest first.",
    mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<CommandResult> {
  @Mixin private JobFileArgument jobFile = new JobFileArgument();

  @Option(
      names = "--limit",
      defaultValue = "20",
      paramLabel = "N",
      description = "How many at most (${DEFAULT-VALUE}).")
  private int limit = 20;

  @Override
  public CommandResult call() throws Exception {
    Database database = Database.of(jobFile.read());
    return new Runs(
        Schema.exists(database) ? RunQueries.list(database, Math.max(1, limit)) : List.of());
  }

  /** The runs, newest first. */
  private record Runs(List<RunState> runs) implements CommandResult {
    @Override
    public int exitCode() {
      return 0;
    }

    @Override
    public void writeTo(ObjectNode json) {
      json.put("exit_code", 0);
      ArrayNode list = json.putArray("runs");
      for (RunState run : runs) {
        ObjectNode one = list.addObject();
        one.put("run", run.id())
            .put("job", run.job())
            .put("kind", run.kind().name())
            .put("state", run.state().name())
            .put("started", run.started().toString())
            .put("ended", Objects.toString(run.ended(), null))
            .put("exit_code", run.exitCode())
            .put("version", run.version())
            .put("api_version", run.read().asking().apiVersion())
            .put("reason", reason(run));
        one.set("rows", RunCountsJson.rows(run.read().rows()));
      }
    }

    @Override
    public void print(Screen screen) {
      if (runs.isEmpty()) {
        screen.say("There is no run yet.");
        return;
      }
      if (!screen.table(runs, wide())) {
        screen.table(runs, narrow());
      }
      List<Item> reasons =
          runs.stream()
              .filter(run -> reason(run) != null)
              .map(run -> new Item("RUN " + run.id(), String.valueOf(reason(run))))
              .toList();
      if (!reasons.isEmpty()) {
        screen.emptyLine();
        if (screen.say(reasons).leftOut() > 0) {
          screen.say("--all has the reasons of all of them.");
        }
      }
    }

    private static List<ColumnData<RunState>> narrow() {
      return List.of(
          new Column().header("run").with(run -> Long.toString(run.id())),
          left("job").maxWidth(24).with(RunState::job),
          left("started").with(run -> Wording.local(run.started())),
          left("state").with(Runs::state),
          new Column().header("rows").with(run -> Wording.count(run.read().rows().read())),
          new Column().header("rejected").with(run -> Wording.count(run.read().rows().rejected())));
    }

    private static List<ColumnData<RunState>> wide() {
      List<ColumnData<RunState>> columns = new ArrayList<>(narrow());
      columns.add(2, left("kind").with(run -> run.kind().name()));
      columns.add(4, left("ended").with(run -> Wording.local(run.ended())));
      columns.add(left("version").with(RunState::version));
      return columns;
    }

    private static String state(RunState run) {
      if (run.stalled() != null) {
        return "RUNNING, STALLED";
      }
      Integer exitCode = run.exitCode();
      return exitCode == null ? run.state().name() : "exit code " + exitCode;
    }

    private static @Nullable String reason(RunState run) {
      return run.stalled() == null ? run.why() : run.stalled();
    }
  }
}
