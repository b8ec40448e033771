package com.campaignconversions.insights.rows;

import static java.util.stream.Collectors.joining;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.insights.counts.RejectedCount;
import com.campaignconversions.insights.counts.RejectedInsight;
import com.campaignconversions.insights.counts.RejectedInsight.Reason;
import com.campaignconversions.insights.counts.RowCounts;
import com.campaignconversions.insights.counts.RunCounts;
import com.campaignconversions.insights.json.Page;
import com.campaignconversions.insights.rows.Admission.Nobody;
import com.campaignconversions.insights.rows.Admission.OfClient;
import com.campaignconversions.insights.rows.Admission.Owner;
import com.campaignconversions.insights.rows.Admission.Unknown;
import com.campaignconversions.insights.rows.InsightBlock.Unreadable;
import com.campaignconversions.job.LossKind;
import com.campaignconversions.marketingapi.AskingFacts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn.MultiOutputReceiver;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sorts what is read in one go into blocks by shard, rejections and counts; what was lost goes with
 * the client periods that it may have belonged to.
 */
public final class RowRouter implements RowSink, SourceRows.Blocks {
  private static final Logger LOG = LoggerFactory.getLogger(RowRouter.class);
  private static final int FULL_BLOCK = 48 << 10;
  private static final int MOST_NAMED = 3;

  /** Beyond so many accounts of nobody only their rows are counted. */
  private static final int MOST_STRANGERS = 10_000;

  private final Admission admission;
  private final int shards;
  private final Destination out;
  private final InsightBlock.Writer[] blocks;
  private final Map<RejectedCount.Group, RejectedCount> rejections = new LinkedHashMap<>();
  private final Set<String> strangers = new HashSet<>();
  private @Nullable SourceRows source;
  private long read;
  private long rejected;
  private long skipped;
  private long rejectedEntries;
  private long brokenDown;

  /** Where what is read goes. */
  public interface Destination {
    void block(int shard, byte[] block);

    /**
     * A row that is used, before its entries that cannot be.
     *
     * @param row its payload is to be asked for before the next call
     * @param insight what stands of it in a block, in the order of these calls
     */
    default void used(Origin origin, InsightRow row, Insight insight) {}

    void rejected(RejectedInsight insight);

    /**
     * An origin that was not read, or not to its end.
     *
     * @param inPart whether something of it was
     */
    default void unread(Origin origin, String reason, boolean inPart) {}

    void counts(RunCounts counts);
  }

  /**
   * Sorts into the outputs of a step.
   *
   * @param moved is told of each block
   */
  public RowRouter(Admission admission, int shards, MultiOutputReceiver out, Runnable moved) {
    this(
        admission,
        shards,
        new Destination() {
          @Override
          public void block(int shard, byte[] block) {
            out.get(InsightOutputs.ROWS).output(KV.of(shard, block));
            moved.run();
          }

          @Override
          public void rejected(RejectedInsight insight) {
            out.get(InsightOutputs.REJECTED).output(insight);
          }

          @Override
          public void counts(RunCounts counts) {
            out.get(InsightOutputs.COUNTS).output(counts);
            watched(counts);
          }
        });
  }

  private static void watched(RunCounts counts) {
    Metrics.counter("campaign-conversions", "rows read").inc(counts.rows().read());
    Metrics.counter("campaign-conversions", "rows skipped").inc(counts.rows().skipped());
    for (RejectedCount counted : counts.rejected()) {
      Metrics.counter("campaign-conversions", "rejected: " + counted.reason()).inc(counted.rows());
    }
  }

  public RowRouter(Admission admission, int shards, Destination out) {
    this.admission = admission;
    this.shards = shards;
    this.out = out;
    this.blocks = new InsightBlock.Writer[shards];
  }

  @Override
  public void row(Origin origin, InsightRow row) {
    read++;
    SourceRows of = of(origin);
    if (of.isOfOtherAccount(row)) {
      refuseOtherAccount(origin, row, of);
      return;
    }
    Admission.Decision decision = admission.decide(row, origin.rank());
    if (decision instanceof Admission.Admitted admitted
        && holds(origin, admitted.insight().clientPeriod())) {
      Insight insight = admitted.insight();
      of.used(row, insight);
      block(insight.clientPeriod().clientId()).row(insight);
      out.used(origin, row, insight);
      warnOfBrokenDown(origin, row);
      for (InsightRow.RejectedEntry entry : row.rejectedEntries) {
        rejectedEntries++;
        reject(
            origin,
            entry.position(),
            insight.clientPeriod().clientId(),
            insight.clientPeriod().period().id(),
            insight.ids().accountId(),
            entry.reason(),
            entry.detail(),
            entry.payload());
      }
    } else if (decision instanceof Admission.Refused refused) {
      rejected++;
      refuse(origin, row, refused, of);
    } else {
      skipped++;
      if (decision instanceof Admission.Skipped elsewhere) {
        of.skipped(row, elsewhere);
      }
    }
  }

