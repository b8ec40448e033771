package com.campaignconversions.insights.rows;






import com.campaignconversions.insights.json.Page;
import com.campaignconversions.insights.json.JsonTokens;
import com.campaignconversions.insights.json.Json;
import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;

import com.campaignconversions.job.Job;
import com.campaignconversions.job.file.JobFile;
import com.campaignconversions.job.yaml.JobFileException;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The generated rows of one client, one for each of its 25 campaigns and each day of a month; the
 * system property {@code benchmark.data} names their folder.
 */
public final class GeneratedRows {
  public static final int ROWS = 25 * 30;
  public static final Period NOVEMBER = Period.parse("2025-11");
  private static final Path FOLDER = Path.of(System.getProperty("benchmark.data", ""));

  private GeneratedRows() {}

  public static Job job() {
    try {
      return JobFile.read(FOLDER.resolve("job.yaml"));
    } catch (JobFileException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Client client(Job job) {
    return job.clients().get(0);
  }

  static List<byte[]> lines() {
    try (var lines = Files.lines(FOLDER.resolve("insights/00000.jsonl"))) {
      return lines.map(line -> line.getBytes(StandardCharsets.UTF_8)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Admission admission(Job job) {
    return new Admission(job, new WantedPeriods(Map.of(client(job).id(), List.of(NOVEMBER))));
  }

  static List<Insight> insights() {
    Job job = job();
    Admission admission = admission(job);
    InsightParser parser = InsightParser.of(job);
    List<Insight> insights = new ArrayList<>();
    for (byte[] line : lines()) {
      try (JsonParser json = Json.FACTORY.createParser(line)) {
        JsonTokens tokens = parser.tokens(json);
        tokens.next();
        parser.value(
            tokens,
            "0",
            (from, to) -> "",
            new RowsOnly() {
              @Override
              public void row(InsightRow row) {
                insights.add(((Admission.Admitted) admission.decide(row, 0)).insight());
              }
            });
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return insights;
  }

  /** All of them as they travel from reading to extraction. */
  public static byte[] block() {
    InsightBlock.Writer block = new InsightBlock.Writer();
    insights().forEach(block::row);
    return block.take();
  }

  /** For lines that hold rows. */
  interface RowsOnly extends InsightParser.Listener {
    @Override
    default void notAnObject(String position, String payload) {
      throw new IllegalStateException(payload);
    }

    @Override
    default void pageError(String message) {
      throw new IllegalStateException(message);
    }

    @Override
    default void page(Page page) {
      throw new IllegalStateException("a row is no page");
    }
  }
}
