package com.campaignconversions.insights.rows;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.insights.counts.ClientSource;
import com.campaignconversions.insights.counts.DayRange;
import com.campaignconversions.insights.counts.Loss;
import com.campaignconversions.insights.counts.MistypedAccount;
import com.campaignconversions.insights.counts.PageSeen;
import com.campaignconversions.insights.counts.SourceFacts;
import com.campaignconversions.insights.fields.ExtractedAt;
import com.campaignconversions.insights.json.FetchHeading;
import com.campaignconversions.insights.json.Page;
import com.campaignconversions.job.InsightSource.Newest;
import com.campaignconversions.job.LossKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is noticed of one source while it is read, beside its rows: what it shows of each client,
 * what was lost of it, and which pages it has. It is told at its end, in a few bytes a client.
 */
final class SourceRows {
  /** Beyond so many, what was lost is no longer told apart by campaign and day. */
  private static final int MOST_LOSSES = 5000;

  private static final int MOST_STRANGERS = 10_000;
  private static final int MOST_END_PAGES = 10_000;

  private final Origin origin;
  private final Admission admission;
  private final boolean oldGiveWay;
  private final Map<String, OfClient> byClient = new HashMap<>();
  private final Map<Loss, Loss> losses = new LinkedHashMap<>();
  private final Map<String, List<MistypedAccount>> strangers = new TreeMap<>();
  private final List<PageSeen> openPages = new ArrayList<>();

  /** Pages that say of nothing behind them: of those alike the last one is enough. */
  private final Map<List<Object>, PageSeen> endPages = new LinkedHashMap<>();

  /** Where pages begin that say of nothing behind them, and how they say they begin. */
  private final List<Page> ends = new ArrayList<>();

  /** How pages begin that say that more follows. */
  private final Set<String> beginningsWithNext = new HashSet<>();

  /** What the page before has of each client. */
  private List<PageSeen> pageBefore = List.of();

  private @Nullable OfClient last;
  private long arrays;
  private long askedArrays;
  private boolean askedWhole;

  /** The only ad accounts that it was asked for; none for any. */
  private Set<String> onlyAccounts;

  private Collection<ClientPeriod> askedFor;
  private boolean otherAccount;
  private boolean anyUsable;
  private @Nullable String firstUnusable;

  /** The rows of the page that is being read, by client. */
  private final Map<String, InPage> inPage = new TreeMap<>();

  private boolean beginsEmpty;
  private boolean anyPage;

  SourceRows(Origin origin, Admission admission) {
    this.origin = origin;
    this.admission = admission;
    this.oldGiveWay = admission.job().insights().newest() != Newest.NONE;
    this.askedArrays = origin.askedArrays();
    this.onlyAccounts = origin.onlyAccounts();
    this.askedFor = origin.clientPeriods();
  }

  Origin origin() {
    return origin;
  }

  /** What the source shows of a client. */
  private static final class OfClient {
    private final String clientId;
    private final TreeSet<LocalDate> periods = new TreeSet<>();
    private final BitSet series = new BitSet();
    private final TreeSet<String> similarTypes = new TreeSet<>();
    private final BitSet days = new BitSet();
    private final BitSet daysWithSpend = new BitSet();
    private @Nullable Period lastPeriod;
    private @Nullable LocalDate lastDay;
    private @Nullable String newest;

    OfClient(String clientId) {
      this.clientId = clientId;
    }

    void period(Period period) {
      if (!period.equals(lastPeriod)) {
        periods.add(period.start());
        lastPeriod = period;
      }
    }

    void row(InsightRow row, LocalDate first, LocalDate last) {
      if (lastDay == null || last.isAfter(lastDay)) {
        lastDay = last;
      }
      if (row.newest != null && (newest == null || row.newest.compareTo(newest) > 0)) {
        newest = row.newest;
      }
      for (int i = 0; i < row.amountCount; i++) {
        series.set(row.amountSeries[i]);
      }
      if (!row.seriesWithoutAmount.isEmpty()) {
        series.or(row.seriesWithoutAmount);
      }
      if (!row.seriesLost.isEmpty()) {
        series.or(row.seriesLost);
      }
      row.similarTypes.forEach(type -> similarTypes.add(type.text));
      int day = (int) first.toEpochDay();
      if (day >= 0 && first.equals(last)) {
        days.set(day);
        if (row.spend != null && row.spend.signum() > 0) {
          daysWithSpend.set(day);
        }
      }
    }

