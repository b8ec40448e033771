package com.campaignconversions.insights.files;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.campaignconversions.insights.counts.RejectedInsight.Reason;
import com.campaignconversions.insights.rows.Insight;
import com.campaignconversions.insights.rows.Reading;
import com.campaignconversions.insights.rows.RowText;
import com.campaignconversions.job.InsightFields;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.file.SmallJob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of comma-separated values, as databases export them. */
class CsvRowsTest {
  private static final String HEADER =
      "account_id,campaign_id,campaign_name,date_start,date_stop,spend,actions\n";
  private static final String ROW =
      "1,10,\"Spa, \"\"Autumn\"\"\",2025-11-01,2025-11-01,5.50,"
          + "\"[{\"\"action_type\"\":\"\"purchase\"\",\"\"value\"\":2.0}]\"\n";

  private final Path folder;
  private final Job job = SmallJob.ofBelmonte().build();

  CsvRowsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Reading read(String text) {
    return read("insights.csv", text.getBytes(StandardCharsets.UTF_8));
  }

  private Reading read(String name, byte[] bytes) {
    return new Reading(job, SmallJob.wanted(job, "2025-11")).bytes(folder, name, bytes);
  }

  private static void hasTheRow(Reading reading) {
    assertThat(reading.broken(), is(empty()));
    assertThat(reading.unreadable(), is(empty()));
    assertThat(reading.rejected(), is(empty()));
    assertThat(reading.insights(), hasSize(1));
    Insight insight = reading.insights().get(0);
    assertThat(insight.campaignName(), is("Spa, \"Autumn\""));
    assertThat(insight.delivery().spend(), is(new BigDecimal("5.5")));
    assertThat(insight.actions().amounts(), contains(BigDecimal.valueOf(2)));
  }

  @Test
  void readsActionsThatAreJsonInACell() {
    hasTheRow(read(HEADER + ROW));
  }

  @Test
  void readsItWithAMarkAndLineBreaksOfWindows() {
    hasTheRow(read("\uFEFF" + (HEADER + ROW).replace("\n", "\r\n")));
  }

