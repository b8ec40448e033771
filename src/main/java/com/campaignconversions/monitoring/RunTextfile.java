package com.campaignconversions.monitoring;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.database.Database;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.runs.RunQueries;
import com.campaignconversions.publishing.runs.RunState;
import com.campaignconversions.publishing.versions.PublicationQueries;
import com.campaignconversions.publishing.versions.PublicationState;
import com.campaignconversions.records.AtomicFile;
import com.campaignconversions.results.runs.RunResult;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.nio.file.Path;
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
    MetricSnapshots metrics = RunMetrics.of(result, lastSuccess, published);
    try {
      AtomicFile.write(file, out -> PrometheusTextFormatWriter.create().write(out, metrics));
    } catch (IOException e) {
      LOG.warn("{}: the file was not written: {}", KEY, AtomicFile.why(e));
    }
  }
}
