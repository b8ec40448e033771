package com.campaignconversions.explanation;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.explanation.ExplainedRow.Entry;
import com.campaignconversions.insights.counts.RejectedInsight;
import com.campaignconversions.insights.counts.RunCounts;
import com.campaignconversions.insights.fields.InsightNames;
import com.campaignconversions.insights.fields.InsightNumber;
import com.campaignconversions.insights.fields.WantedActions;
import com.campaignconversions.insights.rows.Insight;
import com.campaignconversions.insights.rows.InsightParser;
import com.campaignconversions.insights.rows.InsightRow;
import com.campaignconversions.insights.rows.Origin;
import com.campaignconversions.insights.rows.RowRouter;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.metrics.ActionTypes;
import com.campaignconversions.job.metrics.Metric;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is read of one client period: all of it packed, for the extraction, and of one campaign's
 * rows besides where they stand and what they say of one metric.
 */
final class CampaignRows implements RowRouter.Destination {
  /** More are counted and added up, but not shown. */
  private static final int MOST_ROWS = 5_000;

  private static final int MOST_REJECTED = 500;
  private static final int MOST_SOURCES = 1_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ClientPeriod clientPeriod;
  private final String campaignId;
  private final Metric metric;
  private final Set<String> types;
  private final WantedActions wanted;
  private final InsightNames names;
  private final List<byte[]> blocks = new ArrayList<>();
  private final List<ReadRow> rows = new ArrayList<>();
  private final List<ExplainedRow> rejected = new ArrayList<>();
  private final Set<String> newer = new TreeSet<>();
  private final long publishedMillis;
  private long rejectedElsewhere;
  private @Nullable ReadRow current;

  /**
   * Of a metric as the client counts it.
   *
   * @param publishedMillis when its number was last found to be what the sources say
   */
  CampaignRows(
      Job job, Metric metric, ClientPeriod clientPeriod, String campaignId, long publishedMillis) {
    this.clientPeriod = clientPeriod;
    this.campaignId = campaignId;
    this.metric = metric;
    this.types = metric.types().stream().map(ActionTypes::caseFolded).collect(Collectors.toSet());
    this.wanted = WantedActions.of(job);
    this.names = InsightParser.of(job).names();
    this.publishedMillis = publishedMillis;
  }

  /** A row of the campaign, of which it is not yet known whether it counts. */
  static final class ReadRow {
    private final String source;
    private final String position;
    private final List<Entry> entries = new ArrayList<>();

    /** Of each entry, as a rejection names it. */
    private final List<String> places = new ArrayList<>();

    private int others;

    ReadRow(String source, String position) {
      this.source = source;
      this.position = position;
    }

    String place() {
      return source + " at " + position;
    }

    /** The row, now that it is known. */
    ExplainedRow explained(
        Insight insight, List<Entry> known, boolean anyArray, @Nullable String why) {
      return new ExplainedRow(
          source,
          position,
          insight.firstDay(),
          insight.lastDay(),
          known,
          others,
          anyArray,
          why == null,
          why);
    }

    List<Entry> entries() {
      return entries;
    }

    private void refuse(String place) {
      for (int i = 0; i < entries.size(); i++) {
        if (places.get(i).equals(place)) {
          Entry one = entries.get(i);
          entries.set(
              i, new Entry(one.array(), one.actionType(), one.window(), one.text(), null, false));
        }
      }
    }
  }

  List<byte[]> blocks() {
    return blocks;
  }

  /** The first of them, in the order in which they were read and stand in the blocks. */
  List<ReadRow> rows() {
    return rows;
  }

  /** Rows of the campaign that cannot be used. */
  List<ExplainedRow> rejected() {
    return rejected;
  }

  /** How many rows of the client period cannot be used and name another campaign, or none. */
  long rejectedElsewhere() {
    return rejectedElsewhere;
  }

  /** The sources with rows of the client period that were changed after its publication. */
  Set<String> newer() {
    return newer;
  }

  @Override
  public void used(Origin origin, InsightRow row, Insight insight) {
    current = null;
    if (origin.modifiedMillis() > publishedMillis && newer.size() < MOST_SOURCES) {
      newer.add(origin.source());
    }
    if (campaignId.equals(insight.ids().campaignId()) && rows.size() < MOST_ROWS) {
      ReadRow read = new ReadRow(origin.source(), row.position);
      if (!ActionLists.read(row.payload(), entry -> entry(read, entry))) {
        fromBlock(read, insight);
      }
      rows.add(read);
      current = read;
    }
  }

  private void entry(ReadRow row, ActionLists.ActionEntry entry) {
    if (!metric.arrays().contains(entry.array())
        || !types.contains(ActionTypes.caseFolded(entry.actionType()))) {
      row.others++;
      return;
    }
    String place = "%s.%s[%d]".formatted(row.position, entry.array(), entry.index());
    entry
        .members()
        .forEach(
            (name, text) -> {
              if (names.of(name).window >= 0) {
                row.entries.add(
                    new Entry(
                        entry.array(),
                        entry.actionType(),
                        name,
                        text,
                        InsightNumber.parse(text),
                        false));
                row.places.add(place);
              }
            });
  }

  /** A row that is too long to be kept as it was: what the extraction has of it. */
  private void fromBlock(ReadRow row, Insight insight) {
    row.entries.clear();
    row.places.clear();
    for (String array : metric.arrays()) {
      for (ActionTypes choice : metric.firstOf()) {
        for (String type : choice.types()) {
          BigDecimal amount = amount(insight, wanted.series(array, type));
          if (amount.signum() > 0) {
            String window = String.join("+", wanted.windows());
            row.entries.add(new Entry(array, type, window, amount.toPlainString(), amount, false));
            row.places.add("");
          }
        }
      }
    }
  }

  /** What a row has of one action type. */
  static BigDecimal amount(Insight insight, int series) {
    int at = insight.actions().series().indexOf(series);
    return at < 0 ? BigDecimal.ZERO : insight.actions().amounts().get(at);
  }

  @Override
  public void rejected(RejectedInsight insight) {
    if (insight.reason().isOfEntry()) {
      if (current != null && current.source.equals(insight.source())) {
        current.refuse(insight.position());
      }
      return;
    }
    if (!clientPeriod.clientId().equals(insight.clientId())
        || !clientPeriod.period().id().equals(insight.periodId())) {
      return;
    }
    if (rejected.size() < MOST_REJECTED && campaignId.equals(campaign(insight.payload()))) {
      rejected.add(
          new ExplainedRow(
              insight.source(),
              insight.position(),
              null,
              null,
              List.of(),
              0,
              null,
              false,
              "it cannot be used (%s): %s".formatted(insight.reason(), insight.detail())));
    } else {
      rejectedElsewhere++;
    }
  }

  private static @Nullable String campaign(String payload) {
    try {
      JsonNode row = JSON.readTree(payload);
      JsonNode id = row == null ? null : row.get("campaign_id");
      return id == null ? null : id.asText().strip();
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  @Override
  public void block(int shard, byte[] block) {
    blocks.add(block);
  }

  @Override
  public void counts(RunCounts some) {
    // What became of rows of others does not matter here.
  }
}
