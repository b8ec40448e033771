package com.campaignconversions.conversions.preview;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignconversions.job.file.JobFile;
import com.campaignconversions.job.yaml.JobFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueExamplesTest {
  @TempDir private Path folder = Path.of("");

  private Path job(String examples) throws IOException {
    Files.writeString(
        folder.resolve("metrics.yaml"),
        """
        metrics:
          leads: {first_of: [omni_lead, lead]}
          value: {from: action_values, first_of: [omni_purchase], unit: money}
        examples:
        """
            + examples);
    return Files.writeString(
        folder.resolve("job.yaml"),
        """
        job: small
        granularity: week
        insights: {files: 'insights/*.json', json: answer.rows}
        clients:
          - {id: belmonte, account_id: '1'}
          - {id: lakeside, account_id: '2', currency: EUR, metrics: {leads: {first_of: [contact]}}}
        metrics: metrics.yaml
        output: {jdbc_url: 'jdbc:h2:mem:conversions'}
        """);
  }

  private List<String> wrong(String examples) throws Exception {
    Path job = job(examples);
    return CatalogueExamples.wrong(JobFile.read(job), JobFile.examples(job)).stream()
        .map(problem -> problem.toString().replace(folder + "/", ""))
        .toList();
  }

  @Test
  void whatComesOutAsExpectedIsNoProblem() throws Exception {
    assertThat(
        wrong(
            """
              - insight:
                  {"date_start": "2026-02-02", "date_stop": "2026-02-08", "account_id": "77",
                   "actions": [{"action_type": "omni_lead", "value": "0"},
                               {"action_type": "lead", "value": 3}],
                   "action_values": [{"action_type": "omni_purchase", "value": "12.50"}]}
                expect: {leads: 3, value: 12.5}
              - insight: {spend: "3.20"}
                expect: {leads: null}
              - insight: {account_id: "2", actions: [{action_type: contact, value: "7"}]}
                expect: {leads: 7}
            """),
        empty());
  }

  @Test
  void whatComesOutOtherwiseIsToldWithFileLineAndWhatItIs() throws Exception {
    assertThat(
        wrong(
            """
              - insight: {actions: [{action_type: lead, value: "3"}]}
                expect:
                  leads: 6
                  value: null
            """),
        contains(
            "metrics.yaml:7: examples[0].expect.leads: comes out as 3 (from lead) and not as 6; mend"
                + " the catalogue, or the example",
            "metrics.yaml:8: examples[0].expect.value: comes out as 0 and not as unknown (null);"
                + " mend the catalogue, or the example"));
  }

  @Test
  void anInsightThatCannotBeUsedIsToldWithTheReason() throws Exception {
    assertThat(
        wrong("  - {insight: {spend: lots, actions: []}, expect: {leads: 0}}\n"),
        contains(containsString("metrics.yaml:5: examples[0].insight: cannot be used: spend is")));
    assertThat(
        wrong("  - {insight: {date_start: today, actions: []}, expect: {leads: 0}}\n"),
        contains(containsString("has no date_start such as")));
  }

  @Test
  void anExampleThatIsNoneIsAProblemAndStandsInNoRunsWay() throws Exception {
    Path job = job("  - {insight: {actions: []}, expect: {lead: many}}\n");

    JobFile.read(job);
    JobFileException problem = assertThrows(JobFileException.class, () -> JobFile.examples(job));

    assertThat(
        problem.problems().stream().map(Object::toString).toList(),
        contains(
            containsString("examples[0].expect.lead: is no metric of the catalogue"),
            containsString("\"many\" is no number")));
  }
}
