package com.campaignconversions.conversions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.conversions.ClientPeriodExtraction.Result;
import com.campaignconversions.conversions.ClientPeriodSummary.State;
import com.campaignconversions.conversions.history.PublishedBefore;
import com.campaignconversions.conversions.losses.GatheredRows;
import com.campaignconversions.insights.ReadInsights;
import com.campaignconversions.insights.counts.RejectedInsight;
import com.campaignconversions.insights.counts.RejectedInsight.Reason;
import com.campaignconversions.insights.counts.RowCounts;
import com.campaignconversions.insights.counts.RunCounts;
import com.campaignconversions.insights.fields.WantedActions;
import com.campaignconversions.insights.files.MatchedFiles;
import com.campaignconversions.insights.landed.ConnectionSource;
import com.campaignconversions.insights.rows.InsightOutputs;
import com.campaignconversions.insights.rows.ReadPlan;
import com.campaignconversions.insights.rows.Reading;
import com.campaignconversions.insights.rows.RowText;
import com.campaignconversions.job.InsightFiles;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.job.metrics.Metric.Scope;
import com.campaignconversions.job.metrics.Metric.Unit;
import com.campaignconversions.records.NoHeartbeat;
import com.campaignconversions.records.RecordBatch;
import com.campaignconversions.records.RecordBatchFormat;
import com.campaignconversions.records.RecordCoder;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPOutputStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading and extracting as a pipeline, on DirectRunner with all that it enforces. */
class InsightsToConversionsTest {
  private static final Instant READ_AT = Instant.parse("2026-01-15T06:00:00Z");
  private static final ConnectionSource NOWHERE =
      (database, section) -> {
        throw new IllegalStateException("files are in no database");
      };
  private static final String[] PERIODS = {"2025-09", "2025-10", "2025-11"};

  private final Path folder;

  private final Job job =
      SmallJob.monthly()
          .client("belmonte", "PLN", "1")
          .client("lakeside", "EUR", "2", "3")
          .client("zatoka", null, "4")
          .client("aurora", "EUR", "5")
          .metric("searches", "omni_search", "search")
          .metric("reservations", "omni_purchase", "purchase")
          .metric("value", List.of("action_values"), Scope.CAMPAIGN, Unit.MONEY, "purchase")
          .metric(
              "calls",
              List.of("actions", "conversions"),
              Scope.ACCOUNT,
              Unit.COUNT,
              "placed",
              "confirmed")
          .files("/", "/nowhere/*")
          .build();

  private final WantedPeriods wanted = SmallJob.wanted(job, PERIODS);

  InsightsToConversionsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** Everything that came out, in an order of its own. */
  private record Outcome(
      List<CampaignConversions> campaigns,
      List<MetricVariance> variances,
      List<ClientPeriodSummary> summaries,
      RowCounts counts) {}

  /** Rows of every kind: daily and monthly, of ads, with breakdowns, twice, in conflict, bad. */
  private static List<RowText> rows(Random random) {
    List<RowText> rows = new ArrayList<>();
    for (String month : List.of("2025-08", "2025-09", "2025-10", "2025-11")) {
      for (int account = 1; account <= 6; account++) {
        if (random.nextInt(6) == 0) {
          continue;
        }
        for (int campaign = random.nextInt(5); campaign >= 0; campaign--) {
          rows.addAll(campaign(random, month, "" + account, account + "" + campaign));
        }
        if (random.nextInt(3) == 0) {
          rows.add(
              RowText.ofAccount("" + account)
                  .days(month + "-01", month + "-28")
                  .action("purchase", "" + random.nextInt(30)));
        }
      }
    }
    rows.add(RowText.ofCampaign("9").field("account_id", "99"));
    rows.add(RowText.ofCampaign("9").days("2025-10-31", "2025-11-01"));
    rows.add(RowText.ofCampaign("9").field("spend", "much"));
    rows.add(RowText.ofCampaign("10").entry("actions", "null").on("2025-11-29"));
    return rows;
  }

  private static List<RowText> campaign(Random random, String month, String account, String id) {
    List<RowText> rows = new ArrayList<>();
    int shape = random.nextInt(5);
    for (int i = 0; i < (shape == 0 ? 1 : 4); i++) {
      RowText row =
          RowText.ofCampaign(id)
              .field("account_id", random.nextBoolean() ? account : "act_" + account)
              .field("campaign_name", "Name " + random.nextInt(2))
              .field("spend", random.nextInt(1000) + "." + random.nextInt(100))
              .field("clicks", "" + random.nextInt(300));
      switch (shape) {
        case 0 -> row.days(month + "-01", month + "-28");
        case 1 -> row.days(month + "-01", month + "-28").field("ad_id", id + i);
        case 2 -> row.on(month + "-0" + (i + 1)).field("age", i + "0-" + i + "9");
        default -> row.on(month + "-0" + (i + 1));
      }
      for (String type :
          List.of(
              "omni_search",
              "search",
              "omni_purchase",
              "purchase",
              "placed",
              "confirmed",
              "like")) {
        if (random.nextInt(3) > 0) {
          row.action(type, "" + random.nextInt(9));
        }
      }
      row.entry(
          "action_values",
          "{\"action_type\":\"purchase\",\"value\":\"" + random.nextInt(999) + ".5\"}");
      rows.add(row);
      if (random.nextInt(6) == 0) {
        rows.add(row);
      }
    }
    if (random.nextInt(20) == 0) {
      rows.add(
          RowText.ofCampaign(id).field("account_id", account).days(month + "-01", month + "-27"));
    }
    return rows;
  }

