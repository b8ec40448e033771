package com.campaignconversions.commandline.seeing;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.database.ReadOnlyConnection;
import com.campaignconversions.insights.WholeSource;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.insights.files.MatchedFiles;
import com.campaignconversions.insights.graph.GraphAccount;
import com.campaignconversions.insights.graph.KeptPages;
import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.job.InsightFiles;
import com.campaignconversions.job.JdbcInsights;
import com.campaignconversions.job.Job;
import com.campaignconversions.results.CommandException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/**
 * What a job's insights are read from again; nothing is asked of Meta.
 *
 * @param missing the names of what is gone, as far as it is known by name
 * @param why there is nothing to read, as the end of a sentence; read only where that is so
 */
record SourcesAgain(WholeSource source, List<String> missing, String why) {

  /** Where rows of one client period stand. */
  static SourcesAgain of(Job job, PipelineOptions options, ClientPeriod clientPeriod)
      throws CommandException {
    if (!(job.insights() instanceof GraphInsights graph)) {
      return of(job, options, List.of(clientPeriod.period()));
    }
    FileSystems.setDefaultPipelineOptions(options);
    WantedPeriods wanted =
        new WantedPeriods(Map.of(clientPeriod.clientId(), List.of(clientPeriod.period())));
    List<InsightFile> files = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    try {
      for (GraphAccount account : GraphAccount.of(job, wanted, Instant.now())) {
        files.addAll(KeptPages.files(graph, account, missing::add));
      }
    } catch (IOException e) {
      throw CommandException.failed("insights.graph.keep: " + e.getMessage());
    }
    return of(
        job,
        files,
        missing,
        graph.keep() == null
            ? "insights.graph.keep names no folder, so that no pages were kept"
            : "its pages are not in insights.graph.keep any more");
  }

  /**
   * Where rows of some periods stand.
   *
   * @param periods null for all
   */
  static SourcesAgain of(Job job, PipelineOptions options, @Nullable Collection<Period> periods)
      throws CommandException {
    FileSystems.setDefaultPipelineOptions(options);
    String key = "insights.files: ";
    try {
      if (job.insights() instanceof InsightFiles insights) {
        MatchedFiles matched =
            periods == null ? MatchedFiles.of(insights) : MatchedFiles.of(insights, periods);
        return of(
            job,
            matched.files(),
            matched.unmatched(),
            key + "no file matches " + String.join(", nor ", matched.unmatched()));
      }
      if (job.insights() instanceof GraphInsights) {
        key = "insights.graph.keep: ";
        List<InsightFile> pages =
            job.readingKeptPages().insights() instanceof InsightFiles kept
                ? MatchedFiles.of(kept).files()
                : List.of();
        return of(
            job, pages, List.of(), "insights.graph.keep has no pages yet, or is not there: run it");
      }
    } catch (IOException | IllegalArgumentException e) {
      throw CommandException.failed(key + e.getMessage());
    }
    return of(job, List.of(), List.of(), "");
  }

  private static SourcesAgain of(
      Job job, List<InsightFile> files, List<String> missing, String why) {
    return new SourcesAgain(
        new WholeSource(job, files, ReadOnlyConnection::open), List.copyOf(missing), why);
  }

  boolean isNothing() {
    return source.files().isEmpty() && !(source.job().insights() instanceof JdbcInsights);
  }
}
