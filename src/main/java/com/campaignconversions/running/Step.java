package com.campaignconversions.running;

import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.insights.graph.FetchedBatch;
import com.campaignconversions.job.InsightSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A part of a run that is a pipeline of its own, so that memory and the database's load stay flat
 * and what is done is published: some periods of all wanted clients, and the files that their paths
 * name.
 *
 * @param fetched what the Marketing API gave; null where it is not asked, or workers ask it
 */
public record Step(WantedPeriods wanted, List<InsightFile> files, @Nullable FetchedBatch fetched) {

  public Step(WantedPeriods wanted, List<InsightFile> files) {
    this(wanted, files, null);
  }

  /**
   * How much goes into one step, unless a single period is more.
   *
   * @param patience how long what the Marketing API gave waits for the rest
   */
  public record Limits(long clientPeriods, long bytes, Duration patience) {
    public static final Limits USUAL = new Limits(200, 64 << 20, Duration.ofSeconds(10));

    /** For what has to be one pipeline. */
    public static final Limits NONE =
        new Limits(Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofDays(1));
  }

  /** Steps of whole periods, the earlier ones first; one, where the source is read whole. */
  public static List<Step> of(
      InsightSource insights, WantedPeriods wanted, List<InsightFile> files, Limits limits) {
    if (!insights.isAskedPerPeriod()) {
      return List.of(new Step(wanted, files));
    }
    List<Step> steps = new ArrayList<>();
    Set<Period> gathered = new HashSet<>();
    for (Period period : wanted.periods()) {
      Set<Period> more = new HashSet<>(gathered);
      more.add(period);
      if (!gathered.isEmpty() && exceeds(part(wanted, files, more), limits)) {
        steps.add(part(wanted, files, gathered));
        gathered.clear();
      }
      gathered.add(period);
    }
    steps.add(part(wanted, files, gathered));
    return steps;
  }

  private static boolean exceeds(Step step, Limits limits) {
    return step.wanted.size() > limits.clientPeriods() || step.bytes() > limits.bytes();
  }

  private static Step part(WantedPeriods wanted, List<InsightFile> files, Set<Period> periods) {
    return new Step(
        wanted.only(periods),
        files.stream()
            .filter(file -> file.periods().stream().anyMatch(periods::contains))
            .toList());
  }

  long bytes() {
    return files.stream().mapToLong(InsightFile::size).sum();
  }

  /** {@code 2024-01 to 2024-03}. */
  public String periods() {
    List<Period> periods = wanted.periods();
    Period first = periods.get(0);
    Period last = periods.get(periods.size() - 1);
    return first.equals(last) ? first.id() : first.id() + " to " + last.id();
  }
}
