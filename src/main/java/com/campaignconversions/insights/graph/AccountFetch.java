package com.campaignconversions.insights.graph;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.insights.files.MatchedFiles;
import com.campaignconversions.insights.json.FetchHeading;
import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.marketingapi.AccessToken;
import com.campaignconversions.marketingapi.AskingFacts;
import com.campaignconversions.marketingapi.InsightsQuery.QueryLevel;
import com.campaignconversions.marketingapi.MarketingApi;
import com.campaignconversions.marketingapi.MarketingApiException;
import com.campaignconversions.marketingapi.MarketingApiException.ErrorKind;
import com.campaignconversions.marketingapi.Time;
import com.campaignconversions.marketingapi.TimeLimit;
import com.campaignconversions.records.Wording;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the periods of one ad account, many of them with one question: as many as are worth it
 * by what the account gave last. A question that fails is asked again in halves, so that it costs
 * only the periods that cannot be had.
 */
final class AccountFetch {
  private static final Logger LOG = LoggerFactory.getLogger(AccountFetch.class);

  /** The first question of an account that nobody knows yet. */
  private static final int FIRST_DAYS = 31;

  /** About four pages of 500 campaigns with 45 actions each. */
  private static final long BYTES_A_QUESTION = 16L << 20;

  /** So many periods that fail by themselves, one after the other, are a failing account. */
  private static final int MOST_FAILURES = 3;

  private static final int MOST_LOOKED_FOR = 3;

  /** What a run that was stopped has kept is not too old for another one. */
  private static final Duration STILL_FRESH = Duration.ofHours(6);

  private final GraphInsights source;
  private final GraphQuestions questions;
  private final GraphAccount account;
  private final AskedBy asked;
  private final KeptPages pages;
  private final Path folder;
  private final Consumer<FetchedPeriod> whole;

  /** Not there yet, the newest first. */
  private List<Period> left = List.of();

  /** Those that changed while they were asked for, which is told to nobody the first time. */
  private final Set<Period> changed = new HashSet<>();

  /** How many periods a question is worth, and how many at most after one that was too large. */
  private long worth = 1;

  private long most = Long.MAX_VALUE;

  /** How many days of one period are asked for at once. */
  private long days = Long.MAX_VALUE;

  /** Of periods, by themselves, one after the other. */
  private int failures;

  /**
   * Who asks.
   *
   * @param started when the run was
   * @param goesOnBehind when those runs were started that were stopped before their end: what they
   *     kept is not asked for again
   * @param refusal why no account needs to be asked any more: one hears it for all
   */
  record AskedBy(
      Time time,
      Instant started,
      Set<Instant> goesOnBehind,
      AtomicReference<@Nullable String> refusal) {}

  /**
   * Begins with an account.
   *
   * @param folder for pages that are not kept
   * @param whole is given each period when all its pages are there, or will not come
   */
  AccountFetch(
      GraphInsights source,
      GraphQuestions questions,
      GraphAccount account,
      AskedBy asked,
      Path folder,
      Consumer<FetchedPeriod> whole) {
    this.source = source;
    this.questions = questions;
    this.account = account;
    this.asked = asked;
    this.pages = new KeptPages(source.keep() == null ? folder.toString() : source.keep());
    this.folder = folder;
    this.whole = whole;
  }

  /**
   * Asks for everything.
   *
   * @return what it took to ask
   * @throws IOException if pages cannot be written to this machine's disk, or kept
   */
  AskingFacts run() throws IOException {
    takeKept();
    if (left.isEmpty()) {
      return AskingFacts.NONE;
    }
    MarketingApi api;
    try {
      api =
          new MarketingApi(
              source,
              AccessToken.of(source, account.clientId()),
              new TimeLimit(asked.time(), asked.started().plus(source.timeLimit())));
    } catch (IOException e) {
      failAll("the access token of " + account.clientId() + ": " + e.getMessage(), false);
      return AskingFacts.NONE;
    }
    worth = worthAtFirst();
    while (!left.isEmpty()) {
      String refusal = asked.refusal().get();
      if (refusal != null) {
        failAll(refusal, true);
        break;
      }
      List<Period> periods = next();
      try {
        ask(api, periods);
        failures = 0;
      } catch (MarketingApiException e) {
        failed(periods, e);
      }
    }
    return api.facts();
  }

