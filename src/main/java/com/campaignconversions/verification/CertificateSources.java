package com.campaignconversions.verification;

import com.campaignconversions.clients.Period;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.insights.files.MatchedFiles;
import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.job.InsightFiles;
import com.campaignconversions.job.InsightSource;
import com.campaignconversions.job.JdbcInsights;
import com.campaignconversions.records.Sha256;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** Where the insights of a job stand at the time of a certificate. */
final class CertificateSources {
  private static final int PIECE = 1 << 16;

  private CertificateSources() {}

  /**
   * Files and kept pages with their bytes' SHA-256, a table or query by its name, an API by its
   * address.
   *
   * @param periods of which files are wanted, where their names tell the period
   */
  static void write(
      InsightSource source, Collection<Period> periods, PipelineOptions options, ObjectNode json)
      throws IOException {
    FileSystems.setDefaultPipelineOptions(options);
    if (source instanceof InsightFiles files) {
      json.put("kind", "files");
      list(MatchedFiles.of(files, periods).files(), json.putArray("files"));
    } else if (source instanceof GraphInsights graph) {
      json.put("kind", "graph").put("source", graph.endpoint() + "/" + graph.version());
      ArrayNode pages = json.putArray("files");
      if (graph.keep() != null) {
        InsightFiles kept =
            new InsightFiles(
                List.of(graph.keep() + "/*/*_" + InsightFiles.PERIOD + ".jsonl"),
                graph.folder(),
                InsightSource.Newest.NONE,
                null);
        list(MatchedFiles.of(kept, periods).files(), pages);
      }
    } else if (source instanceof JdbcInsights table) {
      json.put("kind", "jdbc").put("source", table.source());
    }
  }

  private static void list(List<InsightFile> files, ArrayNode json) {
    for (InsightFile file : files) {
      json.addObject()
          .put("source", file.source())
          .put("size", file.size())
          .put(
              "modified_at",
              file.modifiedMillis() == 0
                  ? null
                  : Instant.ofEpochMilli(file.modifiedMillis()).toString())
          .put("sha256", sha256(file.resource()));
    }
  }

  /** Null where it cannot be read any more. */
  private static @Nullable String sha256(String resource) {
    MessageDigest digest = Sha256.digest();
    byte[] piece = new byte[PIECE];
    try (InputStream bytes =
        Channels.newInputStream(FileSystems.open(FileSystems.matchNewResource(resource, false)))) {
      for (int read = bytes.read(piece); read >= 0; read = bytes.read(piece)) {
        digest.update(piece, 0, read);
      }
    } catch (IOException e) {
      return null;
    }
    return Sha256.whole(digest);
  }
}
