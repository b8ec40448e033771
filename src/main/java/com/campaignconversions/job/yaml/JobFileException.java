package com.campaignconversions.job.yaml;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A job file that cannot be run as it stands, with everything that is wrong with it. Nothing in it
 * repeats a value that may be a secret, and it has no cause: a YAML parser's own message shows the
 * lines around the problem, which may hold one.
 */
public final class JobFileException extends Exception {
  private final List<JobFileProblem> problems;

  JobFileException(List<JobFileProblem> problems) {
    this.problems = List.copyOf(problems);
  }

  /** One problem a line. */
  @Override
  public String getMessage() {
    return problems.stream().map(JobFileProblem::toString).collect(Collectors.joining("\n"));
  }

  /** In the order of the lines: the job file's first, then those of the files that it names. */
  public List<JobFileProblem> problems() {
    return problems;
  }

  /**
   * One thing that is wrong.
   *
   * @param file as the user wrote it, or relative to it
   * @param line from 1; 0 where the file as a whole is meant
   * @param key the path of keys, such as {@code clients[1].currency}; empty at the top
   * @param sentence what is wrong and what to write instead; it goes on where the key ends
   */
  public record JobFileProblem(String file, int line, String key, String sentence)
      implements Serializable {

    /** {@code file:line: key: sentence}. */
    @Override
    public String toString() {
      return file
          + (line > 0 ? ":" + line : "")
          + ": "
          + (key.isEmpty() ? "" : key + ": ")
          + sentence;
    }
  }
}
