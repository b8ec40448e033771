package com.campaignconversions.publishing;

import com.campaignconversions.database.Database;
import com.campaignconversions.insights.counts.RunCounts;
import com.campaignconversions.job.Job;
import com.campaignconversions.marketingapi.ApiVersions;
import com.campaignconversions.publishing.dashboard.DashboardCache;
import com.campaignconversions.publishing.runs.ExitRules;
import com.campaignconversions.publishing.runs.Run;
import com.campaignconversions.publishing.runs.RunHeartbeat;
import com.campaignconversions.publishing.runs.RunStore;
import com.campaignconversions.records.HeartbeatDoFn;
import com.campaignconversions.records.SerializedOnce;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the run: its counts and exit code, read from the outcomes in the database. A step of the
 * pipeline, so that it also happens where nobody waits for the pipeline.
 */
public final class FinishRun extends PTransform<PCollectionList<RunCounts>, PCollection<Integer>> {
  private static final Logger LOG = LoggerFactory.getLogger(FinishRun.class);
  private static final long serialVersionUID = 1;

  private final Job job;
  private final Run run;
  private final ExitRules rules;
  private final int step;
  private final transient List<PCollection<?>> before;

  private FinishRun(Job job, Run run, ExitRules rules, int step, List<PCollection<?>> before) {
    this.job = job;
    this.run = run;
    this.rules = rules;
    this.step = step;
    this.before = before;
  }

  /**
   * Applied to the counts of all rows read, of which there must be some.
   *
   * @param before what has to be done first: the outcomes and the rejections
   */
  public static FinishRun of(Job job, Run run, ExitRules rules, PCollection<?>... before) {
    return new FinishRun(job, run, rules, 0, List.of(before));
  }

  /**
   * This step, at the end of one of several: what was counted is kept until the run ends; 0 for the
   * whole.
   */
  public FinishRun onlyStep(int number) {
    return new FinishRun(job, run, rules, number, before);
  }

  /** The exit code: one element. */
  @Override
  public PCollection<Integer> expand(PCollectionList<RunCounts> counts) {
    return counts
        .apply("All is done", WaitForSteps.of(count -> 0, before))
        .apply("End the run", ParDo.of(new Finish(job, run, rules, step)));
  }

  /** Ends a run of several steps. */
  public static int afterSteps(Database database, Job job, Run run, ExitRules rules) {
    return end(database, job, run, RunStore.countsOfSteps(database, run), rules);
  }

  private static int end(Database database, Job job, Run run, RunCounts counts, ExitRules rules) {
    ApiVersions.Remark told = ApiVersions.of(counts.asking(), run.firstDay());
    String asked = counts.asking().version();
    // A version of which something is known is told before the first request, and told once.
    if (told != null && asked != null && ApiVersions.of(asked, run.firstDay()) == null) {
      LOG.warn(told.sentence());
    }
    DashboardCache.sweep(database, job, Instant.now());
    return RunStore.finish(database, run, counts, rules);
  }

  private static final class Finish
      extends HeartbeatDoFn<KV<Integer, Iterable<RunCounts>>, Integer> {
    private static final long serialVersionUID = 1;
    private final SerializedOnce<Job> job;
    private final Run run;
    private final ExitRules rules;
    private final int step;

    Finish(Job job, Run run, ExitRules rules, int step) {
      super(new RunHeartbeat(Database.of(job), run.id()));
      this.job = SerializedOnce.of(job);
      this.run = run;
      this.rules = rules;
      this.step = step;
    }

    @ProcessElement
    public void finish(
        @Element KV<Integer, Iterable<RunCounts>> counts, OutputReceiver<Integer> out) {
      Database database = Database.of(job.get());
      RunCounts rows = RunCounts.NONE;
      for (RunCounts count : counts.getValue()) {
        rows = rows.plus(count);
      }
      if (step > 0) {
        RunStore.finishStep(database, run, step, rows);
        out.output(0);
      } else {
        out.output(end(database, job.get(), run, rows, rules));
      }
    }
  }
}
