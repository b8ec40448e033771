package com.campaignconversions.job.yaml;

import com.campaignconversions.job.yaml.JobFileException.JobFileProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a job file, so that all of it can be told at once. */
public final class Problems {
  /** More than a person reads, and little enough to print. */
  private static final int MOST = 500;

  private final List<String> files = new ArrayList<>();
  private final List<JobFileProblem> found = new ArrayList<>();
  private int unlisted = 0;

  /** Files are told of in the order in which they were opened. */
  void opened(String file) {
    if (!files.contains(file)) {
      files.add(file);
    }
  }

  void add(String file, int line, String key, String sentence) {
    opened(file);
    if (found.size() < MOST) {
      found.add(new JobFileProblem(file, line, key, sentence));
    } else {
      unlisted++;
    }
  }

  public boolean none() {
    return found.isEmpty();
  }

  public JobFileException asException() {
    List<JobFileProblem> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.<JobFileProblem>comparingInt(problem -> files.indexOf(problem.file()))
            .thenComparingInt(JobFileProblem::line));
    if (unlisted > 0) {
      sorted.add(
          new JobFileProblem(
              files.get(0), 0, "", "and " + unlisted + " more problems of the same kinds"));
    }
    return new JobFileException(sorted);
  }
}