    ClientSource sighting(int file) {
      return new ClientSource(
          clientId,
          file,
          List.copyOf(periods),
          lastDay,
          ExtractedAt.millis(newest),
          series.stream().boxed().toList(),
          List.copyOf(similarTypes),
          DayRange.of(days),
          DayRange.of(daysWithSpend));
    }
  }

  /** What a page has of a client. */
  private record InPage(TreeSet<LocalDate> periods, TreeSet<String> accounts) {}

  /** A row that is used. */
  void used(InsightRow row, Insight insight) {
    OfClient client = of(insight.clientPeriod().clientId());
    client.period(insight.clientPeriod().period());
    client.row(row, insight.firstDay(), insight.lastDay());
    noticed(row);
    anyUsable = true;
    if (row.inPage) {
      inPage(insight.clientPeriod(), row);
    }
  }

  /** A row that was not asked for. */
  void skipped(InsightRow row, Admission.Skipped skipped) {
    noticed(row);
    anyUsable = true;
    ClientPeriod whose = skipped.sighted();
    if (whose != null && skipped.first() != null && skipped.last() != null) {
      OfClient client = of(whose.clientId());
      client.period(whose.period());
      client.row(row, skipped.first(), skipped.last());
      if (row.inPage) {
        inPage(whose, row);
      }
    }
  }

  private void noticed(InsightRow row) {
    arrays |= row.arraysPresent;
  }

  private void inPage(ClientPeriod whose, InsightRow row) {
    String account = row.accountId;
    int level = row.adId != null ? 3 : row.adSetId != null ? 2 : row.campaignId != null ? 1 : 0;
    InPage page =
        inPage.computeIfAbsent(
            whose.clientId(), none -> new InPage(new TreeSet<>(), new TreeSet<>()));
    page.periods.add(whose.period().start());
    page.accounts.add(account + "/" + level);
  }

  /** A client period that a row begun, or rejected, was of. */
  void sighted(ClientPeriod whose, InsightRow row) {
    of(whose.clientId()).period(whose.period());
    if (row.inPage) {
      inPage(whose, row);
    }
  }

  /** Whether a row is of another ad account than its source was asked for. */
  boolean isOfOtherAccount(InsightRow row) {
    return !onlyAccounts.isEmpty()
        && row.accountId != null
        && !onlyAccounts.contains(row.accountId);
  }

  /** The only ad accounts that it was asked for. */
  Set<String> onlyAccounts() {
    return onlyAccounts;
  }

  /** The client periods that it was asked for. */
  Collection<ClientPeriod> askedFor() {
    return askedFor;
  }

  /** Whether no row of another ad account was seen before. */
  boolean isFirstOfOtherAccount() {
    boolean first = !otherAccount;
    otherAccount = true;
    return first;
  }

  /** What the pages behind were asked for. */
  private void fetch(FetchHeading fetch) {
    boolean first = !anyPage && !anyUsable;
    LocalDate since = fetch.since();
    LocalDate until = fetch.until();
    String account = fetch.accountId();
    boolean whole = false;
    askedFor = List.of();
    if (since != null && until != null) {
      whole =
          admission.period(since).start().equals(since)
              && admission.period(until).end().equals(until);
      askedFor = account == null ? List.of() : admission.clientPeriods(account, since, until);
    }
    askedArrays = (first ? -1 : askedArrays) & fetch.arrays();
    askedWhole = (first || askedWhole) && whole;
    onlyAccounts = account == null ? Set.of() : Set.of(account);
    otherAccount = false;
  }

  /** A row of nobody. */
  void stranger(String accountId, String position) {
    if (strangers.size() < MOST_STRANGERS) {
      strangers.computeIfAbsent(accountId, id -> admission.near(id, at(position)));
    }
  }

  /** A line, element or row that cannot be used. */
  void unusable(String position, String detail) {
    if (firstUnusable == null) {
      firstUnusable = at(position) + ": " + detail;
    }
  }

  /**
   * Something was lost.
   *
   * @param clientId null where it may be anybody's
   */
  void lost(
      LossKind kind,
      boolean ownerKnown,
      @Nullable String clientId,
      @Nullable String campaignId,
      @Nullable LocalDate first,
      @Nullable LocalDate last,
      String example) {
    boolean exact = losses.size() < MOST_LOSSES;
    LocalDate from = first == null ? last : first;
    LocalDate to = last == null ? first : last;
    if (from != null && to != null && to.isBefore(from)) {
      LocalDate later = from;
      from = to;
      to = later;
    }
    // What a campaign's days are matters where they may stand elsewhere too.
    boolean mayStandElsewhere = exact && (oldGiveWay || kind == LossKind.SPANS_PERIODS);
    if (from != null && to != null && !mayStandElsewhere) {
      from = admission.period(from).start();
      to = admission.period(to).end();
    }
    new Loss(
            kind,
            ownerKnown,
            clientId,
            origin.rank(),
            mayStandElsewhere ? campaignId : null,
            from,
            to,
            1,
            example)
        .addTo(losses);
  }

