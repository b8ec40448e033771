package com.campaignconversions.insights;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.insights.counts.RejectedInsight;
import com.campaignconversions.insights.counts.RejectedInsight.Reason;
import com.campaignconversions.insights.counts.RunCounts;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.insights.files.InsightFileReader;
import com.campaignconversions.insights.json.Json;
import com.campaignconversions.insights.json.JsonTokens;
import com.campaignconversions.insights.json.Page;
import com.campaignconversions.insights.landed.ConnectionSource;
import com.campaignconversions.insights.landed.LandedQuery;
import com.campaignconversions.insights.landed.LandedRange;
import com.campaignconversions.insights.landed.LandedRows;
import com.campaignconversions.insights.landed.ReadJdbc;
import com.campaignconversions.insights.landed.SourceException;
import com.campaignconversions.insights.rows.Admission;
import com.campaignconversions.insights.rows.InsightParser;
import com.campaignconversions.insights.rows.InsightRow;
import com.campaignconversions.insights.rows.Origin;
import com.campaignconversions.insights.rows.RowRouter;
import com.campaignconversions.insights.rows.RowSink;
import com.campaignconversions.job.JdbcInsights;
import com.campaignconversions.job.Job;
import com.campaignconversions.records.Wording;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a job's source begins, read as a run reads it, of all periods and up to a bound: the first
 * megabytes of some files, or the first rows of a table.
 *
 * @param blocks what was read of all clients
 * @param counts what became of the rows
 * @param unreadable what cannot be read at all
 * @param incomplete what ends or breaks inside
 * @param envelopes the first row that stands in one, by the envelope's path
 * @param whole whether nothing was left out
 * @param extent what was looked at and what was not, as a sentence
 */
