package com.campaignconversions.commandline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignconversions.job.InsightFiles;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.file.JobFile;
import com.campaignconversions.job.metrics.ActionTypes;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.job.metrics.Metric.Scope;
import com.campaignconversions.job.metrics.Metric.Unit;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StarterFilesTest {
  private final Path folder;

  StarterFilesTest(@TempDir Path folder) {
    this.folder = folder.resolve("new");
  }

  @Test
  void writesAJobThatIsReadBack() throws Exception {
    List<Path> files = StarterFiles.writeInto(folder);
    Job job = JobFile.read(files.get(0));

    assertThat(
        job.metricNames(),
        contains(
            "booking_step_1",
            "booking_step_2",
            "booking_step_3",
            "reservations",
            "reservation_value",
            "click_to_call",
            "email_contacts"));
    assertThat(job.clients().size(), is(2));
    assertThat(((InsightFiles) job.insights()).patterns(), contains(folder + "/insights/**/*"));
    assertThat(job.output().jdbcUrl(), is("jdbc:h2:file:" + folder + "/conversions"));
    assertThat(job.pipelineOptions(), is(Map.of("runner", "DirectRunner")));
  }

  @Test
  void countsWhatHotelsCount() throws Exception {
    Job job = JobFile.read(StarterFiles.writeInto(folder).get(0));
    Metric reservations = job.catalogue().get(3);
    Metric value = job.catalogue().get(4);
    Metric calls = job.catalogue().get(5);
    Metric contacts = job.catalogue().get(6);

    assertThat(value.firstOf(), is(reservations.firstOf()));
    assertThat(value.unit(), is(Unit.MONEY));
    assertThat(calls.scope(), is(Scope.ACCOUNT));
    assertThat(contacts.arrays(), contains("actions", "conversions"));
    assertThat(contacts.firstOf().isEmpty(), is(true));
    assertThat(
        job.metricsOf("lakeside").get(6).firstOf(),
        contains(new ActionTypes(List.of("offsite_conversion.custom.1150356839010935"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"job.yaml", "clients.yaml", "metrics.yaml"})
  void overwritesNothing(String name) throws IOException {
    Files.createDirectories(folder);
    Path mine = Files.writeString(folder.resolve(name), "mine");

    FileAlreadyExistsException refused =
        assertThrows(FileAlreadyExistsException.class, () -> StarterFiles.writeInto(folder));

    assertThat(String.valueOf(refused.getMessage()), containsString(name));
    assertThat(Files.readString(mine), is("mine"));
    try (var files = Files.list(folder)) {
      assertThat(files.count(), is(1L));
    }
  }
}
