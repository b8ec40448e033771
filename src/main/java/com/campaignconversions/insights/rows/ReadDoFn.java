package com.campaignconversions.insights.rows;

import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.job.Job;
import com.campaignconversions.records.HeartbeatDoFn;
import com.campaignconversions.records.SerializedOnce;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/** Reads elements of one kind of source into blocks of rows by shard, rejections and counts. */
public abstract class ReadDoFn<T> extends HeartbeatDoFn<T, KV<Integer, byte[]>> {
  private static final long serialVersionUID = 1;

  private final SerializedOnce<Job> job;
  private final SerializedOnce<WantedPeriods> wanted;
  private final int shards;
  private transient @Nullable Admission admission;

  protected ReadDoFn(ReadPlan plan) {
    super(plan.heartbeat());
    this.job = SerializedOnce.of(plan.job());
    this.wanted = SerializedOnce.of(plan.wanted());
    this.shards = plan.shards();
  }

  protected final Job job() {
    return job.get();
  }

  /** Which rows are of use; one a worker, as it takes time to make. */
  protected final Admission admission() {
    Admission made = admission;
    if (made == null) {
      made = new Admission(job.get(), wanted.get());
      admission = made;
    }
    return made;
  }

  /** Where the rows of one element go; each block that is full is a movement of the run. */
  protected final RowRouter sorted(MultiOutputReceiver out) {
    return new RowRouter(admission(), shards, out, this::moved);
  }
}