  /** What plain functions make of the rows, one after the other. */
  private Outcome expected(List<RowText> rows) throws CoderException {
    Reading reading = new Reading(job, wanted).rows(0, rows.toArray(RowText[]::new));
    GatheredRows gathered = GatheredRows.of(reading.blocks(), job.granularity());
    List<CampaignConversions> campaigns = new ArrayList<>();
    List<MetricVariance> variances = new ArrayList<>();
    List<ClientPeriodSummary> summaries = new ArrayList<>();
    RowCounts counts = reading.counts();
    for (Client client : job.clients()) {
      ClientPeriodExtraction extraction =
          new ClientPeriodExtraction(job, client, WantedActions.of(job), READ_AT);
      List<EarlierPeriod> earlier = new ArrayList<>();
      for (Period period : wanted.of(client.id())) {
        Result result =
            extraction.extract(
                period,
                gathered.take(new ClientPeriod(client.id(), period)),
                gathered.sources(client.id()),
                new PublishedBefore(
                    List.copyOf(earlier), false, account -> false, metric -> Set.of()));
        if (result.numbers() != null) {
          earlier.add(result.numbers());
        }
        campaigns.addAll(result.campaigns());
        variances.addAll(result.variances());
        summaries.add(result.summary());
        counts = counts.plus(result.rowCounts());
      }
    }
    return new Outcome(
        asTheyTravel(campaigns, CampaignConversions.class),
        asTheyTravel(variances, MetricVariance.class),
        asTheyTravel(summaries, ClientPeriodSummary.class).stream()
            .map(InsightsToConversionsTest::withoutExamples)
            .toList(),
        counts);
  }

  /** Of several rows that were lost, that which is told depends on where they stand. */
  private static ClientPeriodSummary withoutExamples(ClientPeriodSummary summary) {
    return new ClientPeriodSummary(
        summary.clientPeriod(),
        summary.state(),
        summary.reason() == null
            ? null
            : summary
                .reason()
                .replaceAll("\\([A-Z_]+, [^)]*\\)", "(…)")
                .replaceAll("such as ([A-Z_]+) in .*? \\((\\d+ other)", "such as $1 ($2")
                .replaceAll(": which of them is right would be a guess; [^;]*", "…"),
        summary.rows(),
        summary.suspicions(),
        summary.version());
  }

  private static <T extends Record> List<T> asTheyTravel(List<T> values, Class<T> type)
      throws CoderException {
    List<T> travelled = new ArrayList<>();
    for (T value : values) {
      travelled.add(CoderUtils.clone(RecordCoder.of(type), value));
    }
    return travelled;
  }

