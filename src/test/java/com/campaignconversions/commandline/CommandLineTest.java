package com.campaignconversions.commandline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a person is told who gives a command that cannot be carried out. */
class CommandLineTest {
  private final Path folder;

  CommandLineTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void withoutACommandItShowsTheCommands() {
    assertThat(answer().exitCode(), is(2));
    assertThat(
        answer("--help").out(), allOf(containsString("check"), containsString("Exit codes")));
  }

  /** Where a percent sign is not written twice, picocli complains in the middle of the help. */
  @Test
  void theHelpOfEveryCommandIsNothingButHelp() {
    for (String command : new CommandLine(new Main()).getSubcommands().keySet()) {
      Answer answer = answer(command, "--help");

      assertThat(answer.exitCode(), is(0));
      assertThat(answer.err(), is(""));
      assertThat(answer.out(), containsString("campaign-conversions " + command));
    }
  }

  @Test
  void aMissingJobFileIsNamed() {
    Answer answer = answer("run", folder.resolve("nowhere.yaml").toString());

    assertThat(answer.exitCode(), is(2));
    assertThat(answer.err(), containsString("nowhere.yaml: does not exist"));
    assertThat(answer.err(), not(containsString("relative")));
  }

  @Test
  void aWrongKeyIsToldWithFileAndLine() throws IOException {
    Answer answer = run(job().replace("granularity:", "granularty:"));

    assertThat(answer.exitCode(), is(2));
    assertThat(
        answer.err(),
        allOf(containsString("job.yaml:2: granularty"), containsString("granularity")));
  }

  @Test
  void aPatternThatMatchesNothingIsNamed() throws IOException {
    Answer answer = run(job().replace("rows.jsonl", "rows-*.jsonl"));

    assertThat(answer.exitCode(), is(2));
    assertThat(
        answer.err(),
        allOf(containsString("job.yaml:4: insights.files"), containsString("rows-*.jsonl")));
    assertThat(Files.exists(folder.resolve("db.mv.db")), is(false));
  }

  @Test
  void anUnknownClientIsToldWithThoseThatThereAre() throws IOException {
    Answer answer = run(job(), "--client=hilton");

    assertThat(answer.exitCode(), is(2));
    assertThat(answer.err(), allOf(containsString("hilton"), containsString("belmonte")));
  }

  @Test
  void periodsMustBePeriodsOfTheJobAndGoTogether() throws IOException {
    assertThat(run(job(), "--period=2025-13").exitCode(), is(2));
    assertThat(run(job(), "--period=2025-W46").err(), containsString("granularity"));
    assertThat(run(job(), "--from=2025-11").err(), containsString("--to"));
    assertThat(run(job(), "--from=2025-11", "--to=2025-10").exitCode(), is(2));
    assertThat(run(job(), "--period=2025-11", "--to=2025-12").exitCode(), is(2));
  }

  @Test
  void anOptionThatNobodyKnowsIsAnError() throws IOException {
    Answer answer = run(job(), "--perod=2025-11");

    assertThat(answer.exitCode(), is(2));
    assertThat(answer.err(), containsString("perod"));
  }

  @Test
  void whatMayBeMeantIsNamed() throws IOException {
    assertThat(
        run(job(), "--perod=2025-11").err(),
        is("--perod: neither run nor Beam has such an option; did you mean --period?\n"));
    assertThat(
        run(job(), "--flinkmaster=localhost:1", "--runner=FlinkRunner").err(),
        is(
            "--flinkmaster: neither this command nor Beam has such an option; did you mean"
                + " --flinkMaster?\n"));
    assertThat(answer("chek").err(), containsString("Did you mean: campaign-conversions check?"));
    assertThat(answer("chek").err().lines().count(), is(3L));
    assertThat(
        answer("rnu", "job.yaml", "--period=2025-11").err(),
        containsString("Did you mean: campaign-conversions run"));
    assertThat(answer("hotel.yaml").err(), containsString("campaign-conversions run hotel.yaml?"));
    assertThat(
        run(job(), "--period=2025-W45").err(),
        is(
            "--period=2025-W45 is a week, and the job's granularity is month: write"
                + " --period=2025-11\n"));
    assertThat(
        run(job().replace("  username: sa", "username: sa"), "--period=2025-11").err(),
        containsString("username: is not a known key; it belongs under output:"));
    Files.writeString(folder.resolve("hotel.yaml"), job());
    assertThat(
        answer("run", folder.resolve("hotel.yml").toString()).err(),
        endsWith("hotel.yml: does not exist; beside it are hotel.yaml, job.yaml\n"));
  }

