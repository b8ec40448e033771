package com.campaignconversions.monitoring;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.database.Database;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.runs.RunQueries;
import com.campaignconversions.publishing.runs.RunState;
import com.campaignconversions.publishing.versions.PublicationQueries;
import com.campaignconversions.publishing.versions.PublicationState;
import com.campaignconversions.results.runs.RunResult;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file of a job that node_exporter's textfile collector reads. */
public record RunTextfile(Path file) {
  private static final Logger LOG = LoggerFactory.getLogger(RunTextfile.class);

  /** The key of the job file. */
  public static final String KEY = "monitoring.textfile";

  /** Tells of a run; that the file cannot be written is a line of the log. */
  public void tell(Database database, RunResult result) {
    Job job = result.job();
    Instant lastSuccess = RunQueries.lastSuccess(database, job).map(RunState::ended).orElse(null);
    Map<ClientPeriod, PublicationState> published =
        PublicationQueries.states(
            database, job.clients().stream().map(Client::id).toList(), job.granularity());
    try {
      write(RunMetrics.of(result, lastSuccess, published));
    } catch (IOException e) {
      LOG.warn("{}: the file was not written: {}", KEY, why(e));
    }
  }

  /** Whoever reads meanwhile sees the file before or the file after, whole. */
  private void write(MetricSnapshots metrics) throws IOException {
    // Not with the rights of a temporary file: node_exporter is another user.
    Path temporary = Path.of(file + "." + ProcessHandle.current().pid());
    try {
      try (OutputStream out = Files.newOutputStream(temporary)) {
        PrometheusTextFormatWriter.create().write(out, metrics);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  private static String why(IOException problem) {
    if (problem instanceof NoSuchFileException) {
      return "its folder does not exist";
    }
    if (problem instanceof AccessDeniedException) {
      return "this user may not write there";
    }
    String told =
        problem instanceof FileSystemException known ? known.getReason() : problem.getMessage();
    return told == null ? problem.getClass().getSimpleName() : told;
  }
}