  @Test
  void readsItPackedAndInCapitals() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write((HEADER + ROW).getBytes(StandardCharsets.UTF_8));
    }
    hasTheRow(read("insights.CSV.gz", packed.toByteArray()));
    hasTheRow(read(HEADER.toUpperCase(java.util.Locale.ROOT) + ROW));
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "\t"})
  void readsOtherSeparators(String separator) {
    hasTheRow(
        read(
            HEADER.replace(",", separator)
                + ROW.replace(",", separator)
                    .replace("Spa" + separator, "Spa,")
                    .replace("\"purchase\"\"" + separator, "\"purchase\"\",")));
  }

  @Test
  void takesAnEmptyCellForNull() {
    Reading reading = read(HEADER + "1,10,,2025-11-01,2025-11-01,,\n");
    assertThat(reading.insights().get(0).delivery().spend() == null, is(true));
    assertThat(reading.insights().get(0).actions().arraysPresent(), is(0L));
  }

  @Test
  void rejectsARowWithOtherCellsThanTheFirstLineAndReadsOn() {
    Reading reading = read(HEADER + "1,10\n" + "1,10,x,2025-11-01,2025-11-01,1,,,\n" + ROW);
    assertThat(reading.reasons(), contains(Reason.NOT_AN_OBJECT, Reason.NOT_AN_OBJECT));
    assertThat(reading.positions(), contains("row 2", "row 3", "row 4"));
    assertThat(
        reading.rejected().get(0).detail(), startsWith("the row has 2 cells where the first"));
    assertThat(reading.insights(), hasSize(1));
  }

  @Test
  void namesAnEntryByItsRow() {
    Reading reading = read(HEADER + ROW.replace("2.0", "-1"));
    assertThat(reading.rejected().get(0).position(), is("row 2.actions[0]"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 30, 60})
  void saysThatAFileThatIsCutOffIsIncomplete(int bytes) {
    String whole = HEADER + ROW + ROW.replace("-01", "-02");
    Reading reading = read(whole.substring(0, whole.length() - bytes));
    assertThat(reading.broken(), hasSize(1));
    assertThat(reading.unreadable(), is(empty()));
  }

  @Test
  void saysWhatExcelWroteBeforeTheNames() {
    assertThat(
        read("sep=;\n" + HEADER + ROW).unreadable(),
        is(
            List.of(
                "its first line names no column date_start, it is \"sep=\", which Excel writes:"
                    + " delete that line")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Campaign name,Amount spent (EUR)\nSpa,5\n", "{\"data\":[]}\n", "x\n"})
  void saysThatWhatNamesNoFieldsCannotBeRead(String text) {
    Reading reading = read(text);
    assertThat(
        reading.unreadable(),
        is(
            List.of(
                "its first line names no column date_start: export it with a line of column names,"
                    + " date_start among them")));
    assertThat(reading.insights(), is(empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\n\n"})
  void anEmptyFileHasNoRows(String text) {
    Reading reading = read(text);
    assertThat(reading.unreadable(), is(empty()));
    assertThat(reading.broken(), is(empty()));
    assertThat(reading.insights(), is(empty()));
  }

  @Test
  void aByteThatIsNoTextCostsItsRowAndNotTheFile() {
    String text = HEADER + ROW + ROW.replace("Spa", "Sp\u00e9") + ROW.replace("-01", "-02");
    Reading reading = read("insights.csv", text.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(reading.reasons(), contains(Reason.NOT_JSON));
    assertThat(reading.positions(), contains("row 2", "row 3", "row 4"));
    assertThat(reading.insights(), hasSize(2));
    assertThat(reading.broken(), is(empty()));
    assertThat(reading.unreadable(), is(empty()));
    assertThat(read(text).rejected(), is(empty()));
  }

  @Test
  void takesLinesOfEmptyCellsAndRepeatedFirstLinesForNothing() {
    hasTheRow(read(HEADER + ",,,,,,\n" + HEADER + ROW + ",,,\n" + "\uFEFF" + HEADER + ",,,,,,\n"));
  }

  @Test
  void readsRowsOfAirbyteInAColumn() {
    Reading reading =
        read(
            "_airbyte_ab_id,_airbyte_emitted_at,_airbyte_data\n"
                + "7,5,\"{\"\"account_id\"\":\"\"1\"\",\"\"campaign_id\"\":\"\"10\"\",\"\"date_start\"\":"
                + "\"\"2025-11-01\"\",\"\"date_stop\"\":\"\"2025-11-01\"\"}\"\n");

    assertThat(reading.rejected(), is(empty()));
    assertThat(reading.insights(), hasSize(1));
  }

  private Insight withComma(String spend) {
    Job comma =
        SmallJob.ofBelmonte()
            .fields(new InsightFields(Set.of(), Set.of(), List.of(), true))
            .build();
    String text = HEADER.replace(",", ";") + "1;10;x;2025-11-01;2025-11-01;" + spend + ";" + LIST;
    Reading reading =
        new Reading(comma, SmallJob.wanted(comma, "2025-11"))
            .bytes(folder, "comma.csv", text.getBytes(StandardCharsets.UTF_8));
    assertThat(spend, reading.rejected(), is(empty()));
    return reading.insights().get(0);
  }

  private static final String LIST =
      "\"[{\"\"action_type\"\":\"\"purchase\"\",\"\"value\"\":\"\"2.5\"\"}]\"\n";

  @Test
  void readsDecimalCommasInColumnsOnly() {
    assertThat(withComma("1.204,75").delivery().spend(), is(new BigDecimal("1204.75")));
    assertThat(withComma("4,50").delivery().spend(), is(new BigDecimal("4.5")));
    assertThat(withComma("1.204").delivery().spend(), is(new BigDecimal("1204")));
    assertThat(withComma("88").actions().amounts(), contains(new BigDecimal("2.5")));
    Job comma =
        SmallJob.ofBelmonte()
            .fields(new InsightFields(Set.of(), Set.of(), List.of(), true))
            .build();
    Reading json =
        new Reading(comma, SmallJob.wanted(comma, "2025-11"))
            .text(folder, RowText.ofCampaign("1").field("spend", "1.204").json());
    assertThat(json.insights().get(0).delivery().spend(), is(new BigDecimal("1.204")));
    String bad = HEADER + "1,10,x,2025-11-01,2025-11-01,1.20,\n";
    assertThat(
        new Reading(comma, SmallJob.wanted(comma, "2025-11"))
            .bytes(folder, "bad.csv", bad.getBytes(StandardCharsets.UTF_8))
            .reasons(),
        contains(Reason.BAD_NUMBER));
  }
}
