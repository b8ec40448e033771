package com.campaignconversions.insights.files;

import static com.campaignconversions.insights.counts.RejectedInsight.Reason.NOT_AN_OBJECT;
import static com.campaignconversions.insights.counts.RejectedInsight.Reason.NOT_JSON;
import static com.campaignconversions.insights.counts.RejectedInsight.Reason.TOO_LONG;
import static com.campaignconversions.insights.counts.RejectedInsight.Reason.UNKNOWN_CLIENT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.insights.counts.RejectedInsight;
import com.campaignconversions.insights.json.Page;
import com.campaignconversions.insights.rows.Reading;
import com.campaignconversions.insights.rows.RowText;
import com.campaignconversions.job.InsightFields;
import com.campaignconversions.job.InsightSource.Newest;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.file.SmallJob;
import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InsightFileReaderTest {
  private final Path folder;

  private final Job job = SmallJob.ofBelmonte().build();
  private final WantedPeriods wanted = SmallJob.wanted(job, "2025-10", "2025-11");

  InsightFileReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Reading read(String... lines) {
    return new Reading(job, wanted).text(folder, lines);
  }

  private Reading read(String name, byte[] content) {
    return new Reading(job, wanted).bytes(folder, name, content);
  }

  private static String row(String campaignId) {
    return RowText.ofCampaign(campaignId).action("purchase", "3").json();
  }

  private static List<String> campaigns(Reading reading) {
    return reading.insights().stream().map(row -> String.valueOf(row.ids().campaignId())).toList();
  }

  private static void isWhole(Reading reading, String... campaigns) {
    assertThat(reading.broken(), is(empty()));
    assertThat(reading.unreadable(), is(empty()));
    assertThat(reading.rejected(), is(empty()));
    assertThat(campaigns(reading), contains(campaigns));
  }

  private static byte[] zipped(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(content);
    }
    return out.toByteArray();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  @Test
  void readsJsonLines() {
    Reading reading = read(row("1"), row("2"), row("3"));

    isWhole(reading, "1", "2", "3");
    int length = row("1").length() + 1;
    assertThat(reading.positions(), contains("0", "" + length, "" + 2 * length));
  }

  @Test
  void readsLinesThatEndAsOnWindowsAndSkipsBlankOnes() {
    isWhole(read("", " \t\r", row("1") + "\r", "\r", "  " + row("2") + " \r", "", ""), "1", "2");
  }

  @Test
  void readsAnArrayOnOneLine() {
    Reading reading = read("[" + row("1") + ", " + row("2") + "]");

    isWhole(reading, "1", "2");
    assertThat(reading.positions(), contains("0[0]", "0[1]"));
  }

  @Test
  void readsAnArrayOverManyLines() {
    Reading reading = read("", "[", row("1") + ",", row("2"), "]");

    isWhole(reading, "1", "2");
    assertThat(reading.positions(), contains("1[0]", "1[1]"));
  }

  @Test
  void readsAPageOverManyLines() {
    isWhole(
        read(
            "{",
            "\"data\": [",
            row("1"),
            ",",
            row("2"),
            "],",
            "\"paging\": {\"next\": \"…\"}",
            "}"),
        "1",
        "2");
  }

  @Test
  void readsSeveralPagesOfAStream() {
    String page = "{\n\"data\":[" + row("1") + "],\"paging\":{}}";
    Reading reading = read(page, page.replace("\"1\"}", "\"1\"}"), "{\"data\":[]}", row("3"));

    isWhole(reading, "1", "1", "3");
    int second = page.length() + 1;
    assertThat(
        reading.positions(),
        contains(
            "0[0]", second + "[0]", String.valueOf(2 * second + "{\"data\":[]}".length() + 1)));
  }

  @Test
  void readsAPageOnEachLine() {
    Reading reading =
        read(
            "{\"data\":[" + row("1") + "," + row("2") + "]}",
            "{\"paging\":{},\"data\":[]}",
            row("3"));

    isWhole(reading, "1", "2", "3");
    assertThat(reading.positions().subList(0, 2), contains("0[0]", "0[1]"));
  }

  @Test
  void readsARowPrintedOverManyLines() {
    isWhole(read(row("1").replace(",", ",\n"), row("2").replace(":", " :\n")), "1", "2");
  }

  @Test
  void skipsAByteOrderMark() {
    byte[] mark = bytes(0xEF, 0xBB, 0xBF);

    isWhole(read("a.json", joined(mark, row("1").getBytes(UTF_8))), "1");
    isWhole(read("b.json", joined(mark, ("[\n" + row("1") + "]").getBytes(UTF_8))), "1");
    isWhole(read("c.json", joined(mark, ("\n[\n" + row("1") + "]").getBytes(UTF_8))), "1");
    isWhole(read("d.json", joined(mark, ("\n\n" + row("1")).getBytes(UTF_8))), "1");
    assertThat(read("e.json", joined(mark, "[\n3]".getBytes(UTF_8))).positions(), contains("3[0]"));
    assertThat(read("f.json", mark).positions(), is(empty()));
  }

  @Test
  void findsNothingInAnEmptyFile() {
    for (String text : List.of("", "\n", " \r\n\t", "[]", "[\n]", "{\"data\":\n[]}")) {
      Reading reading = read(text);
      assertThat(reading.positions(), is(empty()));
      assertThat(reading.broken(), is(empty()));
      assertThat(reading.unreadable(), is(empty()));
    }
  }

  @Test
  void compressedFilesAreUnpacked() throws IOException {
    byte[] content = ("[\n" + row("1") + ",\n" + row("2") + "\n]").getBytes(UTF_8);

    isWhole(read("rows.json.gz", zipped(content)), "1", "2");
    isWhole(read("rows.json.zst", Zstd.compress(content)), "1", "2");
    isWhole(
        read(
            "two.jsonl.gz",
            joined(zipped((row("1") + "\n").getBytes(UTF_8)), zipped(row("2").getBytes(UTF_8)))),
        "1",
        "2");
  }

  @Test
  void readsPackedLinesToTheirEnd() throws IOException {
    byte[] content = (row("1") + "\n").repeat(5000).getBytes(UTF_8);

    assertThat(read("rows.jsonl.gz", zipped(content)).insights(), hasSize(5000));
    assertThat(read("rows.jsonl.zst", Zstd.compress(content)).insights(), hasSize(5000));
  }

  @Test
  void rejectsABrokenLineAndNothingElse() {
    for (String broken :
        List.of(
            "{\"account_id\":\"1\"",
            "{]",
            "{\"a\":01}",
            "]",
            "nonsense",
            "{} {",
            "{\"a\":nan}",
            "'a'",
            "{\"a\":\"half")) {
      Reading reading = read(row("1"), broken, row("2"));

      assertThat(campaigns(reading), contains("1", "2"));
      assertThat(reading.reasons(), contains(NOT_JSON));
      assertThat(reading.rejected().get(0).payload(), is(broken));
      assertThat(reading.rejected().get(0).position(), is("" + (row("1").length() + 1)));
      assertThat(reading.broken(), is(empty()));
      assertThat(reading.unreadable(), is(empty()));
    }
  }

  @Test
  void rejectsABrokenFirstLineAndNothingElse() {
    for (String broken : List.of("{]", "nonsense", "{\"account_id\":\"1\",\"x", "{} }")) {
      Reading reading = read(broken, row("1"), row("2"));

      assertThat(campaigns(reading), contains("1", "2"));
      assertThat(reading.reasons(), contains(NOT_JSON));
      assertThat(reading.unreadable(), is(empty()));
    }
  }

  @Test
  void readsTwoObjectsOnALineAsTwo() {
    Reading reading = read(row("1") + row("2"), row("3") + " " + row("4"));

    assertThat(campaigns(reading), contains("1", "2", "3", "4"));
    assertThat(reading.positions(), hasItem(Integer.toString(row("1").length())));
    assertThat(reading.reasons(), is(empty()));
  }

  @Test
  void takesALastLineThatBreaksOffForAFileThatEndsInside() {
    byte[] cut = (row("1") + "\n" + row("2").substring(0, 50)).getBytes(UTF_8);
    Reading reading = read("cut.jsonl", cut);

    assertThat(campaigns(reading), contains("1"));
    assertThat(reading.reasons(), contains(NOT_JSON));
    assertThat(reading.broken(), contains(containsString("its last line breaks off at byte")));
  }

  @Test
  void takesNoLineForCutThatIsWholeOrHasALineBreak() {
    assertThat(read("a.jsonl", row("1").getBytes(UTF_8)).broken(), is(empty()));
    assertThat(read("a.jsonl", (row("1") + "\n{\n").getBytes(UTF_8)).broken(), is(empty()));
  }

  @Test
  void findsBytesThatAreNoTextInNamesToo() {
    String text = row("2").replace("{", "{\"\u00e9\":1,");
    byte[] broken = (text + "\n" + row("3") + "\n").getBytes(ISO_8859_1);
    Reading reading = read("a.jsonl", broken);

    assertThat(campaigns(reading), contains("3"));
    assertThat(reading.reasons(), contains(NOT_JSON));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"json\": %s}",
        "{\"json\": {\"data\": [%s]}}",
        "[{\"json\": %s, \"pairedItem\": {\"item\": 0}}]",
        "[{\"json\": {\"data\": [%s]}}]",
        "{\"_airbyte_raw_id\": \"7\", \"_airbyte_data\": %s, \"_airbyte_extracted_at\": 5}",
        "{\"type\": \"RECORD\", \"stream\": \"ads_insights\", \"record\": %s}",
        "{\"type\": \"RECORD\", \"record\": {\"stream\": \"x\", \"data\": %s, \"emitted_at\": 5}}",
        "%s"
      })
  void readsRowsInEnvelopes(String envelope) {
    Reading reading = read(row("1"), envelope.formatted(row("2")), row("3"));

    assertThat(campaigns(reading), contains("1", "2", "3"));
    assertThat(reading.reasons(), is(empty()));
  }

  @Test
  void readsTablesOfPandasByRowByColumnAndSplit() {
    Reading byRow = read("{\"0\":" + row("1") + ",\"1\":" + row("2") + "}");
    Reading byColumn =
        read(
            "{\"account_id\":{\"0\":\"1\",\"1\":\"1\"},"
                + "\"campaign_id\":{\"0\":\"1\",\"1\":\"2\"},"
                + "\"date_start\":{\"0\":\"2025-11-01\",\"1\":\"2025-11-01\"},"
                + "\"date_stop\":{\"0\":\"2025-11-30\",\"1\":\"2025-11-30\"}}");
    Reading split =
        read(
            "{\"columns\":[\"account_id\",\"campaign_id\",\"date_start\",\"date_stop\"],"
                + "\"index\":[0,1],\"data\":["
                + "[\"1\",\"1\",\"2025-11-01\",\"2025-11-30\"],"
                + "[\"1\",\"2\",\"2025-11-01\",\"2025-11-30\"]]}");

    for (Reading reading : List.of(byRow, byColumn, split)) {
      assertThat(campaigns(reading), contains("1", "2"));
      assertThat(reading.reasons(), is(empty()));
    }
  }

  @Test
  void readsTablesOfPandasPrintedOverManyLines() {
    String byRow = "{\n\"0\":" + row("1") + ",\n\"1\":" + row("2") + "\n}";
    String byName = "{\n\"spring\":" + row("1") + ",\n\"autumn\":" + row("2") + "\n}";
    for (String table : List.of(byRow, byName, COLUMNS, SPLIT, INDEX_FIRST)) {
      String printed = table.replace(":{", ": {\n  ").replace(",\"", ",\n  \"");

      isWhole(read(table), "1", "2");
      isWhole(read(printed), "1", "2");
      isWhole(read("[\n{\"json\":" + printed + "}]"), "1", "2");
    }
  }

  private static final String CELLS =
      "[[\"1\",\"1\",\"2025-11-01\",\"2025-11-30\"],[\"1\",2,\"2025-11-01\",\"2025-11-30\"]]";
  private static final String SPLIT =
      "{\"columns\":[\"account_id\",\"campaign_id\",\"date_start\",\"date_stop\"],"
          + "\"index\":[0,1],\"data\":"
          + CELLS
          + "}";
  private static final String INDEX_FIRST =
      "{\"index\":[0,1],\"columns\":[\"account_id\",\"campaign_id\",\"date_start\",\"date_stop\"],"
          + "\"data\":"
          + CELLS
          + "}";
  private static final String COLUMNS =
      "{\"reach\":{\"0\":12,\"1\":NaN},\"account_id\":{\"0\":1,\"1\":1},"
          + "\"campaign_id\":{\"0\":\"1\",\"1\":\"2\"},"
          + "\"actions\":{\"0\":[{\"action_type\":\"purchase\",\"value\":\"3\"}],\"1\":null},"
          + "\"date_start\":{\"0\":\"2025-11-01\",\"1\":\"2025-11-01\"},"
          + "\"date_stop\":{\"0\":\"2025-11-30\",\"1\":\"2025-11-30\"}}";

  @Test
  void readsSeveralTablesOnALine() {
    isWhole(read(COLUMNS + COLUMNS.replace("\"2\"", "\"3\"") + row("4")), "1", "2", "1", "3", "4");
    Reading broken = read(COLUMNS + " garbage", row("4"));

    assertThat(campaigns(broken), contains("4"));
    assertThat(broken.reasons(), contains(NOT_JSON));
  }

  @Test
  void keepsTheNumbersOfATableExact() {
    Reading reading =
        read(
            COLUMNS.replace(
                "\"reach\":{\"0\":12,\"1\":NaN}",
                "\"spend\":{\"0\":1234567890123456789.0000000001,\"1\":0.10}"));

    assertThat(
        reading.insights().stream().map(row -> String.valueOf(row.delivery().spend())).toList(),
        contains("1234567890123456789.0000000001", "0.1"));
  }

  @Test
  void tellsOfATableWhoseColumnsHoldDifferentRows() {
    String uneven = COLUMNS.replace("\"0\":\"1\",\"1\":\"2\"", "\"0\":\"1\",\"2\":\"2\"");

    assertThat(read(uneven, row("4")).reasons(), contains(NOT_JSON));
    assertThat(
        read(uneven.replace(":{", ":{\n")).broken(),
        contains(containsString("columns of a table hold different rows")));
  }

  @Test
  void takesAnObjectOfObjectsThatIsNoTableForARow() {
    isWhole(read("{\"_id\":{\"$oid\":\"7\"}," + row("1").substring(1)), "1");
    isWhole(read("{\"creative\":{\"id\":\"7\"}," + row("1").substring(1)), "1");
    assertThat(read("{\"a\":{\"b\":1},\"c\":{}}").reasons(), contains(UNKNOWN_CLIENT));
    assertThat(
        read("{\"columns\":[\"account_id\"],\"data\":[[\"1\",\"2\"],3]}").reasons(),
        contains(NOT_AN_OBJECT, NOT_AN_OBJECT));
  }

  @Test
  void followsThePathThatTheJobNames() {
    for (String path : List.of("answer.rows", "answer", "data.row", "answer.data", "items.row")) {
      Job named =
          SmallJob.ofBelmonte()
              .fields(new InsightFields(Set.of(), Set.of(), List.of(path.split("\\.", -1)), false))
              .build();
      String[] steps = path.split("\\.", -1);
      String inner =
          steps.length == 1
              ? row("2")
              : "{\""
                  + steps[1]
                  + "\":"
                  + (steps[1].equals("row") ? row("2") : "[" + row("2") + "]")
                  + "}";
      String outer =
          steps[0].equals("data") || steps[0].equals("items") ? "[" + inner + "]" : inner;
      String line = "{\"account_id\":\"1\",\"" + steps[0] + "\":" + outer + ",\"spend\":5}";

      isWhole(new Reading(named, wanted).text(folder, row("1"), line), "1", "2");
      isWhole(
          new Reading(named, wanted).text(folder, line.replace(",", ",\n"), row("1")), "2", "1");
    }
  }

  @Test
  void takesHowNewARowIsFromItsEnvelope() {
    Job dated = SmallJob.ofBelmonte().newest(Newest.FIELD, "emitted_at").build();
    for (String line :
        List.of(
            "{\"json\":%s,\"emitted_at\":5}",
            "{\"emitted_at\":5,\"json\":{\"data\":[%s]}}",
            "{\"emitted_at\":5,\"json\":[%s]}",
            "{\"type\":\"RECORD\",\"record\":{\"emitted_at\":5,\"data\":%s}}",
            "{\"type\":\"RECORD\",\"record\":{\"data\":%s},\"emitted_at\":5}")) {
      Reading reading = new Reading(dated, wanted).text(folder, line.formatted(row("1")), row("2"));

      isWhole(reading, "1", "2");
      assertThat(reading.insights().get(0).newest(), is("5"));
      assertThat(reading.insights().get(1).newest() == null, is(true));
    }
  }

  @Test
  void tellsWherePagesBeginAlsoWhereOneLineHasSeveral() {
    String first =
        "{\"data\":[" + row("1") + "],\"paging\":{\"next\":\"https://a/?limit=25&after=x\"}}";
    String second =
        "{\"data\":["
            + row("2")
            + ","
            + row("3")
            + "],\"paging\":{\"cursors\":{\"before\":\"b\"}}}";
    int length = first.length();
    for (String text :
        List.of(
            first + "\n" + second,
            first + " " + second,
            "[" + first + "," + second + "]",
            "[\n" + first + ",\n" + second + "]",
            "[{\"json\":" + first + "},{\"json\":" + second + "}]")) {
      Reading reading = read(text);
      int begin = text.indexOf("{\"data");

      isWhole(reading, "1", "2", "3");
      assertThat(
          reading.pages(),
          contains(
              new Page(begin, 1, true, 25L, null, null),
              new Page(text.indexOf("{\"data", begin + length), 2, false, null, "b", null)));
    }
  }

  @Test
  void findsBytesThatAreNoTextInAStream() {
    for (String place : List.of("\"n\u00e9\":1,", "\"reach\":\"\u00e9\",")) {
      String text =
          "[\n" + row("1") + ",\n" + row("2").replace("{\"acc", "{" + place + "\"acc") + "]";
      Reading reading = read("a.json", text.getBytes(ISO_8859_1));

      assertThat(reading.broken().size() + reading.unreadable().size(), is(1));
      isWhole(read("a.json", text.getBytes(UTF_8)), "1", "2");
    }
  }

  /** {@code \uFEFF} is the mark: UTF-16 as PowerShell and spreadsheets write it. */
  @Test
  void readsUtf16ThatSaysSo() throws IOException {
    String lines = row("1") + "\r\n\r\n" + row("2") + "\r\n";
    String named =
        row("3").replace("{", "{\"campaign_name\":\"Za\u017C\u00F3\u0142\u0107 \uD83C\uDFE8\",");
    for (Charset charset : List.of(UTF_16LE, UTF_16BE)) {
      byte[] jsonLines = ("\uFEFF" + lines).getBytes(charset);
      isWhole(read("a.jsonl", jsonLines), "1", "2");
      isWhole(read("a.jsonl.gz", zipped(jsonLines)), "1", "2");
      isWhole(read("a.jsonl.zst", Zstd.compress(jsonLines)), "1", "2");
      isWhole(read("a.json", ("\uFEFF[\n" + row("1") + "\n]").getBytes(charset)), "1");
      Reading reading = read("a.json", ("\uFEFF{\"data\":[\n" + named + "\n]}").getBytes(charset));
      isWhole(reading, "3");
      assertThat(
          reading.insights().get(0).campaignName(), is("Za\u017C\u00F3\u0142\u0107 \uD83C\uDFE8"));
      String csv =
          "account_id;date_start;date_stop;campaign_id;spend\n1;2025-11-01;2025-11-01;4;1\n";
      isWhole(read("a.csv", ("\uFEFF" + csv).getBytes(charset)), "4");
    }
  }

  /** A part of it would begin somewhere in a text whose bytes are others. */
  @Test
  void aLargeFileOfUtf16IsReadAsAWhole() throws IOException {
    Path file = folder.resolve("large.jsonl");
    Files.writeString(file, row("1") + "\n", UTF_8);
    assertThat(InsightFileReader.isJsonLines(Reading.insightFile(0, file)), is(true));

    Files.writeString(file, "\uFEFF" + row("1") + "\n", UTF_16LE);
    assertThat(InsightFileReader.isJsonLines(Reading.insightFile(0, file)), is(false));
  }

  @Test
  void positionsInUtf16AreThoseOfTheSameTextInUtf8() {
    String lines = row("1") + "\n" + row("2") + "\n";

    assertThat(
        read("a.jsonl", ("\uFEFF" + lines).getBytes(UTF_16LE)).positions(),
        contains("0", "" + (row("1").length() + 1)));
  }

  @Test
  void halfAPairOfUtf16CostsItsRow() {
    String half = row("2").replace("{", "{\"campaign_name\":\"\uD83C\",");
    String lines = "\uFEFF" + row("1") + "\n" + half + "\n" + row("3") + "\n";
    // The charset would write a question mark.
    byte[] content = new byte[lines.length() * 2];
    for (int i = 0; i < lines.length(); i++) {
      content[2 * i] = (byte) lines.charAt(i);
      content[2 * i + 1] = (byte) (lines.charAt(i) >> 8);
    }
    Reading reading = read("a.jsonl", content);

    assertThat(campaigns(reading), contains("1", "3"));
    assertThat(reading.reasons(), contains(NOT_JSON));
  }

  @Test
  void utf16ThatEndsInsideIsIncomplete() {
    byte[] lines = ("\uFEFF" + row("1") + "\n" + row("2")).getBytes(UTF_16LE);
    byte[] array = ("\uFEFF[\n" + row("1") + "\n]").getBytes(UTF_16LE);

    for (int cut = 1; cut < 5; cut++) {
      byte[] content = Arrays.copyOf(lines, lines.length - cut);
      assertThat(read("a.jsonl", content).broken(), contains(containsString("breaks off")));
    }
    assertThat(
        read("a.json", Arrays.copyOf(array, array.length - 1)).broken(),
        contains(containsString("inside a value")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl", "a.csv", "a.json"})
  void saysHowToSaveUtf16WithoutAMark(String name) {
    byte[] little = ("\n" + row("1") + "\n").getBytes(UTF_16LE);
    byte[] big = (row("1") + "\n").getBytes(UTF_16BE);

    assertThat(
        read(name, little).unreadable(),
        contains(
            "it is UTF-16 without a byte-order mark, and insights are read as UTF-8: save it as"
                + " UTF-8, as `iconv -f UTF-16LE -t UTF-8` does"));
    assertThat(read(name, big).unreadable(), contains(containsString("`iconv -f UTF-16BE -t")));
    assertThat(read(name, big).rejected(), is(empty()));
  }

  @Test
  void takesControlMessagesForNothing() {
    Reading reading =
        read(
            "{\"type\":\"SCHEMA\",\"stream\":\"ads\",\"schema\":{}}",
            "{\"type\":\"RECORD\",\"stream\":\"ads\",\"record\":" + row("1") + "}",
            "{\"type\":\"STATE\",\"value\":{\"bookmarks\":{}}}",
            "{\"type\":\"LOG\",\"log\":{\"level\":\"INFO\",\"message\":\"done\"}}");

    assertThat(campaigns(reading), contains("1"));
    assertThat(reading.reasons(), is(empty()));
    assertThat(reading.positions(), hasSize(1));
  }

  @Test
  void usesNoRowOfALineThatBreaksAfterwards() {
    Reading reading = read(row("1"), "{\"data\":[" + row("2") + ",{]}", "[" + row("3"), row("4"));

    assertThat(campaigns(reading), contains("1", "4"));
    assertThat(reading.reasons(), contains(NOT_JSON, NOT_JSON));
  }

  @Test
  void rejectsALineThatIsNotUtf8() {
    Reading reading =
        read(
            "a.json",
            joined(
                (row("1") + "\n{\"campaign_name\":\"").getBytes(UTF_8),
                bytes(0xB3),
                ("\"}\n" + row("2")).getBytes(UTF_8)));

    assertThat(campaigns(reading), contains("1", "2"));
    assertThat(reading.reasons(), contains(NOT_JSON));
    assertThat(reading.rejected().get(0).payload(), is("{\"campaign_name\":\"\uFFFD\"}"));
  }

  @Test
  void rejectsElementsThatAreNoObjects() {
    Reading reading =
        read("[1, " + row("1") + ", null, [2, [3]], \"ż\"]", "17", "\"text\"", "[\"a\" ]");

    assertThat(campaigns(reading), contains("1"));
    assertThat(
        reading.rejected().stream().map(RejectedInsight::payload).toList(),
        contains("1", "null", "[2, [3]]", "\"ż\"", "17", "\"text\"", "\"a\""));
    assertThat(
        reading.rejected().stream()
            .map(RejectedInsight::position)
            .map(at -> at.replaceAll("^\\d+", ""))
            .toList(),
        contains("[0]", "[2]", "[3]", "[4]", "", "", "[0]"));
    assertThat(List.copyOf(java.util.Set.copyOf(reading.reasons())), contains(NOT_AN_OBJECT));
  }

  @Test
  void tellsWhatWasRejectedInAStream() {
    String stranger =
        RowText.ofCampaign("5").field("account_id", "77").field("campaign_name", "Łódź").json();
    Reading reading = read("[", row("1") + ", " + stranger + " ,", "12 , " + stranger, "]");

    assertThat(reading.reasons(), contains(UNKNOWN_CLIENT, NOT_AN_OBJECT, UNKNOWN_CLIENT));
    assertThat(
        reading.rejected().stream().map(RejectedInsight::payload).toList(),
        contains(stranger, "12", stranger));
    assertThat(
        reading.rejected().stream().map(RejectedInsight::position).toList(),
        contains("0[1]", "0[2]", "0[3]"));
  }

  @Test
  void tellsWhatWasRejectedFarIntoAStream() {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      rows.add(
          RowText.ofCampaign("" + i)
              .field("account_id", "77")
              .field("campaign_name", "ą".repeat(i))
              .json());
    }
    Reading reading = read("[\n" + String.join(",\n", rows) + "]");

    assertThat(
        reading.rejected().stream().map(RejectedInsight::payload).toList(), is(equalTo(rows)));
  }

  @Test
  void showsTheBeginningOfAVeryLongRow() {
    String small = RowText.ofCampaign("2").field("account_id", "77").json();
    String huge =
        RowText.ofCampaign("1")
            .field("account_id", "77")
            .field("reach", "9".repeat(3 << 20))
            .json();
    Reading reading =
        read(
            "[\n"
                + huge
                + ","
                + small
                + ","
                + "[\n"
                + "1".repeat(9000).replace("1", "1,")
                + "1],"
                + small
                + "]");

    assertThat(
        reading.reasons(), contains(UNKNOWN_CLIENT, UNKNOWN_CLIENT, NOT_AN_OBJECT, UNKNOWN_CLIENT));
    assertThat(reading.rejected().get(0).payload(), startsWith(huge.substring(0, 60000)));
    assertThat(reading.rejected().get(0).payload().length(), is(lessThan(70000)));
    assertThat(reading.rejected().get(1).payload(), startsWith("…"));
    assertThat(reading.rejected().get(3).payload(), is(small));
  }

  @Test
  void withholdsWhatWasSeenInAStreamThatBreaks() {
    for (String end :
        List.of(
            "",
            ",",
            ",{",
            "," + row("2").substring(0, 40),
            "}",
            ", nonsense]",
            "] garbage",
            "]{")) {
      Reading reading = read("[", row("1") + end);

      assertThat(campaigns(reading), contains("1"));
      assertThat(reading.broken(), contains(containsString("ends or breaks inside a value")));
      assertThat(reading.unreadable(), is(empty()));
      assertThat(reading.rejected(), is(empty()));
    }
  }

  @Test
  void tellsAtWhichByteAStreamBreaks() {
    assertThat(
        read("[", row("1") + ",", "}").broken(),
        contains(endsWith("at byte " + (row("1").length() + 4) + ": export it again")));
  }

  @Test
  void withholdsWhoseRowWasHalfReadWhenAStreamBreaks() {
    Reading reading = read("[", row("1").substring(0, row("1").indexOf(",\"actions")));

    assertThat(reading.broken(), hasSize(1));
    assertThat(reading.sighted().toString(), is("[belmonte 2025-11]"));
  }

  @Test
  void cannotReadAStreamThatBreaksBeforeItTellsWhoseItIs() {
    for (String text :
        List.of(
            "[",
            "{\n",
            "[\n{\"account_id\":\"1\",",
            "{\"account_id\":\"1\",\n" + row("1"),
            "[\n1,",
            "{\"data\":[],\n\"pag")) {
      Reading reading = read(text);

      assertThat(text, reading.unreadable(), hasSize(1));
      assertThat(reading.broken(), is(empty()));
    }
  }

  @Test
  void knowsAPageWithAnErrorAsIncomplete() {
    String error =
        "{\"error\":{\"message\":\"Please reduce the amount of data\",\"code\":1,\"error_data\":{\"a\":[1]}}}";
    for (String text :
        List.of(
            row("1") + "\n" + error,
            "{\"data\":[" + row("1") + "]}\n" + error,
            "{\n\"data\":[" + row("1") + "]}" + error,
            row("1").replace(":", ":\n") + "\n" + error)) {
      Reading reading = read(text);

      assertThat(campaigns(reading), contains("1"));
      assertThat(
          reading.broken(),
          contains(
              "it carries an error of the Marketing API: Please reduce the amount of data (code 1)"));
      assertThat(reading.unreadable(), is(empty()));
      assertThat(reading.rejected(), is(empty()));
    }
  }

  @Test
  void knowsAnErrorBesideData() {
    Reading reading = read("{\"error\":\"limit\",\"data\":[" + row("1") + "]}");

    assertThat(campaigns(reading), contains("1"));
    assertThat(reading.broken(), contains(endsWith("limit")));
  }

  @Test
  void takesAnErrorOfNullForNone() {
    isWhole(read("{\"error\":null,\"data\":[" + row("1") + "]}"), "1");
  }

  @Test
  void knowsAFileThatChangedWhileItWasRead() throws IOException {
    Path path = Files.writeString(folder.resolve("growing.jsonl"), row("1") + "\n" + row("2"));
    InsightFile now = Reading.insightFile(0, path);
    InsightFile smaller =
        new InsightFile(0, now.resource(), now.source(), now.size() - 1, now.modifiedMillis());
    InsightFile older =
        new InsightFile(0, now.resource(), now.source(), now.size(), now.modifiedMillis() - 1);

    for (InsightFile before : List.of(smaller, older)) {
      Reading reading = new Reading(job, wanted).part(new WorkList.Part(before, 0, before.size()));
      assertThat(campaigns(reading), contains("1", "2"));
      assertThat(reading.broken(), contains("it changed while it was read"));
    }
  }

  @Test
  void cannotTellWhatAFileHeldThatIsEmptyNow() throws IOException {
    Path path = Files.writeString(folder.resolve("emptied.jsonl"), "");
    InsightFile now = Reading.insightFile(0, path);
    InsightFile before =
        new InsightFile(0, now.resource(), now.source(), 5000, now.modifiedMillis());

    assertThat(
        new Reading(job, wanted).part(new WorkList.Part(before, 0, 5000)).unreadable(),
        contains("it changed while it was read"));
  }

  @Test
  void cannotReadAFileThatIsGone() throws IOException {
    Path path = Files.writeString(folder.resolve("gone.jsonl"), row("1"));
    InsightFile file = Reading.insightFile(0, path);
    Files.delete(path);

    Reading reading = new Reading(job, wanted).part(new WorkList.Part(file, 0, file.size()));

    assertThat(reading.unreadable(), hasSize(1));
    assertThat(InsightFileReader.isJsonLines(file), is(false));
  }

  @Test
  void readsAFileWhoseNameLooksLikeAPattern() {
    isWhole(read("a[1]{b}*?\\.jsonl", row("1").getBytes(UTF_8)), "1");
  }

  @Test
  void saysWhatToHaveWrittenInsteadOfWhatIsNotRead() {
    for (String[] format : new String[][] {{"PAR1", "Parquet"}, {"Obj", "Avro"}}) {
      assertThat(
          read("0.part", (format[0] + "\u0001\u0015").getBytes(UTF_8)).unreadable(),
          contains(
              startsWith(
                  "it is neither JSON nor lines of JSON, but "
                      + format[1]
                      + ", which is not read: have JSON Lines or CSV written")));
    }
  }

  @Test
  void cannotReadWhatIsNoJson() {
    Reading reading = read("account_id,campaign_id", "1,10", "", "1,11");

    assertThat(reading.unreadable(), contains("it is neither JSON nor lines of JSON"));
    assertThat(reading.reasons(), contains(NOT_JSON, NOT_JSON, NOT_JSON));
  }

  @Test
  void recordsOnlyTheBeginningOfWhatIsNoJson() {
    Reading reading = read("<p>\n".repeat(5000));

    assertThat(reading.unreadable(), hasSize(1));
    assertThat(reading.rejected(), hasSize(1000));
  }

  @Test
  void cannotReadOtherEncodings() {
    String lines = row("1") + "\n" + row("2") + "\n";
    String array = "[\n" + row("1") + "\n]";
    for (Charset charset :
        List.of(UTF_16LE, UTF_16BE, Charset.forName("UTF-32LE"), Charset.forName("UTF-32BE"))) {
      boolean marked = charset.name().startsWith("UTF-32");
      String mark = marked ? "\uFEFF" : "";
      for (String text : List.of(lines, array, mark + lines, mark + array)) {
        Reading reading = read("other.json", text.getBytes(charset));

        assertThat(charset + text, reading.unreadable(), hasSize(1));
        assertThat(campaigns(reading), is(empty()));
      }
    }
  }

  @Test
  void cannotReadBytesThatAreNoText() {
    byte[] noise = new byte[20_000];
    new Random(7).nextBytes(noise);

    assertThat(read("noise.json", noise).unreadable(), hasSize(1));
  }

  @Test
  void cannotReadAnArchiveThatIsCutOff() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      rows.append(RowText.ofCampaign("" + (i * 7919L) % 104729).json()).append('\n');
    }
    byte[] content = rows.toString().getBytes(UTF_8);
    for (String name : List.of("cut.jsonl.gz", "cut.jsonl.zst")) {
      byte[] packed = name.endsWith(".gz") ? zipped(content) : Zstd.compress(content);
      for (int length : new int[] {9, packed.length / 2, packed.length - 1}) {
        Reading reading = read(name, Arrays.copyOf(packed, length));

        assertThat(name + " " + length, reading.unreadable(), hasSize(1));
      }
    }
  }

  @Test
  void saysSomethingOfEveryDamagedArchive() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      rows.append(row("" + (i * 7919L) % 104729)).append('\n');
    }
    byte[] content = rows.toString().getBytes(UTF_8);
    int whole = read("whole.jsonl", content).insights().size();
    Random random = new Random(11);
    for (String name : List.of("damaged.jsonl.gz", "damaged.jsonl.zst")) {
      for (int i = 0; i < 60; i++) {
        byte[] packed = name.endsWith(".gz") ? zipped(content) : Zstd.compress(content);
        packed[10 + random.nextInt(packed.length - 10)] ^= (byte) (1 << random.nextInt(8));
        Reading reading = read(name, packed);

        assertThat(
            reading.insights().size() == whole
                || !reading.unreadable().isEmpty()
                || !reading.rejected().isEmpty(),
            is(true));
      }
    }
  }

  @Test
  void rejectsALineThatIsTooLong() throws IOException {
    Path path =
        Files.writeString(
            folder.resolve("long.jsonl"),
            row("1") + "\n" + "[" + "1,".repeat(50_000) + "1]\n" + row("2"));
    InsightFile file = Reading.insightFile(0, path);
    Reading reading =
        new Reading(job, wanted, 70_000).part(new WorkList.Part(file, 0, file.size()));

    assertThat(campaigns(reading), contains("1", "2"));
    assertThat(reading.reasons(), contains(TOO_LONG));
    assertThat(reading.rejected().get(0).payload(), startsWith("[1,1,1,"));
  }

  @Test
  void readsAnArrayOnOneLineThatIsTooLongForALine() throws IOException {
    String rows = (row("1") + ",").repeat(1000);
    Path path =
        Files.writeString(
            folder.resolve("long.json"), "\uFEFF[" + rows + row("2") + "]\n" + row("3"));
    InsightFile file = Reading.insightFile(0, path);
    Reading reading =
        new Reading(job, wanted, 70_000).part(new WorkList.Part(file, 0, file.size()));

    assertThat(reading.broken(), is(empty()));
    assertThat(reading.unreadable(), is(empty()));
    assertThat(reading.rejected(), is(empty()));
    assertThat(campaigns(reading), hasSize(1002));
    assertThat(campaigns(reading).get(1001), is("3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n \n"})
  void readsTheSameRowsInWhateverPartsAFileIsRead(String lineBreak) throws IOException {
    String page = "{\"data\":[" + row("8") + "," + row("9") + "]}";
    Path path =
        Files.writeString(
            folder.resolve("parts.jsonl"),
            String.join(lineBreak, row("1"), row("2"), "{broken", row("3"), page, "1", row("4"))
                + lineBreak);
    InsightFile file = Reading.insightFile(0, path);
    Reading whole = new Reading(job, wanted).file(0, path);

    for (long split = 1; split < file.size(); split++) {
      Reading parts =
          new Reading(job, wanted)
              .part(new WorkList.Part(file, 0, split))
              .part(new WorkList.Part(file, split, file.size()));
      assertThat("split at " + split, parts.insights(), is(whole.insights()));
      assertThat(parts.rejected(), is(whole.rejected()));
      assertThat(parts.positions(), is(whole.positions()));
    }
    for (long size : new long[] {1, 7, 64}) {
      Reading parts = new Reading(job, wanted);
      for (long start = 0; start < file.size(); start += size) {
        parts.part(new WorkList.Part(file, start, Math.min(file.size(), start + size)));
      }
      assertThat("parts of " + size, parts.positions(), is(whole.positions()));
    }
  }

  @Test
  void readsBlankLinesAtTheBeginningInWhateverParts() throws IOException {
    Path path =
        Files.writeString(folder.resolve("blank.jsonl"), "\n\n" + row("1") + "\n" + row("2"));
    InsightFile file = Reading.insightFile(0, path);

    for (long split = 1; split < file.size(); split++) {
      assertThat(
          campaigns(
              new Reading(job, wanted)
                  .part(new WorkList.Part(file, 0, split))
                  .part(new WorkList.Part(file, split, file.size()))),
          contains("1", "2"));
    }
  }

  @Test
  void knowsAFileOfLinesThatCanBeReadInParts() throws IOException {
    assertThat(isJsonLines(row("1") + "\n" + row("2")), is(true));
    assertThat(isJsonLines("{broken}\n" + row("2")), is(true));
    assertThat(isJsonLines("[" + row("1") + "]\n"), is(true));
    assertThat(isJsonLines("[\n" + row("1") + "]\n"), is(false));
    assertThat(isJsonLines("[" + row("1") + "]"), is(false));
    assertThat(isJsonLines("account_id,campaign_id\n1,2\n"), is(false));
    assertThat(isJsonLines(""), is(false));
  }

  private boolean isJsonLines(String content) throws IOException {
    Path path = Files.writeString(folder.resolve("large.json"), content);
    return InsightFileReader.isJsonLines(Reading.insightFile(0, path));
  }

  @Test
  void neverFailsAndNeverKeepsSilentWhateverAFileHolds() {
    Random random = new Random(3);
    String[] pieces = {
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      "\"",
      "\n",
      " ",
      row("1"),
      row("2"),
      "{\"data\":[",
      "1",
      "null",
      "\uFEFF",
      "\0",
      "\\u0000",
      "\"error\":",
      "\"a\"",
      "\r"
    };
    for (int i = 0; i < 600; i++) {
      StringBuilder text = new StringBuilder();
      for (int left = random.nextInt(12); left > 0; left--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      Reading reading = read(text.toString());
      boolean silent =
          reading.positions().isEmpty()
              && reading.broken().isEmpty()
              && reading.unreadable().isEmpty();
      String content =
          text.toString().replaceAll("^\uFEFF", "").replaceAll("[ \n\r\\[\\]{}:,]|\"data\"", "");
      assertThat(text.toString(), silent && !content.isEmpty(), is(not(true)));
    }
  }

  @Test
  void tellsOfAFileThatCannotBeReadAsItWasFound() {
    InsightFile file =
        new InsightFile(
            0, "/closed", "closed", 0, 0, List.of(), -1, "this user may not look into it");

    assertThat(
        new Reading(job, wanted).part(new WorkList.Part(file, 0, 0)).unreadable(),
        contains("this user may not look into it"));
  }

  @Test
  void readsAFileWhoseNameIsNoUtf8() throws IOException {
    String name = "file://" + folder + "/%FF.jsonl";
    Path path = Files.writeString(Path.of(URI.create(name)), row("1"));
    InsightFile file =
        new InsightFile(
            0, name, name, Files.size(path), Files.getLastModifiedTime(path).toMillis());

    Reading reading = new Reading(job, wanted).part(new WorkList.Part(file, 0, file.size()));

    assertThat(campaigns(reading), contains("1"));
    assertThat(reading.broken(), is(empty()));
    assertThat(reading.unreadable(), is(empty()));
  }

  @Test
  void tellsOfAFileThatWentAway() throws IOException {
    Path path = Files.writeString(folder.resolve("a.jsonl"), row("1"));
    InsightFile file = Reading.insightFile(0, path);
    Files.delete(path);

    assertThat(
        new Reading(job, wanted).part(new WorkList.Part(file, 0, file.size())).unreadable(),
        contains(startsWith("it was there when the run began and is gone")));
  }
}
