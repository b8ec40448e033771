package com.campaignconversions.insights.rows;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.insights.bytes.Lines;
import com.campaignconversions.insights.counts.RejectedInsight;
import com.campaignconversions.insights.counts.RejectedInsight.Reason;
import com.campaignconversions.insights.counts.RowCounts;
import com.campaignconversions.insights.counts.RunCounts;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.insights.files.InsightFileReader;
import com.campaignconversions.insights.files.WorkList;
import com.campaignconversions.insights.graph.FetchedPeriods;
import com.campaignconversions.insights.graph.GraphAccount;
import com.campaignconversions.insights.graph.GraphReader;
import com.campaignconversions.insights.json.Json;
import com.campaignconversions.insights.json.JsonTokens;
import com.campaignconversions.insights.json.Page;
import com.campaignconversions.insights.rows.Admission.Admitted;
import com.campaignconversions.insights.rows.Admission.Refused;
import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.job.Job;
import com.campaignconversions.marketingapi.Time;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that came out of reading some files, for tests. */
public final class Reading implements RowSink {
  private final Admission admission;
  private final InsightParser parser;
  private final InsightFileReader reader;
  private final RowRouter sorted;
  private final List<byte[]> blocks = new ArrayList<>();
  private boolean finished;
  private final List<Insight> insights = new ArrayList<>();
  private final List<RejectedInsight> rejected = new ArrayList<>();
  private final List<String> positions = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();
  private final List<ClientPeriod> sighted = new ArrayList<>();
  private final Map<ClientPeriod, String> unfinished = new HashMap<>();
  private final List<Page> pages = new ArrayList<>();
  private int skipped;

  public Reading(Job job, WantedPeriods wanted) {
    this(job, wanted, Lines.LONGEST);
  }

  public Reading(Job job, WantedPeriods wanted, int longestLine) {
    admission = new Admission(job, wanted);
    parser = InsightParser.of(job);
    reader = new InsightFileReader(parser, longestLine);
    sorted = new RowRouter(admission, 1, new Blocks());
  }

  private final class Blocks implements RowRouter.Destination {
    @Override
    public void block(int shard, byte[] block) {
      blocks.add(block);
    }

    @Override
    public void rejected(RejectedInsight insight) {}

    @Override
    public void counts(RunCounts counts) {}
  }

  private final class RowsOnly implements InsightParser.Listener {
    private final Origin origin;

    RowsOnly(Origin origin) {
      this.origin = origin;
    }

    @Override
    public void row(InsightRow row) {
      Reading.this.row(origin, row);
    }

    @Override
    public void notAnObject(String position, String payload) {
      throw new IllegalStateException(payload);
    }

    @Override
    public void pageError(String message) {
      throw new IllegalStateException(message);
    }

    @Override
    public void page(Page page) {
      throw new IllegalStateException("a row is no page");
    }
  }