  /** Where something stands in the source, for people. */
  String at(String position) {
    return origin.source() + " at " + position;
  }

  /** A page has ended. */
  void page(Page page) {
    if (page.fetch() != null) {
      fetch(page.fetch());
    }
    boolean empty = page.rows() == 0 && !page.hasNext() && page.fetch() == null;
    beginsEmpty |= !anyPage && !anyUsable && empty;
    anyPage = true;
    if (page.hasNext() && page.before() != null) {
      beginningsWithNext.add(page.before());
    } else if (!page.hasNext() && !empty && ends.size() < MOST_END_PAGES) {
      ends.add(page);
    }
    if (!empty) {
      pageBefore.forEach(this::keep);
    }
    // One that has more rows than it asks for was put together from all of them.
    boolean whole = page.hasNext() && page.limit() != null && page.rows() > page.limit();
    List<PageSeen> seen = new ArrayList<>();
    inPage.forEach(
        (client, theirs) ->
            seen.add(
                new PageSeen(
                    client,
                    origin.rank(),
                    origin.folder(),
                    origin.modifiedMillis(),
                    page.place(),
                    true,
                    page.hasNext(),
                    page.before(),
                    List.copyOf(theirs.periods),
                    List.copyOf(theirs.accounts))));
    pageBefore = whole ? List.of() : seen;
    inPage.clear();
  }

  /** A page that has another one behind it, which is not without rows: that would be its end. */
  private void keep(PageSeen page) {
    PageSeen kept = page.followed();
    if (kept.hasNext()) {
      openPages.add(kept);
    } else if (endPages.size() < MOST_END_PAGES) {
      endPages.put(
          Arrays.asList(kept.clientId(), kept.accounts(), String.valueOf(kept.before())), kept);
    }
  }

  /** The place of the last page that ends those before it in this source; -1 for none. */
  private long lastEnd() {
    return ends.stream()
        .filter(page -> page.before() == null || !beginningsWithNext.contains(page.before()))
        .mapToLong(Page::place)
        .max()
        .orElse(-1);
  }

  /** Where the blocks of the shards are. */
  interface Blocks {
    InsightBlock.Writer of(String clientId);

    Collection<InsightBlock.Writer> all();
  }

  /** Tells everything. */
  void tell(Blocks blocks) {
    SourceFacts facts =
        new SourceFacts(
            origin.rank(),
            origin.source(),
            origin.modifiedMillis(),
            arrays,
            askedArrays,
            askedWhole,
            origin.periods().stream().map(Period::start).toList(),
            anyUsable || !origin.isWhole() ? null : firstUnusable);
    boolean concernsAll =
        facts.nothingUsable() != null
            || beginsEmpty
            || losses.keySet().stream().anyMatch(loss -> loss.clientId() == null);
    Set<InsightBlock.Writer> concerned = new HashSet<>(concernsAll ? blocks.all() : List.of());
    byClient.keySet().forEach(client -> concerned.add(blocks.of(client)));
    losses.keySet().stream()
        .map(Loss::clientId)
        .filter(Objects::nonNull)
        .forEach(client -> concerned.add(blocks.of(client)));
    concerned.forEach(block -> block.source(facts));
    if (beginsEmpty && origin.behind() >= 0) {
      blocks.all().forEach(block -> block.emptyPage(origin.behind()));
    }
    byClient.forEach((client, seen) -> blocks.of(client).sighting(seen.sighting(origin.rank())));
    for (Loss loss : losses.values()) {
      if (loss.clientId() == null) {
        blocks.all().forEach(block -> block.loss(loss));
      } else {
        blocks.of(loss.clientId()).loss(loss);
      }
    }
    strangers
        .values()
        .forEach(near -> near.forEach(one -> blocks.of(one.clientId()).stranger(one)));
    long end = lastEnd();
    for (List<PageSeen> pages : List.of(openPages, List.copyOf(endPages.values()), pageBefore)) {
      for (PageSeen page : pages) {
        if (!page.hasNext() || page.place() >= end) {
          blocks.of(page.clientId()).page(page);
        }
      }
    }
  }

  private OfClient of(String clientId) {
    OfClient client = last;
    if (client == null || !client.clientId.equals(clientId)) {
      client = byClient.computeIfAbsent(clientId, OfClient::new);
      last = client;
    }
    return client;
  }
}
