package com.campaignconversions.insights.files;

import com.campaignconversions.insights.rows.InsightParser;
import com.campaignconversions.insights.rows.ReadDoFn;
import com.campaignconversions.insights.rows.ReadPlan;
import com.campaignconversions.insights.rows.RowRouter;
import com.campaignconversions.insights.rows.WorkSource;
import java.util.List;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.jspecify.annotations.Nullable;

/** Reads files, many small ones or a part of a large one in one go. */
public final class ReadFiles extends PTransform<PBegin, PCollectionTuple> {
  private final ReadPlan plan;
  private final List<WorkList> workLists;

  private ReadFiles(ReadPlan plan, List<WorkList> workLists) {
    this.plan = plan;
    this.workLists = workLists;
  }

  public static ReadFiles of(ReadPlan plan, List<InsightFile> files) {
    return new ReadFiles(
        plan, WorkList.of(files, plan.parallelism(), InsightFileReader::isJsonLines));
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    return WorkSource.inParallel(
        begin, "Work lists", workLists, WorkList.class, "Read files", new ReadWorkList(plan));
  }

  private static final class ReadWorkList extends ReadDoFn<WorkList> {
    private transient @Nullable InsightFileReader reader;

    ReadWorkList(ReadPlan plan) {
      super(plan);
    }

    @ProcessElement
    public void process(@Element WorkList workList, MultiOutputReceiver out) {
      InsightFileReader files = reader;
      if (files == null) {
        files = new InsightFileReader(InsightParser.of(job()));
        reader = files;
      }
      RowRouter rows = sorted(out);
      for (WorkList.Part part : workList.parts()) {
        files.read(part, rows);
        if (part.start() == 0) {
          Metrics.counter("campaign-conversions", "files read").inc();
        }
      }
      rows.finish();
    }
  }
}
