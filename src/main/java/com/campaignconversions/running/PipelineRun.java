package com.campaignconversions.running;

import com.campaignconversions.ConversionsPipeline;
import com.campaignconversions.ConversionsPipeline.Plan;
import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.conversions.history.History;
import com.campaignconversions.database.Database;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.insights.files.MatchedFiles;
import com.campaignconversions.insights.graph.FetchedBatch;
import com.campaignconversions.insights.graph.FetchedPeriod;
import com.campaignconversions.insights.graph.FetchedPeriods;
import com.campaignconversions.insights.graph.GraphAccount;
import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.job.InsightFiles;
import com.campaignconversions.job.Job;
import com.campaignconversions.marketingapi.Time;
import com.campaignconversions.publishing.FinishRun;
import com.campaignconversions.publishing.runs.CatalogueDigest;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.runs.ExitRules;
import com.campaignconversions.publishing.runs.OutcomeStore;
import com.campaignconversions.publishing.runs.Run;
import com.campaignconversions.publishing.runs.RunQueries;
import com.campaignconversions.publishing.runs.RunStore;
import com.campaignconversions.reconciliation.ReferenceReader;
import com.campaignconversions.reconciliation.ReferenceTotals;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.CommandException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pipeline, run once and watched to its end.
 *
 * @param database where it publishes to, prepared
 * @param history what is published already, which may be elsewhere in a dry run
 * @param limits of its steps
 * @param rehearsal whether the database is one that ends with the command
 */
