package com.campaignconversions.running;

import com.campaignconversions.results.CommandException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** The JobManager that a job is handed to: asked before anything is started. */
public final class FlinkMaster {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private FlinkMaster() {}

  /**
   * Asks its REST port.
   *
   * @return that it answers; null where no cluster is asked for
   * @throws CommandException that nobody answers there, or not as Flink does
   */
  public static @Nullable String ask(PipelineOptions options) throws CommandException {
    if (BeamOptions.isLocal(options) || FlinkHost.current() != null) {
      return null;
    }
    String master = options.as(FlinkPipelineOptions.class).getFlinkMaster();
    int status;
    try {
      URI overview =
          URI.create((master.contains("://") ? master : "http://" + master) + "/v1/overview");
      status =
          HttpClient.newBuilder()
              .connectTimeout(PATIENCE)
              .build()
              .send(
                  HttpRequest.newBuilder(overview).timeout(PATIENCE).build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode();
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(
          "flinkMaster "
              + master
              + " is no address: write host:port of the JobManager's REST port");
    } catch (IOException e) {
      throw CommandException.usage(
          "flinkMaster "
              + master
              + ": nobody answers there; start the cluster, or give the host:port of its JobManager's"
              + " REST port, as --flinkMaster=localhost:8081");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.failed("interrupted while it asked flinkMaster " + master);
    }
    if (status != 200) {
      throw CommandException.usage(
          "flinkMaster "
              + master
              + ": what answers there is no Flink JobManager (HTTP "
              + status
              + "); give the host:port of its REST port, not of its RPC port or another service");
    }
    return master + " answers";
  }
}
