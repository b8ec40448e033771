package com.campaignconversions.job.file;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignconversions.job.Job;
import com.campaignconversions.job.yaml.JobFileException;
import com.campaignconversions.job.yaml.JobFileException.JobFileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The smallest job file, one section a line, to be changed by the section. */
final class JobText {
  private final Path folder;
  private final List<String> sections =
      new ArrayList<>(
          List.of(
              "job: hotel-bookings",
              "granularity: month",
              "insights: {files: insights/*.json}",
              "clients: [{id: belmonte, account_id: '438600948208231'}]",
              "metrics: {reservations: {first_of: [purchase]}}",
              "output: {jdbc_url: 'jdbc:h2:mem:conversions'}"));

  private JobText(Path folder) {
    this.folder = folder;
  }

  static JobText in(Path folder) {
    return new JobText(folder);
  }

  /** Puts a section in the place of the one with the same key, or at the end. */
  JobText with(String section) {
    String key = section.substring(0, section.indexOf(':') + 1);
    for (int i = 0; i < sections.size(); i++) {
      if (sections.get(i).startsWith(key)) {
        sections.set(i, section);
        return this;
      }
    }
    sections.add(section);
    return this;
  }

  JobText without(String key) {
    sections.removeIf(section -> section.startsWith(key + ":"));
    return this;
  }

  JobText withFile(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return this;
  }

  Job read() throws JobFileException {
    return JobFile.read(write());
  }

  List<JobFileProblem> problems() {
    Path file = write();
    return assertThrows(JobFileException.class, () -> JobFile.read(file)).problems();
  }

  /** The one problem, as {@code file:line: key: sentence} with the file's name only. */
  String problem() {
    List<JobFileProblem> problems = problems();
    assertThat(problems.toString(), problems, hasSize(1));
    return shown(problems).get(0);
  }

  List<String> shown(List<JobFileProblem> problems) {
    return problems.stream()
        .map(problem -> problem.toString().replace(folder + "/", ""))
        .collect(Collectors.toList());
  }

  private Path write() {
    String text = String.join("\n", sections) + "\n";
    withFile("job.yaml", text);
    return folder.resolve("job.yaml");
  }
}
