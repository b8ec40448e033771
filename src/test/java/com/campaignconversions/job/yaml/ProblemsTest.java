package com.campaignconversions.job.yaml;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.job.yaml.JobFileException.JobFileProblem;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  private final Problems problems = new Problems();

  @Test
  void thereAreNoneBeforeOneIsAdded() {
    assertThat(problems.none(), is(true));
    problems.opened("job.yaml");
    assertThat("an opened file is no problem", problems.none(), is(true));
    problems.add("job.yaml", 1, "job", "is missing");
    assertThat(problems.none(), is(false));
  }

  @Test
  void tellsThemInTheOrderOfTheLines() {
    problems.add("job.yaml", 7, "b", "second");
    problems.add("job.yaml", 2, "a", "first");
    problems.add("job.yaml", 0, "", "of the whole file");

    assertThat(
        problems.asException().getMessage(),
        is("job.yaml: of the whole file\njob.yaml:2: a: first\njob.yaml:7: b: second"));
  }

  @Test
  void severalOfOneLineStayInTheOrderInWhichTheyWereFound() {
    problems.add("job.yaml", 2, "z", "first");
    problems.add("job.yaml", 2, "a", "second");

    assertThat(sentences(), is(List.of("first", "second")));
  }

  @Test
  void tellsOfFilesInTheOrderInWhichTheyWereOpened() {
    problems.opened("job.yaml");
    problems.opened("clients.yaml");
    problems.opened("accept.yaml");
    problems.opened("job.yaml");
    problems.add("accept.yaml", 1, "", "third");
    problems.add("clients.yaml", 9, "", "second");
    problems.add("job.yaml", 30, "", "first");

    assertThat(sentences(), is(List.of("first", "second", "third")));
  }

  @Test
  void countsThoseBeyondFiveHundred() {
    problems.opened("job.yaml");
    for (int line = 1; line <= 500; line++) {
      problems.add("clients.yaml", line, "", "wrong");
    }
    assertThat(sentences(), hasSize(500));
    problems.add("clients.yaml", 501, "", "wrong");
    problems.add("clients.yaml", 502, "", "wrong");

    List<JobFileProblem> told = problems.asException().problems();
    assertThat(told, hasSize(501));
    assertThat(
        told.get(500),
        is(new JobFileProblem("job.yaml", 0, "", "and 2 more problems of the same kinds")));
  }

  /** A YAML parser's own message shows the lines around the problem, which may hold a secret. */
  @Test
  void hasNoCause() {
    problems.add("job.yaml", 1, "", "wrong");

    assertThat(problems.asException().getCause(), is(nullValue()));
  }

  private List<String> sentences() {
    return problems.asException().problems().stream().map(JobFileProblem::sentence).toList();
  }
}