  /** An answer to something else than what was asked: nothing of it can be relied on. */
  private void refuseOtherAccount(Origin origin, InsightRow row, SourceRows of) {
    rejected++;
    String accounts = of.onlyAccounts().stream().sorted().limit(MOST_NAMED).collect(joining(", "));
    String detail =
        "the row is of ad account %s, and %s%s was asked for"
            .formatted(
                String.valueOf(row.accountId),
                accounts,
                of.onlyAccounts().size() > MOST_NAMED ? " and others" : "");
    if (of.isFirstOfOtherAccount()) {
      of.askedFor()
          .forEach(
              asked ->
                  unfinished(
                      origin, asked, "at " + row.position + " " + detail + ": fetch it again"));
    }
    List<String> clients =
        of.askedFor().stream().map(ClientPeriod::clientId).distinct().sorted().toList();
    refuse(origin, row, admission.ofOtherAccount(row, clients, detail), of);
  }

  private void warnOfBrokenDown(Origin origin, InsightRow row) {
    if (row.actionsBrokenDown && brokenDown++ == 0) {
      LOG.warn(
          "{} ({}): actions are split by destination, target or the like, and then Meta leaves out"
              + " those in apps: conversions may be missing; have them extracted by action_type"
              + " alone",
          origin.source(),
          row.position);
    }
  }

  private void refuse(Origin origin, InsightRow row, Admission.Refused refused, SourceRows of) {
    Owner owner = refused.owner();
    if (owner instanceof Unknown) {
      of.unusable(row.position, refused.detail());
    }
    String account = row.accountId;
    if (owner instanceof Nobody && account != null) {
      of.stranger(account, row.position);
      if (isTold(origin, account)) {
        count(origin, row.position, null, null, account, refused.reason(), refused.detail());
        return;
      }
    }
    if (owner instanceof OfClient client
        && refused.period() != null
        && admission.wanted().wantsClient(client.clientId())) {
      ClientPeriod whose = new ClientPeriod(client.clientId(), refused.period());
      if (holds(origin, whose)) {
        of.sighted(whose, row);
      }
    }
    lost(
        of,
        owner,
        owner instanceof OfClient,
        refused.reason(),
        row.campaignId,
        refused.first(),
        refused.last(),
        of.at(row.position) + ": " + refused.detail());
    reject(
        origin,
        row.position,
        refused.clientId(),
        refused.period() == null ? null : refused.period().id(),
        account,
        refused.reason(),
        refused.detail(),
        row.payload());
  }

  /** Whether an account of nobody has been recorded of the source: one record is enough. */
  private boolean isTold(Origin origin, String account) {
    String key = origin.rank() + " " + account;
    return strangers.size() >= MOST_STRANGERS || !strangers.add(key);
  }

  private void lost(
      SourceRows of,
      Owner owner,
      boolean ownerKnown,
      Reason reason,
      @Nullable String campaignId,
      @Nullable LocalDate first,
      @Nullable LocalDate last,
      String example) {
    LossKind kind = LossKind.valueOf(reason.name());
    if (owner instanceof OfClient client) {
      if (admission.wanted().wantsClient(client.clientId())) {
        of.lost(kind, ownerKnown, client.clientId(), campaignId, first, last, example);
      }
    } else if (owner instanceof Unknown unknown) {
      if (unknown.perhaps().isEmpty()) {
        of.lost(kind, false, null, null, null, null, example);
      }
      for (String client : unknown.perhaps()) {
        if (admission.wanted().wantsClient(client)) {
          of.lost(kind, false, client, campaignId, first, last, example);
        }
      }
    }
  }

  @Override
  public void rejected(
      Origin origin, String position, Reason reason, String detail, String payload) {
    read++;
    rejected++;
    SourceRows of = of(origin);
    of.unusable(position, detail);
    LineOwner line = LineOwner.of(payload, admission);
    lost(
        of,
        line.owner(),
        false,
        reason,
        null,
        line.first(),
        line.last(),
        of.at(position) + ": " + detail);
    reject(origin, position, null, null, null, reason, detail, payload);
  }

