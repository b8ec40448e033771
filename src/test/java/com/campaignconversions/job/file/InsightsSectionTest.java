package com.campaignconversions.job.file;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.campaignconversions.job.InsightFields;
import com.campaignconversions.job.InsightFiles;
import com.campaignconversions.job.InsightSource.Newest;
import com.campaignconversions.job.yaml.JobFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InsightsSectionTest {
  private final Path folder;

  InsightsSectionTest(@TempDir Path folder) throws IOException {
    this.folder = Files.createDirectory(folder.resolve("pipelines"));
  }

  @ParameterizedTest
  @CsvSource({
    "../x/**/*,FOLDER/x/**/*",
    "./a/./b//*.json,FOLDER/pipelines/a/b/*.json",
    "insights.json,FOLDER/pipelines/insights.json",
    "../../../../../../../../../x,/x",
    "/data/../in?/[ab]*,/in?/[ab]*",
    "'a/{b,c}/*.gz','FOLDER/pipelines/a/{b,c}/*.gz'",
    "gs://bucket/a/../b/*,gs://bucket/a/../b/*",
    "s3://bucket/**,s3://bucket/**",
    "hdfs://host:8020/a,hdfs://host:8020/a",
    "file:///data/*.json,file:///data/*.json",
    "'2025:11/*','FOLDER/pipelines/2025:11/*'",
  })
  void makesAPatternAbsoluteWithoutTouchingItsWildcards(String written, String pattern)
      throws Exception {
    String parent = String.valueOf(folder.getParent());
    assertThat(
        insights("{files: '" + written + "'}").patterns(),
        is(List.of(pattern.replace("FOLDER", parent))));
  }

  @Test
  void readsAListOfPatterns() throws Exception {
    assertThat(insights("{files: [/a/*, /b/*]}").patterns(), is(List.of("/a/*", "/b/*")));
  }

  @Test
  void readsPatternsOfWhatIsLeftOutInAnyOrder() throws Exception {
    InsightFiles files = insights("{files: ['!../b/*', /a/*, '!draft-*', './!c']}");
    assertThat(files.patterns(), is(List.of("/a/*", folder + "/!c")));
    assertThat(files.except(), is(List.of(folder.getParent() + "/b/*", folder + "/draft-*")));
  }

  @ParameterizedTest
  @CsvSource({"none,NONE,", "file,FILE,", "date_exported,FIELD,date_exported"})
  void readsWhatIsNewest(String written, Newest newest, String field) throws Exception {
    InsightFiles files = insights("{files: a, newest: " + written + "}");
    assertThat(files.newest(), is(newest));
    assertThat(files.newestField(), field == null ? nullValue() : is(field));
    assertThat(insights("{files: a}").newest(), is(Newest.NONE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | .files: is missing; write files: and a file pattern such as",
        "{files: } | .files: has no value; write a file pattern such as",
        "{files: []} | .files: is an empty list; write a file pattern such as",
        "{files: {a: b}} | .files: wants a file pattern such as ../insights/**/*, or a list of them, not a map",
        "{files: [[a]]} | .files[0]: wants a file pattern such as ../insights/**/*, not a list",
        "{files: [/a, /b, /./a]} | .files[2]: stands twice in this list",
        "{files: a/} | .files: names a folder; for all files in it and below write a/**/*",
        "{files: .} | .files: names a folder; for all files in it and below write ./**/*",
        "{files: 'a/*/../b'} | .files: goes up (..) from a wildcard",
        "{files: 's3://key:hunter2@bucket/*'} | .files: holds credentials before an @",
        "{files: ['{period}/a', b]} | .files: names the period in some patterns and not in others",
        "{files: '{week}/a'} | .files: \"{week}\" stands for nothing; write {period}",
        "{files: '!a'} | .files: only leaves files out (!) and names none to read",
        "{files: ['!a', '!b/*']} | .files: only leaves files out (!) and names none to read",
        "{files: [a, '!b', '!./b']} | .files[2]: stands twice in this list",
        "{files: [a, '!.']} | .files[1]: names a folder; for all files in it and below write !./**/*",
        "{files: [a, '!b/']} | .files[1]: names a folder; for all files in it and below write !b/**/*",
        "{files: [a, '!{week}/b']} | .files[1]: \"{week}\" stands for nothing",
        "{files: [a, !b/x ]} | .files[1]: has a YAML tag (!…), which is not used here; remove it, or put the whole text in quotes",
        "{files: a, newst: file} | .newst: is not a known key; did you mean newest?",
        "{files: a, newest: File} | .newest: \"File\" is not the name of a field",
        "{files: a, newest: a-b} | .newest: \"a-b\" is not the name of a field",
        "{files: a, json: a..b} | .json: \"a..b\" is no path; write names with a point between two",
        "{files: a, decimal: ','} | .decimal: \",\" is not known; write one of point, comma",
        "{files: a, breakdowns: [x, spend]} | .breakdowns[1]: \"spend\" is a field that every row is read by",
        "{files: a, ignore: [billing_event]} | .ignore[0]: \"billing_event\" is a field that every row is read by",
        "{files: a, breakdowns: ['a,b']} | .breakdowns[0]: \"a,b\" holds a comma",
        "{files: a, breakdowns: x} | .breakdowns: wants a list of fields, such as [customer_type], not text",
        "{files: a, newest: [a]} | .newest: wants none, file, or the name of a field, not a list",
      })
  void refusesInsightsThatCannotBeFound(String written, String problem) {
    String told = JobText.in(folder).with("insights: " + written).problem();
    assertThat(told, startsWith("job.yaml:3: insights" + problem));
    assertThat(told, not(containsString("hunter2")));
  }

  @Test
  void refusesARelativePatternUnderAFolderWithAWildcardInItsName() throws Exception {
    Path odd = Files.createDirectory(folder.resolve("[1]"));
    assertThat(
        JobText.in(odd).problem(),
        startsWith(
            "job.yaml:3: insights.files: is relative to a folder with a wildcard in its name"));
    assertThat(
        ((InsightFiles) JobText.in(odd).with("insights: {files: /a}").read().insights()).patterns(),
        is(List.of("/a")));
  }

  @Test
  void readsWhereRowsStandAndHowNumbersAreWritten() throws Exception {
    InsightFields fields =
        JobText.in(folder)
            .with("insights: {files: a, json: payload.row, decimal: comma}")
            .read()
            .fields();
    assertThat(fields.path(), is(List.of("payload", "row")));
    assertThat(fields.decimalComma(), is(true));
    assertThat(
        JobText.in(folder).with("insights: {files: a}").read().fields(), is(InsightFields.USUAL));
  }

  private InsightFiles insights(String insights) throws JobFileException {
    return (InsightFiles) JobText.in(folder).with("insights: " + insights).read().insights();
  }
}