  /** By what the account gave last, where that is kept. */
  private long worthAtFirst() throws IOException {
    List<Period> looked = source.keep() == null ? List.of() : account.periods();
    for (Period period : looked.subList(0, Math.min(MOST_LOOKED_FOR, looked.size()))) {
      InsightFile last = MatchedFiles.one(0, pages.path(account, period), "");
      if (last != null) {
        return worthOf(last.size());
      }
    }
    Period newest = left.get(0);
    return Math.max(1, FIRST_DAYS / days(newest.start(), newest.end()));
  }

  /** How many periods of so many bytes are worth a question. */
  private static long worthOf(long bytes) {
    return Math.max(1, BYTES_A_QUESTION / Math.max(1, bytes));
  }

  /** The newest periods that follow each other, as many as are worth a question; ascending. */
  private List<Period> next() {
    List<Period> next = new ArrayList<>();
    while (!left.isEmpty()
        && next.size() < Math.min(worth, most)
        && (next.isEmpty() || left.get(0).next().equals(next.get(0)))) {
      next.add(0, left.remove(0));
    }
    return next;
  }

  private void putBack(Collection<Period> periods) {
    left.addAll(periods);
    left.sort(Comparator.reverseOrder());
  }

  private void ask(MarketingApi api, List<Period> periods)
      throws MarketingApiException, IOException {
    LocalDate until = until(periods.get(periods.size() - 1));
    try (PeriodPages answer = new PeriodPages(folder, periods, until, !source.daily())) {
      ask(api, questions.level(), periods, answer);
      boolean anyEmpty = periods.stream().anyMatch(answer::isEmpty);
      if (source.accountTotals() || anyEmpty) {
        answer.totalsFollow();
        ask(api, QueryLevel.ACCOUNT, periods, answer);
      }
      if (answer.anyElsewhere()) {
        // Alone, each of them shows which rows were not asked for.
        putBack(periods);
        most = 1;
        return;
      }
      worth = worthOf(answer.mostBytes());
      for (Period period : periods) {
        String unbelievable = answer.unbelievable(period);
        if (answer.hasChanged(period) && changed.add(period)) {
          LOG.info("{} changed while it was asked for, and is asked for again", name(period));
          putBack(List.of(period));
        } else if (unbelievable != null) {
          String reason = "Meta twice gave " + unbelievable + "; run it again later";
          whole.accept(fetched(period, null, reason, false));
        } else {
          KeptPages.put(
              FetchHeading.line(question(period), asked.started(), api.answeredBy()),
              answer.path(period),
              pages.path(account, period));
          whole.accept(fetched(period, file(period), null, false));
        }
      }
    }
  }

  /** Asks with one question, or for fewer and fewer days of a period that is too large. */
  private void ask(MarketingApi api, QueryLevel level, List<Period> periods, PeriodPages answer)
      throws MarketingApiException, IOException {
    LocalDate since = periods.get(0).start();
    LocalDate until = until(periods.get(periods.size() - 1));
    long all = days(since, until);
    if (periods.size() > 1 || days >= all) {
      try {
        api.insights(questions.ofPeriods(account.accountId(), level, periods, until), answer);
        return;
      } catch (MarketingApiException e) {
        if (!e.mayBeTooMuch() || periods.size() > 1 || all == 1) {
          throw e;
        }
        days = (all + 1) / 2;
      }
    }
    answer.fewerDaysFollow();
    for (LocalDate first = since; !first.isAfter(until); ) {
      LocalDate last = first.plusDays(days - 1);
      last = last.isAfter(until) ? until : last;
      try {
        api.insights(questions.ofDays(account.accountId(), level, first, last), answer);
        first = last.plusDays(1);
      } catch (MarketingApiException e) {
        if (!e.mayBeTooMuch() || first.equals(last)) {
          throw e;
        }
        days = (days + 1) / 2;
      }
    }
  }

