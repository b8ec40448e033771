package com.campaignconversions.insights;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.insights.RejectedInsight.Reason;
import java.util.EnumMap;
import java.util.Map;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn.MultiOutputReceiver;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sorts what is read in one go into blocks by shard, rejections and counts. */
final class SortedRows implements RowSink {
  private static final Logger LOG = LoggerFactory.getLogger(ReadInsights.class);
  private static final int FULL_BLOCK = 48 << 10;

  private final Admission admission;
  private final int shards;
  private final MultiOutputReceiver out;
  private final InsightBlock.Writer[] blocks;
  private final Map<Reason, Long> rejections = new EnumMap<>(Reason.class);
  private long read;
  private long rejected;
  private long skipped;
  private long rejectedEntries;
  private long brokenDown;

  SortedRows(Admission admission, int shards, MultiOutputReceiver out) {
    this.admission = admission;
    this.shards = shards;
    this.out = out;
    this.blocks = new InsightBlock.Writer[shards];
  }

  @Override
  public void row(Origin origin, InsightRow row) {
    read++;
    Admission.Decision decision = admission.decide(row, origin.rank());
    if (decision instanceof Admission.Admitted admitted
        && holds(origin, admitted.insight().clientPeriod())) {
      Insight insight = admitted.insight();
      block(insight.clientPeriod().clientId()).row(insight);
      if (row.actionsBrokenDown && brokenDown++ == 0) {
        LOG.warn(
            "{} ({}): actions are split by destination, target or the like, and then Meta leaves out"
                + " those in apps: conversions may be missing; have them extracted by action_type"
                + " alone",
            origin.source(),
            row.position);
      }
      for (InsightRow.RejectedEntry entry : row.rejectedEntries) {
        rejectedEntries++;
        reject(
            origin,
            entry.position(),
            insight.clientPeriod(),
            entry.reason(),
            entry.detail(),
            entry.payload());
      }
    } else if (decision instanceof Admission.Refused refused) {
      rejected++;
      if (refused.clientId() != null && refused.period() != null) {
        ClientPeriod clientPeriod = new ClientPeriod(refused.clientId(), refused.period());
        if (admission.wants(clientPeriod) && holds(origin, clientPeriod)) {
          block(clientPeriod.clientId()).rejected(clientPeriod, origin.rank());
        }
      }
      out.get(ReadInsights.REJECTED)
          .output(
              new RejectedInsight(
                  origin.source(),
                  row.position,
                  refused.clientId(),
                  refused.period() == null ? null : refused.period().id(),
                  refused.reason(),
                  refused.detail(),
                  row.payload()));
      rejections.merge(refused.reason(), 1L, Long::sum);
    } else {
      skipped++;
    }
  }

  @Override
  public void rejected(
      Origin origin, String position, Reason reason, String detail, String payload) {
    read++;
    rejected++;
    reject(origin, position, null, reason, detail, payload);
  }

  @Override
  public void page(Origin origin, Page page) {}

  @Override
  public void broken(Origin origin, String reason, @Nullable InsightRow unfinished) {
    LOG.warn("{} is incomplete: {}", origin.source(), reason);
    ClientPeriod sighted = unfinished == null ? null : admission.sighting(unfinished);
    if (sighted != null && holds(origin, sighted)) {
      block(sighted.clientId()).sighted(sighted, origin.rank());
    }
    for (int shard = 0; shard < shards; shard++) {
      block(shard).brokenFile(origin.rank(), origin.source() + ": " + reason);
    }
  }

  @Override
  public void unfinished(Origin origin, ClientPeriod clientPeriod, String reason) {
    LOG.warn("{} was not read to its end: {}", origin.source(), reason);
    block(clientPeriod.clientId()).unfinished(clientPeriod, origin.source() + ": " + reason);
  }

  @Override
  public void unreadable(Origin origin, String reason) {
    LOG.error("{} cannot be read: {}", origin.source(), reason);
    if (origin.periods().isEmpty()) {
      for (int shard = 0; shard < shards; shard++) {
        block(shard).unreadableFile(origin.source() + ": " + reason);
      }
      return;
    }
    // It may hold rows of any client, but only of its own periods.
    for (ClientPeriod clientPeriod : admission.wanted().clientPeriods()) {
      if (holds(origin, clientPeriod)) {
        block(clientPeriod.clientId()).sighted(clientPeriod, origin.rank());
      }
    }
    for (int shard = 0; shard < shards; shard++) {
      block(shard).brokenFile(origin.rank(), origin.source() + " cannot be read: " + reason);
    }
  }

  /** Rows that stand in the file of another period are that period's own file's to tell. */
  private static boolean holds(Origin origin, ClientPeriod clientPeriod) {
    return origin.periods().isEmpty() || origin.periods().contains(clientPeriod.period());
  }

  void finish() {
    for (int shard = 0; shard < shards; shard++) {
      if (blocks[shard] != null) {
        out.get(ReadInsights.ROWS).output(KV.of(shard, blocks[shard].take()));
      }
    }
    out.get(ReadInsights.COUNTS)
        .output(new RowCounts(read, 0, rejected, 0, 0, skipped, 0, rejectedEntries));
    Metrics.counter("campaign-conversions", "rows read").inc(read);
    Metrics.counter("campaign-conversions", "rows skipped").inc(skipped);
    rejections.forEach(
        (reason, count) ->
            Metrics.counter("campaign-conversions", "rejected: " + reason).inc(count));
  }

  private void reject(
      Origin origin,
      String position,
      @Nullable ClientPeriod clientPeriod,
      Reason reason,
      String detail,
      String payload) {
    rejections.merge(reason, 1L, Long::sum);
    out.get(ReadInsights.REJECTED)
        .output(
            new RejectedInsight(
                origin.source(),
                position,
                clientPeriod == null ? null : clientPeriod.clientId(),
                clientPeriod == null ? null : clientPeriod.period().id(),
                reason,
                detail,
                payload));
  }

  private InsightBlock.Writer block(String clientId) {
    return block(ReadInsights.shard(clientId, shards));
  }

  private InsightBlock.Writer block(int shard) {
    InsightBlock.Writer block = blocks[shard];
    if (block == null) {
      block = new InsightBlock.Writer();
      blocks[shard] = block;
    } else if (block.size() >= FULL_BLOCK) {
      out.get(ReadInsights.ROWS).output(KV.of(shard, block.take()));
    }
    return block;
  }
}
