package com.campaignconversions.commandline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A month that goes on beside nine final ones that a run saw when they were as old. */
class ForecastsTest {
  private final Path folder;
  private final YearMonth now = YearMonth.now(ZoneOffset.UTC);

  ForecastsTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    Files.createDirectory(folder.resolve("in"));
    Files.writeString(
        folder.resolve("job.yaml"),
        """
        job: forecasts
        granularity: month
        insights: {files: in/*}
        clients: [{id: harbor, name: Harbor, account_id: "438600948208231", currency: EUR}]
        metrics:
          purchases: {from: actions, first_of: [omni_purchase]}
          revenue: {from: action_values, first_of: [omni_purchase], unit: money}
        output: {jdbc_url: "jdbc:h2:file:./out", username: sa}
        """);
  }

  private void write(YearMonth month, int purchases) throws Exception {
    Files.writeString(
        folder.resolve("in").resolve(month + ".jsonl"),
        """
        {"account_id":"438600948208231","account_currency":"EUR","campaign_id":"1201",\
        "date_start":"%1$s","date_stop":"%1$s","spend":"109.5","impressions":"9450",\
        "clicks":"2000","actions":[{"action_type":"omni_purchase","value":"%2$d"}],\
        "action_values":[{"action_type":"omni_purchase","value":"%2$d.5"}]}
        """
            .formatted(month.equals(now) ? month.atDay(1) : month.atEndOfMonth(), purchases));
  }

  private Answer answer(String command, String... options) {
    String[] all = new String[options.length + 2];
    all[0] = command;
    all[1] = folder.resolve("job.yaml").toString();
    System.arraycopy(options, 0, all, 2, options.length);
    return Answer.to(all);
  }

  /** What the first run saw of each month, as if a run of its own had seen it when it was young. */
  private void pretendThatEachWasSeenInTime() throws Exception {
    Duration age =
        Duration.between(
            now.plusMonths(1).atDay(1).atStartOfDay(),
            Instant.now().atOffset(ZoneOffset.UTC).toLocalDateTime());
    try (Connection connection =
            DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("out"), "sa", "");
        PreparedStatement run =
            connection.prepareStatement(
                "INSERT INTO run (job, started, heartbeat, ended, exit_code, version, catalogue, kind)"
                    + " SELECT job, CAST(? AS TIMESTAMP WITH TIME ZONE), heartbeat, ended, exit_code,"
                    + " version, catalogue, kind FROM run WHERE run_id = 1");
        PreparedStatement outcome =
            connection.prepareStatement(
                "UPDATE run_outcome SET run_id = (SELECT MAX(run_id) FROM run) WHERE period_id = ?")) {
      for (int back = 10; back >= 2; back--) {
        YearMonth month = now.minusMonths(back);
        run.setObject(
            1, month.plusMonths(1).atDay(1).atStartOfDay().plus(age).atOffset(ZoneOffset.UTC));
        run.executeUpdate();
        outcome.setString(1, month.toString());
        outcome.executeUpdate();
      }
    }
  }

  @Test
  void aRunSaysWhereTheMonthWillEndWhereTheScreenAndTheDocumentsShowIt() throws Exception {
    String past = "--from=" + now.minusMonths(10);
    String until = "--to=" + now.minusMonths(2);
    for (int back = 10; back >= 2; back--) {
      write(now.minusMonths(back), 40 + 3 * back);
    }
    assertThat(answer("run", past, until).exitCode(), is(0));
    pretendThatEachWasSeenInTime();
    for (int back = 10; back >= 2; back--) {
      write(now.minusMonths(back), 2 * (40 + 3 * back) + back % 3 - 1);
    }
    assertThat(answer("run", past, until).exitCode(), is(0));
    write(now, 50);

    Answer run = answer("run", "--period=" + now);

    assertThat(run.exitCode(), is(0));
    assertThat(
        run.out(),
        containsString(
            "NOT FINAL Harbor (harbor) "
                + now
                + ": purchases 50 so far, months like this end at "));
    assertThat(answer("status").out(), containsString("NOT FINAL Harbor (harbor)"));
    JsonNode month =
        new ObjectMapper()
            .readTree(answer("status", "--period=" + now, "--output=json").out())
            .at("/client_periods/0");
    assertThat(month.at("/metrics/0/forecast/expected").asText(), is("100"));
    assertThat(month.at("/metrics/0/forecast/based_on").asInt(), is(9));
    assertThat(month.at("/metrics/1/forecast").isNull(), is(true));
    assertThat(
        answer(
                "explain",
                "--client=harbor",
                "--period=" + now,
                "--campaign=1201",
                "--metric=purchases")
            .out(),
        containsString(
            "NOT FINAL purchases in all campaigns: 50 so far, months like this end at "));
    assertThat(answer("report", "--file=" + folder.resolve("page.html")).exitCode(), is(0));
    assertThat(Files.readString(folder.resolve("page.html")), containsString(" in the end"));
  }
}
