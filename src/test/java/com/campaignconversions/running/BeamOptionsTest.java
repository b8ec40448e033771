package com.campaignconversions.running;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.job.Job;
import com.campaignconversions.job.file.JobFile;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.results.CommandException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.beam.runners.direct.DirectOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of Beam's options a run has where nobody names them. */
class BeamOptionsTest {
  private final Job job = SmallJob.ofBelmonte().build();

  @AfterEach
  void asUsual() {
    assertions(true);
  }

  /** Of the class, as {@code java} and {@code java -ea} set them. */
  private static void assertions(boolean on) {
    Class<?> options = BeamOptions.class;
    Objects.requireNonNull(options.getClassLoader()).setClassAssertionStatus(options.getName(), on);
  }

  private static List<Boolean> checks(Job job, String... arguments) throws CommandException {
    DirectOptions options = BeamOptions.of(job, List.of(arguments)).as(DirectOptions.class);
    return List.of(options.isEnforceImmutability(), options.isEnforceEncodability());
  }

  @Test
  void elementsAreCheckedOnlyWhereThisProgramIsDeveloped() throws CommandException {
    assertThat(checks(job), is(List.of(true, true)));
    assertions(false);
    assertThat(checks(job), is(List.of(false, false)));
    assertThat(checks(job, "--runner=DirectRunner"), is(List.of(false, false)));
  }

  @Test
  void whoeverNamesTheChecksDecides(@TempDir Path folder) throws Exception {
    String story = Files.readString(Path.of("pipelines/local.yaml"));
    String here = Path.of("").toAbsolutePath().toString();
    Path named =
        Files.writeString(
            folder.resolve("job.yaml"),
            story.replace("../", here + "/").replace("metrics/", here + "/pipelines/metrics/")
                + "  enforceImmutability: \"true\"\n  enforceEncodability: \"false\"\n");
    assertThat(checks(JobFile.read(named)), is(List.of(true, false)));
    assertions(false);
    assertThat(checks(JobFile.read(named)), is(List.of(true, false)));
    assertThat(
        checks(JobFile.read(named), "--enforceImmutability=false", "--enforceEncodability"),
        is(List.of(false, true)));
  }
}