  private void failed(List<Period> periods, MarketingApiException problem) {
    String reason = String.valueOf(problem.getMessage());
    if (problem.endsRun()) {
      putBack(periods);
      if (asked.refusal().compareAndSet(null, reason)) {
        LOG.error(reason);
      }
    } else if (problem.endsAccount()) {
      putBack(periods);
      failAll(reason, false);
    } else if (periods.size() > 1) {
      putBack(periods);
      worth = periods.size() / 2;
      most = problem.mayBeTooMuch() ? worth : most;
    } else {
      failures++;
      whole.accept(fetched(periods.get(0), null, reason, problem.isAlikeForAll()));
      // What is older than something out of reach is so too.
      if (problem.problem() == ErrorKind.RETENTION || failures == MOST_FAILURES) {
        failAll(reason, problem.isAlikeForAll());
      }
    }
  }

  private void failAll(String reason, boolean alike) {
    left.forEach(period -> whole.accept(fetched(period, null, reason, alike)));
    left.clear();
  }

  private FetchedPeriod fetched(
      Period period, @Nullable InsightFile file, @Nullable String failure, boolean failsAlike) {
    return new FetchedPeriod(
        new ClientPeriod(account.clientId(), period),
        rank(period),
        failure == null ? name(period) : "act_" + account.accountId(),
        file,
        failure,
        failsAlike);
  }

  private int rank(Period period) {
    return account.firstRank() + account.periods().indexOf(period);
  }

  private InsightFile file(Period period) throws IOException {
    String path = pages.path(account, period);
    InsightFile file = MatchedFiles.one(rank(period), path, name(period));
    if (file == null) {
      throw new FileNotFoundException(path + " has just been written, and is not there");
    }
    return file;
  }

  /** Of a kept file its own name, so that reading it again names the same rows in the same way. */
  private String name(Period period) {
    return source.keep() == null
        ? "act_" + account.accountId() + "/insights/" + period.id()
        : MatchedFiles.source(source.folder(), pages.path(account, period));
  }

  private String question(Period period) throws IOException {
    return questions.heading(account.accountId(), period, until(period));
  }

  private LocalDate until(Period period) {
    return period.end().isAfter(account.today()) ? account.today() : period.end();
  }

  private static long days(LocalDate first, LocalDate last) {
    return ChronoUnit.DAYS.between(first, last) + 1;
  }

  /** What this run, or one that was stopped not long ago, has kept already is not asked for. */
  private void takeKept() throws IOException {
    left = new ArrayList<>();
    int count = 0;
    Duration oldest = Duration.ZERO;
    for (Period period : account.periods()) {
      if (period.start().isAfter(account.today())) {
        whole.accept(fetched(period, null, null, false));
        continue;
      }
      InsightFile file = source.keep() == null ? null : keptFile(period);
      if (file == null) {
        left.add(period);
        continue;
      }
      whole.accept(fetched(period, file, null, false));
      count++;
      Duration age = age(file);
      oldest = age.compareTo(oldest) > 0 ? age : oldest;
    }
    if (count > 0) {
      LOG.info(
          "act_{}: {} fetched before the run was stopped, at most {} ago: not asked for again",
          account.accountId(),
          Wording.counted(count, "period"),
          Wording.counted(oldest.toMinutes(), "minute"));
    }
  }

  /** Pages that answer the same question and are not too old; null where there are none. */
  private @Nullable InsightFile keptFile(Period period) throws IOException {
    Set<Instant> runs = new HashSet<>(asked.goesOnBehind());
    runs.add(asked.started());
    Instant run = KeptPages.askedBy(pages.path(account, period), question(period), runs);
    if (run == null) {
      return null;
    }
    InsightFile file = file(period);
    boolean fresh = run.equals(asked.started()) || age(file).compareTo(STILL_FRESH) <= 0;
    return fresh ? file : null;
  }

  private Duration age(InsightFile file) {
    return Duration.between(Instant.ofEpochMilli(file.modifiedMillis()), asked.time().now());
  }
}