  @Test
  void optionsMayStandBeforeABlank() throws IOException {
    Answer answer =
        run(job(), "--period", "2025-11", "--runner", "DirectRunner", "--targetParallelism", "1");

    assertThat(answer.exitCode(), is(0));
    assertThat(answer.out(), containsString("1 published"));
  }

  @Test
  void aFlinkClusterThatIsNotThereIsToldBeforeAnythingStarts() throws IOException {
    String job =
        job().replaceAll("jdbc_url: .*", "jdbc_url: jdbc:postgresql://localhost:1/nowhere");

    Answer answer =
        run(job, "--period=2025-11", "--runner=FlinkRunner", "--flinkMaster=localhost:1");

    assertThat(answer.exitCode(), is(2));
    assertThat(answer.err(), startsWith("flinkMaster localhost:1: nobody answers there;"));
    Answer check = command("check", job, "--runner=FlinkRunner", "--flinkMaster=localhost:1");
    assertThat(check.out(), containsString("options.flinkMaster: flinkMaster localhost:1: nobody"));
  }

  @Test
  void aReportThatCannotBeWrittenIsToldBeforeAnythingStarts() throws IOException {
    Answer answer = run(job(), "--junit=" + folder.resolve("nowhere/report.xml"));

    assertThat(answer.exitCode(), is(2));
    assertThat(answer.err(), containsString("no file can be written there"));
    Path report = folder.resolve("report.xml");
    assertThat(run(job(), "--period=2025-11", "--junit=" + report).exitCode(), is(0));
    assertThat(Files.readString(report), containsString("name=\"booking_step_1\""));
  }

  @Test
  void aDatabaseThatDoesNotAnswerFailsTheRun() throws IOException {
    String job =
        job().replaceAll("jdbc_url: .*", "jdbc_url: jdbc:postgresql://localhost:1/nowhere");

    Answer answer = run(job, "--period=2025-11");

    assertThat(answer.exitCode(), is(1));
    assertThat(answer.err(), startsWith("output.jdbc_url"));
    assertThat(answer.err(), not(containsString("\tat ")));
  }

  @Test
  void checkFindsEverythingAndMakesNothing() throws IOException {
    Answer answer = command("check", job());

    assertThat(answer.exitCode(), is(0));
    assertThat(answer.out(), containsString("Nothing stands in the way"));
    assertThat(Files.exists(folder.resolve("db.mv.db")), is(false));
  }

  @Test
  void whatCannotBeListedWithholdsAllThatItMayHold() throws IOException {
    String job = job().replace("rows.jsonl", "\"*.jsonl\"");
    Files.createSymbolicLink(folder.resolve("more.jsonl"), Path.of("gone.jsonl"));

    Answer check = command("check", job);
    assertThat(check.exitCode(), is(1));
    assertThat(
        check.out(),
        containsString("IN THE WAY more.jsonl cannot be read: it is a link to gone.jsonl, which"));

    Answer run = run(job, "--period=2025-11");
    assertThat(run.exitCode(), is(1));
    assertThat(
        run.out(),
        allOf(
            containsString("WITHHELD"),
            containsString("more.jsonl: it is a link to gone.jsonl, which is not there")));

    assertThat(
        run(job().replace("rows.jsonl", "[\"*.jsonl\", \"!more*\"]"), "--period=2025-11")
            .exitCode(),
        is(0));
  }

  @Test
  void checkNamesASecretThatIsNotThere() throws IOException {
    Answer answer =
        command(
            "check", job().replace("username: sa", "username: sa\n  password: {env: NOT_SET_X}"));

    assertThat(answer.exitCode(), is(2));
    assertThat(
        answer.out(),
        containsString("output.password: the environment variable NOT_SET_X is not set."));
    assertThat(answer.out().split("NOT_SET_X", -1).length, is(2));
  }