  /** Reads lines out of a file of their own. */
  public Reading text(Path folder, String... lines) {
    return bytes(
        folder, "insights.json", String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  public Reading bytes(Path folder, String name, byte[] content) {
    try {
      Path file = folder.resolve(name);
      Files.write(file, content);
      return file(0, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads rows as if they stood in the file of this rank. */
  public Reading rows(int rank, RowText... rows) {
    return rows(new InsightFile(rank, "file " + rank, "file " + rank, 0, 0), rows);
  }

  /** Reads rows as if the product itself had asked for every field. */
  public Reading asked(int rank, RowText... rows) {
    return rows(new Asked(rank, "request " + rank, -1), rows);
  }

  private record Asked(int rank, String source, long askedArrays) implements Origin {}

  private Reading rows(Origin origin, RowText... rows) {
    for (RowText row : rows) {
      byte[] json = row.json().getBytes(StandardCharsets.UTF_8);
      try (JsonParser jackson = Json.FACTORY.createParser(json)) {
        JsonTokens tokens = parser.tokens(jackson);
        tokens.next();
        parser.value(tokens, "0", (from, to) -> row.json(), new RowsOnly(origin));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return this;
  }

  /** Reads everything that is wanted through the Marketing API. */
  public Reading graph(Job job, WantedPeriods wanted, Time time, Instant started) {
    GraphInsights source = (GraphInsights) job.insights();
    GraphReader pages = new GraphReader(job);
    try (FetchedPeriods fetched =
        FetchedPeriods.ask(
            job,
            source,
            GraphAccount.of(job, wanted, started),
            time,
            started,
            Set.of(),
            new FetchedPeriods.Batching(Duration.ofDays(1), Long.MAX_VALUE),
            () -> {})) {
      fetched.next().periods().forEach(period -> pages.read(period, this));
    }
    return this;
  }

  /** What was read, packed as it travels; nothing is read after it. */
  public List<byte[]> blocks() {
    if (!finished) {
      finished = true;
      sorted.finish();
    }
    return blocks;
  }

  /** Something that was asked for did not come. */
  public Reading cannotBeFetched(ClientPeriod clientPeriod, String reason) {
    unfinished(new InsightFile(0, "request", "request", 0, 0), clientPeriod, reason);
    return this;
  }

  public Reading file(int rank, Path path) {
    InsightFile file = insightFile(rank, path);
    return part(new WorkList.Part(file, 0, file.size()));
  }

  public Reading part(WorkList.Part part) {
    reader.read(part, this);
    return this;
  }

  public static InsightFile insightFile(int rank, Path path) {
    try {
      return new InsightFile(
          rank,
          path.toString(),
          path.getFileName().toString(),
          Files.size(path),
          Files.getLastModifiedTime(path).toMillis());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<Insight> insights() {
    return insights;
  }

  public List<RejectedInsight> rejected() {
    return rejected;
  }

  public List<Reason> reasons() {
    return rejected.stream().map(RejectedInsight::reason).toList();
  }

  /** Of all rows, used or not, in the order read. */
  public List<String> positions() {
    return positions;
  }

  public List<String> broken() {
    return broken;
  }

  public List<String> unreadable() {
    return unreadable;
  }

  public List<ClientPeriod> sighted() {
    return sighted;
  }

  /** Why, by client period. */
  public Map<ClientPeriod, String> unfinished() {
    return unfinished;
  }

  /** How many records of a row or entry of somebody that cannot be used. */
  public int rejections() {
    return (int) reasons().stream().filter(reason -> reason != Reason.UNKNOWN_CLIENT).count();
  }

  /** Read, rejected and skipped. */
  public RowCounts counts() {
    long entries = rejected.stream().filter(one -> one.position().contains(".")).count();
    return new RowCounts(positions.size(), 0, rejected.size() - entries, 0, 0, skipped, 0, entries);
  }

  /** What pages said of themselves, in the order read. */
  public List<Page> pages() {
    return pages;
  }

  int skipped() {
    return skipped;
  }

  @Override
  public void row(Origin file, InsightRow row) {
    sorted.row(file, row);
    positions.add(row.position);
    Admission.Decision decision = admission.decide(row, file.rank());
    if (decision instanceof Admitted admitted) {
      insights.add(admitted.insight());
      ClientPeriod whose = admitted.insight().clientPeriod();
      for (InsightRow.RejectedEntry entry : row.rejectedEntries) {
        reject(
            file,
            entry.position(),
            whose.clientId(),
            whose.period().id(),
            entry.reason(),
            entry.detail(),
            entry.payload());
      }
    } else if (decision instanceof Refused refused) {
      reject(
          file,
          row.position,
          refused.clientId(),
          refused.period() == null ? null : refused.period().id(),
          refused.reason(),
          refused.detail(),
          row.payload());
    } else {
      skipped++;
    }
  }

  @Override
  public void rejected(Origin file, String position, Reason reason, String detail, String payload) {
    sorted.rejected(file, position, reason, detail, payload);
    positions.add(position);
    reject(file, position, null, null, reason, detail, payload);
  }

  @Override
  public void page(Origin file, Page page) {
    sorted.page(file, page);
    pages.add(page);
  }

  @Override
  public void broken(Origin file, String reason, @Nullable InsightRow unfinished) {
    sorted.broken(file, reason, unfinished);
    broken.add(reason);
    ClientPeriod whose = unfinished == null ? null : admission.sighting(unfinished);
    if (whose != null) {
      sighted.add(whose);
    }
  }

  @Override
  public void unfinished(Origin origin, ClientPeriod clientPeriod, String reason) {
    sorted.unfinished(origin, clientPeriod, reason);
    unfinished.put(clientPeriod, reason);
  }

  @Override
  public void unreadable(Origin file, String reason) {
    sorted.unreadable(file, reason);
    unreadable.add(reason);
  }

  private void reject(
      Origin file,
      String position,
      @Nullable String clientId,
      @Nullable String periodId,
      Reason reason,
      String detail,
      String payload) {
    rejected.add(
        new RejectedInsight(file.source(), position, clientId, periodId, reason, detail, payload));
  }
}
