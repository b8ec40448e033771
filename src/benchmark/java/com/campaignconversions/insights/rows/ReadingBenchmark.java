package com.campaignconversions.insights.rows;






import com.campaignconversions.insights.json.PlainTokens;
import com.campaignconversions.insights.json.JsonTokens;
import com.campaignconversions.insights.json.Json;
import com.campaignconversions.job.Job;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** A row on its way from JSON to the packed form that travels, in microseconds a row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReadingBenchmark {
  private final Job job = GeneratedRows.job();
  private final List<byte[]> lines = GeneratedRows.lines();
  private final List<Insight> insights = GeneratedRows.insights();
  private final InsightParser parser = InsightParser.of(job);
  private final Admission admission = GeneratedRows.admission(job);
  private final PlainTokens plain = new PlainTokens(parser.names());
  private final InsightBlock.Writer block = new InsightBlock.Writer();

  /** What no reader can do without: Jackson's tokens, and nothing done with them. */
  @Benchmark
  @OperationsPerInvocation(GeneratedRows.ROWS)
  public void tokens(Blackhole blackhole) throws IOException {
    for (byte[] line : lines) {
      try (JsonParser json = Json.FACTORY.createParser(line)) {
        for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
          blackhole.consume(token);
        }
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(GeneratedRows.ROWS)
  public void parseAndExtract(Blackhole blackhole) throws IOException {
    for (byte[] line : lines) {
      plain.of(line, 0, line.length);
      extract(plain, blackhole);
    }
  }

  /** As a line is read that holds something unusual. */
  @Benchmark
  @OperationsPerInvocation(GeneratedRows.ROWS)
  public void parseAndExtractWithJackson(Blackhole blackhole) throws IOException {
    for (byte[] line : lines) {
      try (JsonParser json = Json.FACTORY.createParser(line)) {
        extract(parser.tokens(json), blackhole);
      }
    }
  }

  private void extract(JsonTokens tokens, Blackhole blackhole) throws IOException {
    tokens.next();
    parser.value(
        tokens,
        "0",
        (from, to) -> "",
        new GeneratedRows.RowsOnly() {
          @Override
          public void row(InsightRow row) {
            blackhole.consume(admission.decide(row, 0));
          }
        });
  }

  @Benchmark
  @OperationsPerInvocation(GeneratedRows.ROWS)
  public byte[] pack() {
    insights.forEach(block::row);
    return block.take();
  }
}