  /** Runs the pipeline over the files of the folder and compares. */
  private void yields(Outcome expected, int rejections, int parallelism, int shards)
      throws IOException {
    MatchedFiles files =
        MatchedFiles.of(
            (InsightFiles)
                SmallJob.ofBelmonte()
                    .files(folder.toString(), folder + "/**/*")
                    .build()
                    .insights());
    Pipeline pipeline = Pipeline.create();
    ReadPlan plan = new ReadPlan(job, wanted, READ_AT, parallelism, shards, NoHeartbeat.NONE);
    PCollectionTuple read =
        pipeline.apply("Read insights", ReadInsights.of(plan, files.files(), NOWHERE));
    PCollectionTuple extracted =
        read.get(InsightOutputs.ROWS)
            .apply("Extract conversions", ExtractConversions.of(plan, clients -> Map.of()));

    PAssert.that(
            extracted
                .get(ExtractConversions.CAMPAIGNS)
                .apply("Campaigns", new Unpacked<>(CampaignConversions.class)))
        .containsInAnyOrder(expected.campaigns());
    PAssert.that(
            extracted
                .get(ExtractConversions.VARIANCE)
                .apply("Variances", new Unpacked<>(MetricVariance.class)))
        .containsInAnyOrder(expected.variances());
    PAssert.that(
            extracted
                .get(ExtractConversions.SUMMARIES)
                .apply("Summaries", new Unpacked<>(ClientPeriodSummary.class))
                .apply(
                    MapElements.into(TypeDescriptor.of(ClientPeriodSummary.class))
                        .via(InsightsToConversionsTest::withoutExamples))
                .setCoder(RecordCoder.of(ClientPeriodSummary.class)))
        .containsInAnyOrder(expected.summaries());
    RowCounts counts = expected.counts();
    PAssert.that(
            PCollectionList.of(read.get(InsightOutputs.COUNTS))
                .and(extracted.get(ExtractConversions.COUNTS))
                .apply("All counts", Flatten.pCollections()))
        .satisfies(
            all -> {
              RunCounts sum =
                  StreamSupport.stream(all.spliterator(), false)
                      .reduce(RunCounts.NONE, RunCounts::plus);
              assertThat(sum.rows(), is(counts));
              assertThat(sum.rows().balanced(), is(true));
              return null;
            });
    PAssert.that(read.get(InsightOutputs.REJECTED))
        .satisfies(
            all -> {
              assertThat(
                  (int)
                      StreamSupport.stream(all.spliterator(), false)
                          .map(RejectedInsight::reason)
                          // Of an account of nobody each file has a record, and no more.
                          .filter(reason -> reason != Reason.UNKNOWN_CLIENT)
                          .count(),
                  is(rejections));
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private static final class Unpacked<T extends Record>
      extends PTransform<PCollection<RecordBatch<T>>, PCollection<T>> {
    private static final long serialVersionUID = 1;

    private final Class<T> type;

    Unpacked(Class<T> type) {
      this.type = type;
    }

    @Override
    public PCollection<T> expand(PCollection<RecordBatch<T>> packed) {
      RecordBatchFormat<T> packing = RecordBatchFormat.of(type);
      return packed
          .apply(
              FlatMapElements.into(TypeDescriptor.of(type))
                  .via((RecordBatch<T> block) -> packing.unpack(block)))
          .setCoder(RecordCoder.of(type));
    }
  }

  /** Writes the rows into some files of every format. */
  private void write(List<RowText> rows, Random random) throws IOException {
    List<List<String>> files = new ArrayList<>();
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      files.add(new ArrayList<>());
    }
    for (RowText row : rows) {
      files.get(random.nextInt(files.size())).add(row.json());
    }
    for (int i = 0; i < files.size(); i++) {
      List<String> json = files.get(i);
      String text =
          switch (random.nextInt(5)) {
            case 0 -> String.join("\n", json);
            case 1 -> "\uFEFF" + String.join("\r\n\r\n", json) + "\r\n";
            case 2 -> "[" + String.join(",", json) + "]";
            case 3 -> "[" + String.join(",\n", json) + "\n]";
            default -> {
              int half = json.size() / 2;
              yield "{\"data\": ["
                  + String.join(",", json.subList(0, half))
                  + "],\n\"paging\":{}}\n{\"data\":["
                  + String.join(", ", json.subList(half, json.size()))
                  + "]}";
            }
          };
      Path path =
          Files.createDirectories(folder.resolve("" + random.nextInt(2))).resolve(i + ".json");
      byte[] bytes = text.getBytes(UTF_8);
      switch (random.nextInt(3)) {
        case 0 -> Files.write(path, bytes);
        case 1 -> Files.write(Path.of(path + ".zst"), Zstd.compress(bytes));
        default -> {
          ByteArrayOutputStream zipped = new ByteArrayOutputStream();
          try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write(bytes);
          }
          Files.write(Path.of(path + ".gz"), zipped.toByteArray());
        }
      }
    }
  }

  private int rejections(List<RowText> rows) {
    return new Reading(job, wanted).rows(0, rows.toArray(RowText[]::new)).rejections();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void yieldsTheSameHoweverTheRowsAreSpread(int seed) throws IOException {
    Random random = new Random(seed / 2);
    List<RowText> rows = rows(random);
    Outcome expected = expected(rows);
    int rejections = rejections(rows);
    Random spread = new Random(seed);
    Collections.shuffle(rows, spread);
    write(rows, spread);

    yields(expected, rejections, 1 + spread.nextInt(4), 1 + spread.nextInt(20));
  }

  @Test
  void yieldsTheSameFromOneLargeFileReadInParts() throws IOException {
    List<RowText> rows = rows(new Random(1));
    Outcome expected = expected(rows);
    int rejections = rejections(rows);
    StringBuilder lines = new StringBuilder();
    rows.forEach(row -> lines.append(row.field("reach", "9".repeat(20_000)).json()).append('\n'));
    Files.writeString(folder.resolve("large.jsonl"), lines);

    yields(expected, rejections, 4, 8);
  }

  @Test
  void hasEveryKindOfOutcomeInItsRows() throws CoderException {
    List<State> states = new ArrayList<>();
    RowCounts counts = RowCounts.NONE;
    for (int seed = 0; seed <= 4; seed++) {
      Outcome outcome = expected(rows(new Random(seed)));
      outcome.summaries().forEach(summary -> states.add(summary.state()));
      counts = counts.plus(outcome.counts());
    }

    assertThat(
        states.stream().distinct().sorted(Comparator.naturalOrder()).toList(),
        is(List.of(State.values())));
    assertThat(
        List.of(
                counts.used(),
                counts.rejected(),
                counts.duplicates(),
                counts.accountTotals(),
                counts.skipped(),
                counts.withheld(),
                counts.rejectedEntries())
            .contains(0L),
        is(false));
  }

  @Test
  void withholdsWhatAnIncompleteFileHoldsAndNothingElse() throws IOException {
    Files.writeString(folder.resolve("a.json"), "[\n" + RowText.ofCampaign("10").json() + ",\n");
    Files.writeString(
        folder.resolve("b.json"),
        RowText.ofCampaign("10").days("2025-10-01", "2025-10-31").json()
            + "\n"
            + RowText.ofCampaign("20").field("account_id", "5").json());

    Map<String, String> outcomes = outcomes();
    assertThat(
        outcomes.get("belmonte 2025-11"),
        startsWith(
            "WITHHELD a file that holds rows of it is incomplete: a.json: it ends or breaks inside a"
                + " value, at byte "));
    assertThat(outcomes.get("belmonte 2025-10"), is("COMPLETE null"));
    assertThat(outcomes.get("aurora 2025-11"), is("COMPLETE null"));
    assertThat(
        outcomes.get("lakeside 2025-11"),
        startsWith(
            "WITHHELD no row of it was found, and it may stand in what is missing of a file: a.json"
                + ": it ends or breaks inside a value"));
    assertThat(outcomes, is(aMapWithSize(12)));
  }

  @Test
  void withholdsEverythingWhereAFileCannotBeRead() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "account_id,campaign_id\n1,10\n");
    Files.writeString(folder.resolve("b.json"), RowText.ofCampaign("10").json());

    assertThat(
        outcomes().values(),
        everyItem(
            is(
                "WITHHELD a file that may hold rows of it cannot be read: a.txt: it is neither JSON"
                    + " nor lines of JSON")));
  }