  @Test
  void aRunWithoutRowsIsMissingAndMayFail() throws IOException {
    assertThat(run(job(), "--period=2024-01").exitCode(), is(0));
    assertThat(run(job(), "--period=2024-01", "--fail-on-missing").exitCode(), is(1));
  }

  @Test
  void statusAndRunsTellWhatWasDone() throws IOException {
    assertThat(command("status", job()).out(), containsString("Nothing is published yet"));
    assertThat(command("runs", job()).out(), containsString("no run yet"));
    run(job(), "--period=2025-11");

    assertThat(
        command("status", job()).out(),
        allOf(containsString("belmonte"), containsString("2025-11"), containsString("final")));
    assertThat(command("runs", job()).out(), containsString("exit code 0"));
    assertThat(command("status", job(), "--run=1").exitCode(), is(0));
    assertThat(command("status", job(), "--run=99").exitCode(), is(2));
  }

  @Test
  void onlyMissingLeavesOutWhatIsPublished() throws IOException {
    run(job(), "--period=2025-11");

    assertThat(
        run(job(), "--period=2025-11", "--only-missing").out(), containsString("Nothing to do"));
  }

  @Test
  void aRestatedPeriodIsInTheHistoryAndCanBeRolledBackOnce() throws IOException {
    String[] november = {"--client=belmonte", "--period=2025-11"};
    assertThat(command("history", job()).out(), containsString("Nothing was restated"));
    assertThat(command("rollback", job(), november).exitCode(), is(1));
    run(job(), "--period=2025-11");
    run(job().replace("[omni_search]", "[purchase]"), "--period=2025-11");

    assertThat(
        command("history", job()).out(),
        allOf(containsString("booking_step_1 3 → 0"), containsString("catalogue")));
    assertThat(
        command("history", job(), november).out(),
        allOf(
            containsString("first publication"), containsString("changed 1 number of 1 campaign")));
    assertThat(command("rollback", job(), november).out(), containsString("booking_step_1 0 → 3"));
    Answer again = command("rollback", job(), november);
    assertThat(again.exitCode(), is(1));
    assertThat(again.err(), containsString("no earlier version"));
    assertThat(command("rollback", job(), "--client=belmonte").exitCode(), is(2));
    Answer unknown =
        command("rollback", job(), "--client=belmonte", "--period=2025-11", "--to=abc");
    assertThat(unknown.exitCode(), is(2));
    assertThat(unknown.err(), containsString("--to=abc"));
    assertThat(command("runs", job()).out(), containsString("ROLLBACK"));
  }

  @Test
  void pruneSaysWhatItRemoves() throws IOException {
    String job = job() + "retention: {versions: 1}\n";
    run(job, "--period=2025-11");
    run(job.replace("[omni_search]", "[purchase]"), "--period=2025-11");

    assertThat(
        command("prune", job, "--dry-run").out(),
        containsString("Would be removed: 1 earlier version"));
    assertThat(command("prune", job).out(), containsString("Removed: 1 earlier version"));
    assertThat(command("prune", job).out(), containsString("Removed: 0 earlier versions"));
  }

  @Test
  void forgetWantsToBeSure() throws IOException {
    run(job(), "--period=2025-11");

    Answer unsure = command("forget", job(), "--client=belmonte");
    assertThat(unsure.exitCode(), is(2));
    assertThat(unsure.err(), containsString("--yes"));
    Answer sure = command("forget", job(), "--client=belmonte", "--yes");
    assertThat(sure.exitCode(), is(0));
    assertThat(
        sure.out(), allOf(containsString("1 published"), containsString("still in the job")));
    assertThat(command("forget", job(), "--client=belmonte", "--yes").exitCode(), is(1));
    assertThat(command("status", job()).out(), containsString("Nothing is published yet"));
  }

  @Test
  void retryRunsWhatTheLastRunWithheld() throws IOException {
    assertThat(command("retry", job()).out(), containsString("Nothing to do"));
    Files.writeString(folder.resolve("more.jsonl"), "\u0001\u0002");
    String both = job().replace("rows.jsonl", "[rows.jsonl, more.jsonl]");
    assertThat(run(both, "--from=2025-10", "--to=2025-11").exitCode(), is(1));
    Files.writeString(folder.resolve("more.jsonl"), "");

    Answer retried = command("retry", both);

    assertThat(retried.exitCode(), is(0));
    assertThat(retried.out(), containsString("1 published"));
    Answer nothing = command("retry", both);
    assertThat(nothing.exitCode(), is(0));
    assertThat(nothing.out(), containsString("Nothing to do"));
  }

