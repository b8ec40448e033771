package com.campaignconversions.insights.landed;

import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.insights.rows.Admission;
import com.campaignconversions.insights.rows.InsightParser;
import com.campaignconversions.insights.rows.ReadDoFn;
import com.campaignconversions.insights.rows.ReadPlan;
import com.campaignconversions.insights.rows.RowRouter;
import com.campaignconversions.insights.rows.WorkSource;
import com.campaignconversions.job.JdbcInsights;
import com.campaignconversions.job.Job;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads insights that stand in a database, a range of periods and clients in one query.
 *
 * <p>Not with {@code JdbcIO.readAll}: its rows would be elements before they are parsed, and
 * DirectRunner holds all elements of a bundle, which here is all rows of a query; an error of one
 * query would fail the run where only its client periods need be withheld; and a row whose actions
 * stand in another table is made of several that follow each other.
 */
public final class ReadJdbc extends PTransform<PBegin, PCollectionTuple> {
  private static final Logger LOG = LoggerFactory.getLogger(ReadJdbc.class);

  private final ReadPlan plan;
  private final JdbcInsights insights;
  private final ConnectionSource connections;

  private ReadJdbc(ReadPlan plan, JdbcInsights insights, ConnectionSource connections) {
    this.plan = plan;
    this.insights = insights;
    this.connections = connections;
  }

  public static ReadJdbc of(ReadPlan plan, JdbcInsights insights, ConnectionSource connections) {
    return new ReadJdbc(plan, insights, connections);
  }

  /** How the rows are asked for, or what is in the way. */
  public static LandedQuery query(Job job, JdbcInsights insights, ConnectionSource connections) {
    try (Connection connection = connections.open(insights.database(), SECTION)) {
      return LandedSchema.query(job, insights, connection);
    } catch (SQLException problem) {
      throw SourceException.lost(problem);
    }
  }

  public static final String SECTION = "insights.jdbc";

  @Override
  public PCollectionTuple expand(PBegin begin) {
    LandedQuery query = query(plan.job(), insights, connections);
    LOG.info("{}", query.description());
    List<LandedRange> ranges =
        ranges(plan.job(), insights, query, plan.wanted(), plan.parallelism());
    return WorkSource.inParallel(
        begin,
        "Ranges",
        ranges,
        LandedRange.class,
        "Read rows",
        new ReadRange(plan, insights, connections, query));
  }

  private static List<LandedRange> ranges(
      Job job,
      JdbcInsights insights,
      LandedQuery query,
      @Nullable WantedPeriods wanted,
      int parallelism) {
    long asked = query.askedArrays();
    if (wanted == null || !query.canBeAsked()) {
      return List.of(LandedRange.everything(insights, asked));
    }
    List<LandedRange> ranges =
        new ArrayList<>(LandedRange.of(job, insights, asked, wanted, parallelism));
    if (!ranges.isEmpty()) {
      ranges.add(LandedRange.rest(job, insights, asked, wanted));
    }
    return ranges;
  }

  /**
   * Reads in this process what a run would read.
   *
   * @param wanted null for all that there is
   * @throws SourceException if something that the job names is not there, or the database fails
   */
  public static void here(
      Job job,
      JdbcInsights insights,
      ConnectionSource connections,
      Admission admission,
      @Nullable WantedPeriods wanted,
      RowRouter sorted)
      throws IOException {
    LandedQuery query = query(job, insights, connections);
    LandedRows rows = new LandedRows(query, insights, InsightParser.of(job));
    for (LandedRange range : ranges(job, insights, query, wanted, 1)) {
      try (Connection connection = connections.open(insights.database(), SECTION)) {
        ReadRange.read(rows, connection, range, admission::mayBeMeant, sorted);
      } catch (SQLException problem) {
        throw SourceException.lost(problem);
      }
    }
  }

  private static final class ReadRange extends ReadDoFn<LandedRange> {
    private static final int PATIENCE_SECONDS = 10;

    private final JdbcInsights insights;
    private final ConnectionSource connections;
    private final LandedQuery query;
    private transient @Nullable LandedRows rows;

    ReadRange(
        ReadPlan plan, JdbcInsights insights, ConnectionSource connections, LandedQuery query) {
      super(plan);
      this.insights = insights;
      this.connections = connections;
      this.query = query;
    }

    @ProcessElement
    public void process(@Element LandedRange range, MultiOutputReceiver out) throws IOException {
      LandedRows reader = rows;
      if (reader == null) {
        reader = new LandedRows(query, insights, InsightParser.of(job()));
        rows = reader;
      }
      RowRouter sorted = sorted(out);
      Metrics.counter("campaign-conversions", "queries").inc();
      try (Connection connection = connections.open(insights.database(), SECTION)) {
        read(reader, connection, range, admission()::mayBeMeant, sorted);
      } catch (SQLException problem) {
        throw SourceException.lost(problem);
      }
      sorted.finish();
    }

    /**
     * A query that fails costs its client periods; a database that is gone costs the run. Where it
     * asked for several clients, each is asked for again, so that the others go on: what came twice
     * counts once.
     */
    private static void read(
        LandedRows reader,
        Connection connection,
        LandedRange range,
        Predicate<String> mayBeMeant,
        RowRouter sorted)
        throws SQLException, IOException {
      try {
        reader.read(connection, range, mayBeMeant, sorted);
      } catch (SQLException problem) {
        connection.rollback();
        if (!connection.isValid(PATIENCE_SECONDS)) {
          throw problem;
        }
        if (range.clients().size() > 1) {
          for (LandedRange one : range.byClient()) {
            read(reader, connection, one, mayBeMeant, sorted);
          }
          return;
        }
        String reason = "the query failed: " + SourceException.message(problem);
        if (range.isRest()) {
          // What fails for the rows of a client has withheld them; there may be none of nobody.
          LOG.warn(
              "{}: rows without account or day were not looked for: {}", range.source(), reason);
        } else {
          withhold(range, reason, sorted);
        }
      }
    }

    private static void withhold(LandedRange range, String reason, RowRouter sorted) {
      if (range.clients().isEmpty()) {
        sorted.unreadable(range, reason);
      }
      range.clientPeriods().forEach(clientPeriod -> sorted.unfinished(range, clientPeriod, reason));
    }
  }
}