  @Test
  void withholdsWhatAFileWithAnErrorHoldsThoughTheRowsAreInOtherParts() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      lines
          .append(RowText.ofCampaign("10" + i).field("reach", "9".repeat(20_000)).json())
          .append('\n');
    }
    Files.writeString(
        folder.resolve("large.jsonl"), lines + "{\"error\":{\"message\":\"limit\"}}\n");

    Map<String, String> outcomes = outcomes();
    assertThat(
        outcomes.get("belmonte 2025-11"),
        is(
            "WITHHELD a file that holds rows of it is incomplete: large.jsonl: it carries an error"
                + " of the Marketing API: limit"));
    assertThat(
        outcomes.get("aurora 2025-11"),
        startsWith("WITHHELD no row of it was found, and it may stand in what is missing of a"));
  }

  /** State and reason by client period, out of a pipeline over the files of the folder. */
  private Map<String, String> outcomes() throws IOException {
    MatchedFiles files =
        MatchedFiles.of(
            (InsightFiles)
                SmallJob.ofBelmonte().files(folder.toString(), folder + "/*").build().insights());
    Pipeline pipeline = Pipeline.create();
    ReadPlan plan = new ReadPlan(job, wanted, READ_AT, 4, 3, NoHeartbeat.NONE);
    PCollectionTuple read =
        pipeline.apply("Read insights", ReadInsights.of(plan, files.files(), NOWHERE));
    Path answer = Files.createTempFile(folder.getParent(), "answer", ".txt");
    String path = answer.toString();
    PAssert.that(
            read.get(InsightOutputs.ROWS)
                .apply("Extract", ExtractConversions.of(plan, clients -> Map.of()))
                .get(ExtractConversions.SUMMARIES)
                .apply("Summaries", new Unpacked<>(ClientPeriodSummary.class))
                .apply(
                    MapElements.into(TypeDescriptor.of(ClientPeriodSummary.class))
                        .via(InsightsToConversionsTest::withoutExamples))
                .setCoder(RecordCoder.of(ClientPeriodSummary.class)))
        .satisfies(
            all -> {
              List<String> lines = new ArrayList<>();
              for (ClientPeriodSummary summary : all) {
                lines.add(summary.clientPeriod() + "=" + summary.state() + " " + summary.reason());
              }
              try {
                Files.write(Path.of(path), lines);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return null;
            });
    pipeline.run().waitUntilFinish();
    return Files.readAllLines(answer).stream()
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(line -> line[0], line -> line[1]));
  }
}