  @Test
  void onlyTheFilesOfThePeriodAreLookedFor() throws IOException {
    Files.createDirectories(folder.resolve("2025-11"));
    String job = job().replace("rows.jsonl", "\"{period}/*.jsonl\"");
    Answer nowhere = run(job, "--period=2025-11");
    assertThat(nowhere.exitCode(), is(2));
    assertThat(
        nowhere.err(),
        allOf(containsString("job.yaml:4: insights.files"), containsString("no file matches")));
    Files.copy(folder.resolve("rows.jsonl"), folder.resolve("2025-11/rows.jsonl"));

    assertThat(run(job, "--period=2025-11").exitCode(), is(0));
    Answer none = run(job, "--period=2025-12");
    assertThat(none.exitCode(), is(0));
    assertThat(none.out(), containsString("MISSING belmonte 2025-12"));
    assertThat(command("check", job).exitCode(), is(0));
    Answer misspelt = run(job.replace("{period}", "{week}"), "--period=2025-11");
    assertThat(misspelt.exitCode(), is(2));
    assertThat(misspelt.err(), allOf(containsString("job.yaml:4"), containsString("{period}")));
    Answer mixed = run(job.replace("\"{period}/*.jsonl\"", "[\"{period}/*.jsonl\", rows.jsonl]"));
    assertThat(mixed.err(), containsString("all of them or in none"));
  }

  @Test
  void manyMissingPeriodsAreToldInALine() throws IOException {
    Answer answer = run(job(), "--from=2024-01", "--to=2024-12");

    assertThat(answer.exitCode(), is(0));
    assertThat(
        answer.out(),
        containsString("MISSING belmonte 2024-01 to 2024-12: no row of it was found."));
  }

  @Test
  void anEndedPeriodThatShrankWaitsForAWord() throws IOException {
    String[] november = {"--period=2025-11"};
    Files.writeString(
        folder.resolve("more.jsonl"),
        """
        {"account_id": "1", "campaign_id": "11", "date_start": "2025-11-01", \
        "date_stop": "2025-11-30", "spend": "7.50", "impressions": "100", "clicks": "5", \
        "actions": [{"action_type": "omni_search", "value": "4"}]}
        """);
    assertThat(
        run(job().replace("rows.jsonl", "[rows.jsonl, more.jsonl]"), november).exitCode(), is(0));

    Answer rehearsed = run(job(), "--period=2025-11", "--dry-run");
    Answer less = run(job(), november);

    assertThat(
        rehearsed.out(), allOf(containsString("--accept-shrink"), containsString("exit code 1")));
    assertThat(less.exitCode(), is(1));
    assertThat(less.out(), containsString("--accept-shrink"));
    assertThat(run(job(), "--period=2025-11", "--accept-shrink").exitCode(), is(0));
  }

  private Answer run(String job, String... options) throws IOException {
    return command("run", job, options);
  }

  private Answer command(String command, String job, String... options) throws IOException {
    Path file = folder.resolve("job.yaml");
    Files.writeString(file, job);
    Files.writeString(
        folder.resolve("rows.jsonl"),
        """
        {"account_id": "1", "campaign_id": "10", "date_start": "2025-11-01", \
        "date_stop": "2025-11-30", "spend": "7.50", "impressions": "100", "clicks": "5", \
        "actions": [{"action_type": "omni_search", "value": "3"}]}
        """);
    String[] arguments = new String[options.length + 3];
    arguments[0] = command;
    arguments[1] = file.toString();
    arguments[2] = "--all";
    System.arraycopy(options, 0, arguments, 3, options.length);
    return answer(arguments);
  }

  private static String job() {
    return """
        job: hotel
        granularity: month
        insights:
          files: rows.jsonl
        clients:
          - {id: belmonte, account_id: "1"}
        metrics:
          booking_step_1: {first_of: [omni_search]}
        output:
          jdbc_url: jdbc:h2:file:db
          username: sa
        """;
  }

  private static Answer answer(String... arguments) {
    return Answer.to(arguments);
  }
}
