package com.campaignconversions.commandline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Known exceptions, through the command line. */
class AcceptTest {
  private static final String TRUSTED = "SELECT trusted FROM publications";

  private final OldSystem job;

  AcceptTest(@TempDir Path folder) throws IOException {
    this.job = OldSystem.in(folder);
    for (int i = 0; i < 25; i++) {
      job.withInsights("2025-11", "c" + i, 20);
    }
  }

  @Test
  void trustsAVerdictUntilItsAcceptanceEndsThoughNoNumberChanges()
      throws IOException, SQLException {
    assertThat(run("2999-12-31"), is(0));
    assertThat(job.rows(TRUSTED), contains("TRUE"));
    assertThat(job.printed(), containsString("a total, divided (accepted)"));
    assertThat(
        job.rows(
                "SELECT verdict, evidence FROM conversion_variance WHERE metric = 'booking_step_1'")
            .get(0),
        matchesPattern("DISTRIBUTED .* Accepted until 2999-12-31: equal-budget test\\."));

    assertThat(run("2999-12-31"), is(0));
    assertThat(job.rows(outcomeOf(2)), contains("UNCHANGED TRUE"));

    assertThat(run("2020-01-31"), is(3));
    assertThat(job.rows(outcomeOf(3)), contains("PUBLISHED FALSE"));
    assertThat(job.rows(TRUSTED), contains("FALSE"));
    assertThat(
        job.rows("SELECT COUNT(*) FROM conversion_variance WHERE evidence LIKE '%Accepted%'"),
        contains("0"));

    // What is accepted again is what was published at first.
    assertThat(run("2999-12-31"), is(0));
    assertThat(job.rows(TRUSTED), contains("TRUE"));

    // The period was final, but no number of it was restated.
    assertThat(
        job.rows("SELECT COUNT(*) FROM run_outcomes WHERE restated IS NOT NULL"), contains("0"));
    assertThat(job.command("history"), is(0));
    assertThat(job.printed(), containsString("no number changed"));
    assertThat(job.printed(), not(containsString("restated")));
  }

  private int run(String until) throws IOException {
    job.writeJob(
        "accept: [{client: belmonte, metric: booking_step_1, verdict: DISTRIBUTED,"
            + " reason: equal-budget test, until: "
            + until
            + "}]\n");
    return job.command("run", "--period=2025-11");
  }

  private static String outcomeOf(int run) {
    return "SELECT outcome, trusted FROM run_outcomes WHERE run_id = " + run;
  }
}
