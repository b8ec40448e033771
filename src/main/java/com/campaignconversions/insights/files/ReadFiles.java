package com.campaignconversions.insights.files;

import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.insights.rows.Admission;
import com.campaignconversions.insights.rows.InsightParser;
import com.campaignconversions.insights.rows.Portions;
import com.campaignconversions.insights.rows.SortedRows;
import com.campaignconversions.job.Job;
import com.campaignconversions.records.Carried;
import java.util.List;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.jspecify.annotations.Nullable;

/** Reads files, many small ones or a part of a large one in one go. */
public final class ReadFiles extends PTransform<PBegin, PCollectionTuple> {
  private final Job job;
  private final WantedPeriods wanted;
  private final List<WorkList> workLists;
  private final int shards;

  private ReadFiles(Job job, WantedPeriods wanted, List<WorkList> workLists, int shards) {
    this.job = job;
    this.wanted = wanted;
    this.workLists = workLists;
    this.shards = shards;
  }

  public static ReadFiles of(
      Job job, WantedPeriods wanted, List<InsightFile> files, int parallelism, int shards) {
    return new ReadFiles(
        job, wanted, WorkList.of(files, parallelism, InsightFileReader::isJsonLines), shards);
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    return Portions.inParallel(
        begin,
        "Work lists",
        workLists,
        WorkList.class,
        "Read files",
        new ReadWorkList(job, wanted, shards));
  }

  private static final class ReadWorkList extends DoFn<WorkList, KV<Integer, byte[]>> {
    private final Carried<Job> job;
    private final Carried<WantedPeriods> wanted;
    private final int shards;
    private transient @Nullable InsightFileReader reader;
    private transient @Nullable Admission admission;

    ReadWorkList(Job job, WantedPeriods wanted, int shards) {
      this.job = Carried.of(job);
      this.wanted = Carried.of(wanted);
      this.shards = shards;
    }

    @ProcessElement
    public void process(@Element WorkList workList, MultiOutputReceiver out) {
      InsightFileReader files = reader;
      Admission admits = admission;
      if (files == null || admits == null) {
        files = new InsightFileReader(InsightParser.of(job.get()));
        admits = new Admission(job.get(), wanted.get());
        reader = files;
        admission = admits;
      }
      SortedRows rows = new SortedRows(admits, shards, out);
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