  @Override
  public void page(Origin origin, Page page) {
    of(origin).page(page);
  }

  @Override
  public void broken(Origin origin, String reason, @Nullable InsightRow unfinished) {
    LOG.info("{} is incomplete", origin.source());
    SourceRows of = of(origin);
    ClientPeriod sighted = unfinished == null ? null : admission.sighting(unfinished);
    if (sighted != null && unfinished != null && holds(origin, sighted)) {
      of.sighted(sighted, unfinished);
    }
    of.lost(LossKind.ENDS_INSIDE, false, null, null, null, null, origin.source() + ": " + reason);
    out.unread(origin, reason, true);
  }

  @Override
  public void unfinished(Origin origin, ClientPeriod clientPeriod, String reason) {
    LOG.warn("{}: {} was not read to its end: {}", clientPeriod, origin.source(), reason);
    block(clientPeriod.clientId()).unfinished(clientPeriod, origin.source() + ": " + reason);
    out.unread(origin, reason, true);
  }

  @Override
  public void refused(Origin origin, ClientPeriod clientPeriod, String reason) {
    block(clientPeriod.clientId()).unfinished(clientPeriod, reason);
    out.unread(origin, reason, true);
  }

  @Override
  public void unreadable(Origin origin, String reason) {
    LOG.error("{} cannot be read", origin.source());
    Unreadable unreadable =
        new Unreadable(
            origin.source() + ": " + reason,
            origin.periods().stream().map(period -> period.start()).toList());
    all().forEach(block -> block.unreadable(unreadable));
    out.unread(origin, reason, false);
  }

  /** Rows that stand in the file of another period are that period's own file's to tell. */
  private static boolean holds(Origin origin, ClientPeriod clientPeriod) {
    return origin.periods().isEmpty() || origin.periods().contains(clientPeriod.period());
  }

  public void finish() {
    finish(AskingFacts.NONE);
  }

  /**
   * Ends.
   *
   * @param asking what it took to read it
   */
  public void finish(AskingFacts asking) {
    tellOfSource();
    for (int shard = 0; shard < shards; shard++) {
      if (blocks[shard] != null) {
        out.block(shard, blocks[shard].take());
      }
    }
    out.counts(
        new RunCounts(
            new RowCounts(read, 0, rejected, 0, 0, skipped, 0, rejectedEntries),
            List.copyOf(rejections.values()),
            asking));
  }

  private void reject(
      Origin origin,
      String position,
      @Nullable String clientId,
      @Nullable String periodId,
      @Nullable String accountId,
      Reason reason,
      String detail,
      String payload) {
    count(origin, position, clientId, periodId, accountId, reason, detail);
    out.rejected(
        new RejectedInsight(
            origin.source(), position, clientId, periodId, reason, detail, payload));
  }

  private void count(
      Origin origin,
      String position,
      @Nullable String clientId,
      @Nullable String periodId,
      @Nullable String accountId,
      Reason reason,
      String detail) {
    RunCounts.add(
        rejections,
        new RejectedCount(
            reason, clientId, periodId, accountId, 1, origin.source(), position, detail));
  }

  private SourceRows of(Origin origin) {
    SourceRows of = source;
    if (of == null || of.origin() != origin) {
      tellOfSource();
      of = new SourceRows(origin, admission);
      source = of;
    }
    return of;
  }

  private void tellOfSource() {
    if (source != null) {
      source.tell(this);
      source = null;
    }
  }

  @Override
  public InsightBlock.Writer of(String clientId) {
    return block(clientId);
  }

  @Override
  public Collection<InsightBlock.Writer> all() {
    List<InsightBlock.Writer> all = new ArrayList<>(shards);
    for (int shard = 0; shard < shards; shard++) {
      all.add(block(shard));
    }
    return all;
  }

  private InsightBlock.Writer block(String clientId) {
    return block(InsightOutputs.shard(clientId, shards));
  }

  private InsightBlock.Writer block(int shard) {
    InsightBlock.Writer block = blocks[shard];
    if (block == null) {
      block = new InsightBlock.Writer();
      blocks[shard] = block;
    } else if (block.size() >= FULL_BLOCK) {
      out.block(shard, block.take());
    }
    return block;
  }
}