public record FirstRows(
    List<byte[]> blocks,
    RunCounts counts,
    List<Told> unreadable,
    List<Told> incomplete,
    Map<String, Told> envelopes,
    boolean whole,
    String extent) {
  static final int MOST_FILES = 40;
  private static final long MOST_BYTES_A_FILE = 8L << 20;
  private static final long MOST_ROWS = 100_000;
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private static final int MOST_LINES = 20_000;
  private static final int PATIENCE_SECONDS = 10;

  /** Something that is told of a source. */
  public record Told(String source, String what) {}

  /**
   * Of files: where they are many, the newest, the oldest and some between.
   *
   * @param files by rank
   */
  public static FirstRows of(Job job, List<InsightFile> files) {
    Looking looking = new Looking(job);
    InsightFileReader reader =
        InsightFileReader.ofBeginnings(InsightParser.of(job), MOST_BYTES_A_FILE);
    long until = System.nanoTime() + LONGEST.toNanos();
    int looked = 0;
    int begun = 0;
    List<InsightFile> readable = new ArrayList<>();
    for (InsightFile file : files) {
      if (file.error() == null) {
        readable.add(file);
      } else {
        looking.unreadable(file, file.error());
      }
    }
    for (InsightFile file : spread(readable, MOST_FILES)) {
      if (looked > 0 && (looking.rows >= MOST_ROWS || System.nanoTime() - until > 0)) {
        break;
      }
      begun += reader.readBeginning(file, looking) ? 0 : 1;
      looked++;
    }
    String extent =
        "looked into %s of %s, %s"
            .formatted(
                Wording.count(looked),
                Wording.counted(readable.size(), "file"),
                Wording.counted(looking.rows, "row"));
    if (begun > 0) {
      extent += "; of %s only the first megabytes".formatted(Wording.counted(begun, "file"));
    }
    return looking.told(looked == readable.size() && begun == 0, extent);
  }

  /** Of one row, as a JSON object. */
  public static FirstRows of(Job job, String row) {
    Looking looking = new Looking(job);
    InsightParser parser = InsightParser.of(job);
    InsightFile origin = new InsightFile(0, "/example", "example", 0, 0);
    try (JsonParser json = Json.FACTORY.createParser(row)) {
      JsonTokens tokens = parser.tokens(json);
      tokens.next();
      parser.value(tokens, "0", (from, to) -> row, new OneRow(origin, looking));
    } catch (IOException e) {
      looking.unreadable(origin, String.valueOf(e.getMessage()));
    }
    return looking.told(true, "looked at one row");
  }

  private record OneRow(InsightFile origin, Looking looking) implements InsightParser.Listener {
    @Override
    public void row(InsightRow row) {
      looking.row(origin, row);
    }

    @Override
    public void notAnObject(String position, String payload) {
      looking.rejected(origin, position, Reason.NOT_AN_OBJECT, "it is no JSON object", payload);
    }

    @Override
    public void pageError(String message) {
      looking.rejected(origin, "0", Reason.NOT_AN_OBJECT, "it is an error: " + message, "");
    }

    @Override
    public void page(Page page) {
      // Its rows were told before.
    }
  }

  /**
   * Of a table or query.
   *
   * @throws SourceException if it cannot be read
   */
  public static FirstRows of(Job job, JdbcInsights insights, ConnectionSource connections) {
    Looking looking = new Looking(job);
    LandedQuery query = ReadJdbc.query(job, insights, connections);
    LandedRows rows = new LandedRows(query, insights, InsightParser.of(job));
    LandedRange everything = LandedRange.everything(insights, query.askedArrays());
    boolean whole;
    try (Connection connection = connections.open(insights.database(), ReadJdbc.SECTION)) {
      whole = rows.readFirst(connection, everything, MOST_LINES, PATIENCE_SECONDS, looking);
    } catch (SQLException problem) {
      if (isTimeout(problem)) {
        return looking.told(
            false, "looked at no row: no answer came in " + PATIENCE_SECONDS + " seconds");
      }
      throw SourceException.failed(insights.source(), problem);
    } catch (IOException e) {
      throw new SourceException(insights.source() + ": " + e.getMessage());
    }
    return looking.told(
        whole,
        "looked at %s%s"
            .formatted(whole ? "all of " : "the first ", Wording.counted(looking.rows, "row")));
  }

  /** PostgreSQL calls it a statement that was cancelled. */
  private static boolean isTimeout(SQLException problem) {
    return problem instanceof SQLTimeoutException || "57014".equals(problem.getSQLState());
  }

  /** The last and the first, then evenly those between. */
  static <T> List<T> spread(List<T> all, int most) {
    List<T> some = new ArrayList<>();
    int count = Math.min(all.size(), most);
    for (int i = 0; i < count; i++) {
      int place = i == 0 ? count - 1 : i == 1 ? 0 : count - i;
      some.add(all.get(count == 1 ? 0 : (int) ((long) place * (all.size() - 1) / (count - 1))));
    }
    return some;
  }

  /** Sorts rows as a run does, in one shard, and notes what concerns a whole source. */
  private static final class Looking implements RowSink, RowRouter.Destination {
    private final RowRouter sorted;
    private final List<byte[]> blocks = new ArrayList<>();
    private final List<Told> unreadable = new ArrayList<>();
    private final List<Told> incomplete = new ArrayList<>();
    private final Map<String, Told> envelopes = new TreeMap<>();
    private RunCounts counts = RunCounts.NONE;
    private long rows;

    Looking(Job job) {
      this.sorted = new RowRouter(Admission.ofEverything(job), 1, this);
    }

    FirstRows told(boolean whole, String extent) {
      sorted.finish();
      return new FirstRows(blocks, counts, unreadable, incomplete, envelopes, whole, extent);
    }

    @Override
    public void row(Origin origin, InsightRow row) {
      rows++;
      if (row.envelope != null) {
        envelopes.putIfAbsent(row.envelope, new Told(origin.source(), row.position));
      }
      sorted.row(origin, row);
    }

    @Override
    public void rejected(
        Origin origin, String position, Reason reason, String detail, String payload) {
      rows++;
      sorted.rejected(origin, position, reason, detail, payload);
    }

    @Override
    public void page(Origin origin, Page page) {
      sorted.page(origin, page);
    }

    @Override
    public void broken(Origin origin, String reason, @Nullable InsightRow unfinished) {
      incomplete.add(new Told(origin.source(), reason));
      sorted.broken(origin, reason, unfinished);
    }

    @Override
    public void unfinished(Origin origin, ClientPeriod clientPeriod, String reason) {
      sorted.unfinished(origin, clientPeriod, reason);
    }

    /** Is told once, and not for each client period that it may hold. */
    @Override
    public void unreadable(Origin origin, String reason) {
      unreadable.add(new Told(origin.source(), reason));
    }

    @Override
    public void block(int shard, byte[] block) {
      blocks.add(block);
    }

    @Override
    public void rejected(RejectedInsight insight) {
      // Its count and example are enough.
    }

    @Override
    public void counts(RunCounts some) {
      counts = counts.plus(some);
    }
  }
}