public record PipelineRun(
    Job job,
    PipelineOptions options,
    List<InsightFile> files,
    WantedPeriods wanted,
    Database database,
    History history,
    ExitRules exitRules,
    boolean acceptShrink,
    Step.Limits limits,
    boolean rehearsal) {
  private static final Logger LOG = LoggerFactory.getLogger(PipelineRun.class);
  private static final int MOST_NAMED = 3;

  /**
   * The files that the job names, of all periods; none where its insights are elsewhere.
   *
   * @throws CommandException if a pattern matches nothing
   */
  public static List<InsightFile> files(Job job, PipelineOptions options) throws CommandException {
    return files(job, options, MatchedFiles::of);
  }

  /**
   * The files that the job names, of these periods only where the paths name the period; perhaps
   * none.
   */
  public static List<InsightFile> files(
      Job job, PipelineOptions options, Collection<Period> periods) throws CommandException {
    return files(job, options, insights -> MatchedFiles.of(insights, periods));
  }

  private interface Matching {
    MatchedFiles of(InsightFiles insights) throws IOException;
  }

  private static List<InsightFile> files(Job job, PipelineOptions options, Matching matching)
      throws CommandException {
    if (!(job.insights() instanceof InsightFiles insights)) {
      return List.of();
    }
    FileSystems.setDefaultPipelineOptions(options);
    String place = insights.place() + ": insights.files: ";
    MatchedFiles matched;
    try {
      matched = matching.of(insights);
    } catch (IllegalArgumentException e) {
      // A scheme that no file system on the class path serves.
      throw CommandException.usage(place + e.getMessage());
    } catch (IOException e) {
      throw CommandException.failed(place + e.getMessage());
    }
    if (!matched.unmatched().isEmpty()) {
      throw CommandException.usage(
          place + "no file matches " + String.join(", nor ", matched.unmatched()));
    }
    return matched.files();
  }

  /**
   * Runs it, in steps where the source can be asked for each period; what a run of the same client
   * periods found final before it was stopped is not read again.
   *
   * @return the run, whose outcomes are in the database; on a cluster that is not waited for, they
   *     will be
   */
  public Run toItsEnd(Instant now) throws CommandException {
    return toItsEnd(now, run -> {});
  }

  /**
   * Runs it as {@link #toItsEnd(Instant)} does.
   *
   * @param started is given the run as soon as it has a number, also where it fails later
   */
  public Run toItsEnd(Instant now, Consumer<Run> started) throws CommandException {
    RunQueries.Last stopped = job.insights().isAskedPerPeriod() ? stopped() : null;
    Set<Instant> goesOnBehind =
        isFetchedHere() ? RunQueries.startsOfStopped(database, job) : Set.of();
    Run run = RunStore.start(database, job, ProductVersion.text(), now, wanted);
    started.accept(run);
    WantedPeriods left =
        stopped == null
            ? wanted
            : wanted.without(OutcomeStore.takeOver(database, run, stopped.run().id()));
    List<Step> steps =
        left.size() == 0 || isFetchedHere()
            ? List.of()
            : Step.of(job.insights(), left, files, limits);
    LOG.info(
        "{}: {} of {} wanted{}{}",
        name(run),
        Wording.counted(wanted.size(), "client period"),
        Wording.counted(wanted.byClient().size(), "client"),
        job.insights() instanceof InsightFiles ? ", " + Wording.counted(files.size(), "file") : "",
        steps.size() < 2 ? "" : ", in " + steps.size() + " steps");
    for (InsightFile file : files) {
      if (file.size() == 0) {
        LOG.warn("{} is empty (0 bytes): export it again", file.source());
      }
    }
    if (left.size() < wanted.size() && stopped != null) {
      LOG.info(
          "{} goes on where run {} was stopped: {} client periods are done",
          name(run),
          stopped.run().id(),
          wanted.size() - left.size());
    }
    ReferenceTotals reference =
        left.size() == 0 ? ReferenceTotals.NONE : ReferenceReader.read(job, left);
    if (reference.failure() != null) {
      LOG.warn("Nothing is compared with the reference: {}", reference.failure());
    }
    reference.leftOut().forEach(what -> LOG.warn("Left out of the reference: {}", what));
    try (RunWatch watch =
        RunWatch.over(
            database,
            run,
            !BeamOptions.isLocal(options),
            steps.stream().mapToLong(step -> step.files().size()).sum(),
            left.size())) {
      if (steps.size() == 1) {
        run(run, steps.get(0), 0, "", reference, watch);
      } else if (job.insights() instanceof GraphInsights graph && isFetchedHere()) {
        asFetched(graph, run, left, goesOnBehind, reference, watch);
      } else {
        for (int number = 1; number <= steps.size(); number++) {
          step(run, steps, number, now, reference, watch);
        }
        FinishRun.afterSteps(database, job, run, exitRules);
      }
      watch.finished();
      if (!BeamOptions.isDetached(options)) {
        sampleCampaigns(run);
      }
    } catch (RuntimeException e) {
      // Each runner wraps what stopped it in types of its own.
      throw failed(run, e);
    } catch (Error e) {
      RunWatch.because(database, run, e.toString());
      throw e;
    }
    return run;
  }

  /**
   * A line for each client period by which a person sees that campaigns have numbers of their own.
   */
  private void sampleCampaigns(Run run) {
    for (ClientPeriodOutcome outcome : OutcomeStore.outcomes(database, run.id())) {
      if (outcome.sample() != null) {
        LOG.info("Sample campaign verification: {}: {}", outcome.clientPeriod(), outcome.sample());
      }
    }
  }

  /** The last run, if it was to do just this in just this way and did not come to its end. */
  private RunQueries.@Nullable Last stopped() {
    RunQueries.Last last = RunQueries.last(database, job).orElse(null);
    return last != null
            && wanted.equals(last.wanted())
            && last.run().version().equals(ProductVersion.text())
            && last.run().catalogue().equals(CatalogueDigest.of(job))
        ? last
        : null;
  }

  /** Whether this process asks the Marketing API, and not the workers of a cluster. */
  private boolean isFetchedHere() {
    return job.insights() instanceof GraphInsights && BeamOptions.isLocal(options);
  }

  /** In steps of what is whole, while the rest is still asked for; in one, where that is quick. */
  private void asFetched(
      GraphInsights source,
      Run run,
      WantedPeriods wanted,
      Set<Instant> goesOnBehind,
      ReferenceTotals reference,
      RunWatch watch) {
    FileSystems.setDefaultPipelineOptions(options);
    WantedPeriods left = wanted;
    List<GraphAccount> accounts = GraphAccount.of(job, wanted, run.started());
    try (FetchedPeriods fetching =
        FetchedPeriods.ask(
            job,
            source,
            accounts,
            Time.Real.REAL,
            run.started(),
            goesOnBehind,
            new FetchedPeriods.Batching(limits.patience(), limits.clientPeriods()),
            watch::moved)) {
      watch.beforeStop(fetching::stop);
      for (int number = 1; left.size() > 0; number++) {
        FetchedBatch fetched = fetching.next();
        if (fetching.isStopped() && fetched.periods().isEmpty()) {
          break;
        }
        WantedPeriods whole =
            fetching.isDone()
                ? left
                : left.among(fetched.periods().stream().map(FetchedPeriod::clientPeriod).toList());
        Step step = new Step(whole, List.of(), fetched);
        if (number == 1 && fetching.isDone()) {
          run(run, step, 0, "", reference, watch);
          return;
        }
        left = left.without(Set.copyOf(whole.clientPeriods()));
        String name = "step " + number;
        step(run, step, number, name, reference, watch);
        LOG.info(
            "{} is done: {}; {}",
            name,
            Wording.counted(whole.size(), "client period"),
            left.size() == 0
                ? "nothing is left"
                : "%d of %s are still asked for"
                    .formatted(left.size(), Wording.some(fetching.clientsLeft(), MOST_NAMED)));
      }
    } finally {
      watch.nothingLeft();
    }
    if (left.size() > 0) {
      watch.waitForStop();
    }
    FinishRun.afterSteps(database, job, run, exitRules);
  }

  private void step(
      Run run,
      List<Step> steps,
      int number,
      Instant started,
      ReferenceTotals reference,
      RunWatch watch) {
    Step step = steps.get(number - 1);
    String ofAll = "step %d of %d".formatted(number, steps.size());
    step(run, step, number, ofAll, reference, watch);
    Duration remaining = watch.remaining(Duration.between(started, Instant.now()));
    LOG.info(
        "{} is done: {}{}",
        ofAll,
        step.periods(),
        number == steps.size()
            ? ""
            : "; about %d:%02d:%02d to go"
                .formatted(
                    remaining.toHours(), remaining.toMinutesPart(), remaining.toSecondsPart()));
  }

  /** A step that fails costs its own client periods, and no others. */
  private void step(
      Run run, Step step, int number, String name, ReferenceTotals reference, RunWatch watch) {
    try {
      run(run, step, number, name + ", ", reference, watch);
    } catch (RuntimeException e) {
      String why = FailureReason.of(e);
      LOG.debug("{} failed", name, e);
      String reason =
          "%s (%s) failed: %s; run `retry`"
              .formatted(name, step.periods(), why == null ? FailureReason.unexpected(e) : why);
      LOG.error(reason);
      int withheld = OutcomeStore.withhold(database, run, step.wanted().clientPeriods(), reason);
      LOG.error("{}: {} client periods are withheld", name, withheld);
    }
    watch.stepDone(step);
  }

  private void run(
      Run run, Step step, int number, String remark, ReferenceTotals reference, RunWatch watch) {
    if (!BeamOptions.isLocal(options)) {
      runOnce(run, step, number, remark, reference, watch);
      return;
    }
    new JdbcRestarts(database, remark + name(run))
        .run(() -> runOnce(run, step, number, remark, reference, watch));
  }

  private void runOnce(
      Run run, Step step, int number, String remark, ReferenceTotals reference, RunWatch watch) {
    Pipeline pipeline = Pipeline.create(options);
    ConversionsPipeline.assemble(
        pipeline,
        new Plan(
            job,
            step.files(),
            step.fetched(),
            step.wanted(),
            database,
            history,
            reference,
            run,
            exitRules,
            acceptShrink,
            number,
            BeamOptions.parallelism(options)));
    PipelineResult result = pipeline.run();
    if (!BeamOptions.isDetached(options)) {
      watch.follow(result, step, remark);
      result.waitUntilFinish();
    }
  }

  /** A rehearsal has no number that anybody could ask for. */
  private String name(Run run) {
    return rehearsal ? "Dry run" : "Run " + run.id();
  }

  private CommandException failed(Run run, RuntimeException problem) {
    String known = FailureReason.of(problem);
    String why = known == null ? FailureReason.unexpected(problem) : known;
    LOG.debug("{} failed", name(run), problem);
    RunWatch.because(database, run, known == null ? RunWatch.UNEXPECTED : known);
    return CommandException.failed(
        name(run) + " failed: " + why + "; what was published before stands untouched");
  }
}
