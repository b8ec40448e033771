package com.campaignconversions.conversions.losses;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.Period;
import com.campaignconversions.conversions.deduplication.PartialReplacement;
import com.campaignconversions.conversions.deduplication.RowKey.Days;
import com.campaignconversions.conversions.losses.ClientPeriodLoss.Effect;
import com.campaignconversions.conversions.losses.ClientPeriodLoss.Wording;
import com.campaignconversions.conversions.losses.GatheredRows.OfClientPeriod;
import com.campaignconversions.insights.counts.Loss;
import com.campaignconversions.insights.counts.MistypedAccount;
import com.campaignconversions.insights.counts.PageSeen;
import com.campaignconversions.insights.counts.SourceFacts;
import com.campaignconversions.insights.rows.Insight;
import com.campaignconversions.job.LossKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What of all that was lost concerns one client period.
 *
 * <p>A rejected row of the client withholds the periods of its days; a line of nobody knows whom
 * leaves not trusted what its bytes name, or all that its source has; a source that ends inside, or
 * says that more follows, withholds all that was seen in it.
 */
public final class ClientPeriodLosses {
  private static final int DAYS_AROUND = 7;

  /** Copies of files get their times in whatever order they are made. */
  private static final long SAVED_TOGETHER_MILLIS = 60_000;

  private static final Wording ROWS =
      new Wording(
          "a row of it cannot be used",
          " rows of it cannot be used",
          "mend the export, or publish the rest with --accept-rejected");

  /** Where not one can be used, there is no rest. */
  private static final Wording ALL_ROWS =
      new Wording(
          "a row of it cannot be used",
          " rows of it cannot be used",
          "mend that, as no other row of it can be used either");

  private static final Wording LINES =
      new Wording(
          "a line could not be read and may be of this client",
          " lines could not be read and may be of this client",
          "export the file again");

  private static final Wording WITHOUT_CAMPAIGN =
      new Wording(
          "something without a campaign was read that may be of this client",
          " things without a campaign were read that may be of this client",
          "have those days extracted again");

  /** Of what the run fetched itself. */
  private static final Wording FETCHED_ROWS =
      new Wording(
          "a row of it cannot be used",
          " rows of it cannot be used",
          "run it again, or publish the rest with --accept-rejected");

  private static final Wording ALL_FETCHED_ROWS =
      new Wording(
          "a row of it cannot be used",
          " rows of it cannot be used",
          "no other row of it can be used either, so run it again when that is mended");

  private static final Wording FETCHED_LINES =
      new Wording(
          "a line could not be read and may be of this client",
          " lines could not be read and may be of this client",
          "run it again");

  private final Period period;
  private final OfClientPeriod found;
  private final ClientSources sources;
  private final GaveWay gaveWay;
  private final boolean fetched;
  private final List<ClientPeriodLoss> told = new ArrayList<>();

  /** Days that a usable row of the client period covers. */
  private final BitSet covered;

  private final Map<String, BitSet> coveredByCampaign = new HashMap<>();

  private long rejected;

  /** What of the rows gave way to newer ones. */
  interface GaveWay {
    GaveWay NOTHING =
        new GaveWay() {
          @Override
          public boolean isThereAgain(
              String campaignId, LocalDate first, LocalDate last, int file) {
            return false;
          }

          @Override
          public boolean gaveWay(int file) {
            return false;
          }
        };

    /** Whether a later source has rows of a campaign for these days. */
    boolean isThereAgain(String campaignId, LocalDate first, LocalDate last, int file);

    /** Whether every usable row of a source gave way. */
    boolean gaveWay(int file);
  }

  private ClientPeriodLosses(
      Period period,
      OfClientPeriod found,
      ClientSources sources,
      GaveWay gaveWay,
      boolean fetched) {
    this.period = period;
    this.found = found;
    this.sources = sources;
    this.gaveWay = gaveWay;
    this.fetched = fetched;
    this.covered = Days.ofAll(found.rows());
  }

  /**
   * All that concerns a client period.
   *
   * @param fetched whether the run fetched its rows itself, and another run fetches them again
   */
  public static ClientPeriodLosses of(
      Period period,
      OfClientPeriod found,
      ClientSources sources,
      GaveWay gaveWay,
      boolean fetched) {
    ClientPeriodLosses of = new ClientPeriodLosses(period, found, sources, gaveWay, fetched);
    of.unread();
    of.losses();
    of.openPages();
    of.dayWithoutRows();
    of.daysOfTotals();
    return of;
  }

  public List<ClientPeriodLoss> all() {
    return told;
  }

  /** How many rows of the client period were rejected. */
  public long rejected() {
    return rejected;
  }

  private void unread() {
    withhold("a file that may hold rows of it cannot be read: ", sources.all().unreadable(period));
    withhold("its insights could not be fetched: ", found.unfinished());
  }

  private void withhold(String what, SortedSet<String> reasons) {
    if (!reasons.isEmpty()) {
      told.add(
          new ClientPeriodLoss(
              LossKind.ENDS_INSIDE,
              Effect.WITHHOLDS,
              false,
              what + reasons.first() + more(reasons.size())));
    }
  }

  private static String more(long count) {
    return count == 1 ? "" : " (and " + (count - 1) + " more)";
  }

  /** Those of one kind and one effect are one doubt. */
  private record Group(LossKind kind, boolean ownerKnown, boolean gaveWay, boolean daysCovered)
      implements Comparable<Group> {
    @Override
    public int compareTo(Group other) {
      return Comparator.comparing(Group::kind)
          .thenComparing(Group::ownerKnown)
          .thenComparing(Group::gaveWay)
          .thenComparing(Group::daysCovered)
          .compare(this, other);
    }
  }

  private void losses() {
    Map<Group, Loss> groups = new TreeMap<>();
    for (Loss loss : sources.losses()) {
      if (!concerns(loss)) {
        continue;
      }
      if (loss.ownerKnown() && isWithin(loss)) {
        rejected += loss.count();
      }
      Group group =
          new Group(
              loss.kind(),
              loss.ownerKnown(),
              hasGivenWay(loss),
              loss.kind() == LossKind.SPANS_PERIODS && areCovered(loss, covered));
      groups.merge(
          group,
          loss,
          (known, more) ->
              more.example().compareTo(known.example()) < 0
                  ? more.times(known.count())
                  : known.times(more.count()));
    }
    groups.forEach((group, loss) -> told.add(doubt(group, loss)));
  }

  private ClientPeriodLoss doubt(Group group, Loss loss) {
    ClientPeriodLoss doubt = doubt(loss);
    if (group.gaveWay()) {
      return doubt.with(Effect.TOLD, " (a newer source has it again)");
    }
    // The client has rows for all its days, and the campaign itself has not.
    return group.daysCovered() ? doubt.with(Effect.DISTRUSTS, "") : doubt;
  }

  private ClientPeriodLoss doubt(Loss loss) {
    if (loss.kind() == LossKind.ENDS_INSIDE) {
      return new ClientPeriodLoss(
          loss.kind(),
          Effect.WITHHOLDS,
          true,
          "a file that holds rows of it is incomplete: " + loss.example() + more(loss.count()));
    }
    Wording wording = fetched ? FETCHED_LINES : LINES;
    if (loss.kind() == LossKind.SPANS_PERIODS) {
      String days = " into another period" + daysInSpanningRows();
      wording =
          new Wording(
              "a row of it reaches" + days,
              " rows of it reach" + days,
              fetched ? "run it again" : "have daily rows exported, or rows of whole periods");
    } else if (!loss.ownerKnown() && loss.kind() == LossKind.NO_CAMPAIGN && !fetched) {
      wording = WITHOUT_CAMPAIGN;
    } else if (loss.ownerKnown()) {
      wording = fetched ? FETCHED_ROWS : ROWS;
      if (covered.isEmpty()) {
        wording = fetched ? ALL_FETCHED_ROWS : ALL_ROWS;
      }
    }
    return new ClientPeriodLoss(
        loss.kind(),
        loss.ownerKnown() ? Effect.WITHHOLDS : Effect.DISTRUSTS,
        !loss.ownerKnown(),
        wording,
        loss.count(),
        loss.example(),
        "");
  }

  private String daysInSpanningRows() {
    BitSet days = new BitSet();
    for (Loss loss : sources.losses()) {
      LocalDate first = loss.firstDay();
      LocalDate last = loss.lastDay();
      if (loss.kind() == LossKind.SPANS_PERIODS
          && first != null
          && last != null
          && concerns(loss)) {
        days.or(shared(first, last));
      }
    }
    days.andNot(covered);
    if (days.isEmpty()) {
      return ", on days for which the campaign has no other row";
    }
    return ", and %d of %d days stand in no other row"
        .formatted(days.cardinality(), period.end().toEpochDay() - period.start().toEpochDay() + 1);
  }

  private boolean isWithin(Loss loss) {
    LocalDate first = loss.firstDay();
    LocalDate last = loss.lastDay();
    return first != null && last != null && period.contains(first) && period.contains(last);
  }

  private boolean concerns(Loss loss) {
    LocalDate first = loss.firstDay();
    LocalDate last = loss.lastDay();
    SourceFacts facts = sources.all().of(loss.file());
    List<LocalDate> only = facts == null ? List.of() : facts.onlyPeriods();
    Set<LocalDate> seen = sources.periods(loss.file());
    if (loss.clientId() == null) {
      return seen.contains(period.start());
    }
    if (!only.isEmpty() && !only.contains(period.start())) {
      return false;
    }
    if (first == null || last == null) {
      return seen.isEmpty() || seen.contains(period.start());
    }
    if (first.isAfter(period.end()) || last.isBefore(period.start())) {
      return false;
    }
    return loss.kind() != LossKind.SPANS_PERIODS || !areCovered(loss, covered(loss.campaignId()));
  }

  private boolean areCovered(Loss loss, BitSet days) {
    BitSet lacking =
        shared(Objects.requireNonNull(loss.firstDay()), Objects.requireNonNull(loss.lastDay()));
    lacking.andNot(days);
    return lacking.isEmpty();
  }

  /** The days of which some row is a campaign's; of any where it is not told which. */
  private BitSet covered(@Nullable String campaignId) {
    return campaignId == null
        ? covered
        : coveredByCampaign.computeIfAbsent(
            campaignId,
            id ->
                Days.ofAll(
                    found.rows().stream()
                        .filter(row -> id.equals(row.ids().campaignId()))
                        .toList()));
  }

  /** The days of the period that lie within, counted from its first. */
  private BitSet shared(LocalDate first, LocalDate last) {
    LocalDate from = first.isBefore(period.start()) ? period.start() : first;
    LocalDate to = last.isAfter(period.end()) ? period.end() : last;
    BitSet days = new BitSet();
    if (!to.isBefore(from)) {
      days.set(
          (int) (from.toEpochDay() - period.start().toEpochDay()),
          (int) (to.toEpochDay() - period.start().toEpochDay()) + 1);
    }
    return days;
  }

  /** What gave way loses nothing: a later source has the same campaign and days again. */
  private boolean hasGivenWay(Loss loss) {
    if (!loss.ownerKnown()) {
      return gaveWay.gaveWay(loss.file());
    }
    String campaign = loss.campaignId();
    LocalDate first = loss.firstDay();
    LocalDate last = loss.lastDay();
    if (campaign == null || first == null || last == null) {
      return false;
    }
    return gaveWay.isThereAgain(
        campaign,
        first.isBefore(period.start()) ? period.start() : first,
        last.isAfter(period.end()) ? period.end() : last,
        loss.file());
  }

  /**
   * Pages that say that more follows, and nothing does in their file. An end may also be in a file
   * of the folder that is not older: a page that says nothing of more, with a row of the same
   * account and level, that does not begin where a page with followers begins.
   */
  private void openPages() {
    int open = 0;
    PageSeen example = null;
    boolean allGaveWay = true;
    for (PageSeen page : sources.pages()) {
      if (!page.hasNext() || !page.periods().contains(period.start()) || isEnded(page)) {
        continue;
      }
      open++;
      allGaveWay &= gaveWay.gaveWay(page.file());
      example = example == null ? page : example;
    }
    if (example == null) {
      return;
    }
    String sentence =
        "%s at %d says that more pages follow, and none does%s: save all pages, or follow paging.next"
            .formatted(
                sources.all().name(example.file()),
                example.place(),
                open > 1 ? " (and %d more pages)".formatted(open - 1) : "");
    told.add(
        new ClientPeriodLoss(
            LossKind.MORE_FOLLOWS,
            allGaveWay ? Effect.TOLD : Effect.WITHHOLDS,
            !allGaveWay,
            sentence + (allGaveWay ? " (a newer source has them again)" : "")));
  }

  private boolean isEnded(PageSeen page) {
    return isLastBeforeEmpty(page) || sources.pages().stream().anyMatch(other -> ends(other, page));
  }

  private boolean isLastBeforeEmpty(PageSeen page) {
    return page.lastOfFile() && sources.all().hasEmptyPageBehind(page.file());
  }

  private boolean ends(PageSeen other, PageSeen page) {
    boolean closed = isLastBeforeEmpty(other);
    return (!other.hasNext() || closed)
        && other.file() != page.file()
        && other.folder().equals(page.folder())
        && other.modifiedMillis() >= page.modifiedMillis() - SAVED_TOGETHER_MILLIS
        && other.accounts().stream().anyMatch(page.accounts()::contains)
        && (closed
            || other.before() == null
            || sources.pages().stream()
                .noneMatch(one -> one.hasNext() && Objects.equals(one.before(), other.before())));
  }

  /** Days on which an ad account says that it spent money, and no campaign of it has a row. */
  private void daysOfTotals() {
    Map<String, List<Insight>> campaigns = new HashMap<>();
    for (Insight row : found.rows()) {
      if (!row.isAccountTotal() && row.ids().accountId() != null) {
        campaigns.computeIfAbsent(row.ids().accountId(), none -> new ArrayList<>()).add(row);
      }
    }
    Map<String, BitSet> covered = new HashMap<>();
    campaigns.forEach((account, rows) -> covered.put(account, Days.ofAll(rows)));
    for (Insight total : found.rows()) {
      BitSet ofCampaigns = total.isAccountTotal() ? covered.get(total.ids().accountId()) : null;
      if (ofCampaigns != null
          && total.delivery().spend() != null
          && total.delivery().spend().signum() > 0
          && !ofCampaigns.intersects(Days.ofAll(List.of(total)))) {
        told.add(
            new ClientPeriodLoss(
                LossKind.TOTAL_DIFFERS,
                Effect.DISTRUSTS,
                false,
                "ad account %s itself reports spend on %s, of which no campaign has a row: %s"
                    .formatted(
                        total.ids().accountId(),
                        total.firstDay(),
                        fetched
                            ? "run it again, and look in Ads Manager which campaign it is"
                            : "export all pages and campaigns, and each row with its"
                                + " campaign_id")));
        return;
      }
    }
  }

  /** By daily rows: seven days with spend before and behind, and nothing between. */
  private void dayWithoutRows() {
    BitSet days = sources.days();
    BitSet spend = sources.daysWithSpend();
    List<LocalDate> lacking = new ArrayList<>();
    for (LocalDate day = period.start(); !day.isAfter(period.end()); day = day.plusDays(1)) {
      int at = (int) day.toEpochDay();
      if (at >= DAYS_AROUND
          && !days.get(at)
          && !covered.get((int) (at - period.start().toEpochDay()))
          && spend.get(at - DAYS_AROUND, at).cardinality() == DAYS_AROUND
          && spend.get(at + 1, at + 1 + DAYS_AROUND).cardinality() == DAYS_AROUND) {
        lacking.add(day);
      }
    }
    if (!lacking.isEmpty()) {
      told.add(
          new ClientPeriodLoss(
              LossKind.DAY_WITHOUT_ROWS,
              Effect.DISTRUSTS,
              true,
              "no row tells of "
                  + lacking.get(0)
                  + ", although money was spent on each of the seven days before and after: "
                  + (fetched ? "run it again" : "export that day again")));
    }
  }

  /**
   * An account of the client that has no row, while others have.
   *
   * @param hadRows whether an account had rows in the client's last publication
   */
  public void accountsWithoutRows(Client client, Predicate<String> hadRows) {
    if (found.rows().isEmpty() || client.accountIds().size() == 1) {
      return;
    }
    Set<String> seen = new HashSet<>();
    for (Insight row : found.rows()) {
      if (row.ids().accountId() == null) {
        return;
      }
      seen.add(row.ids().accountId());
    }
    List<MistypedAccount> slips = new ArrayList<>();
    List<String> without = new ArrayList<>();
    for (String account : client.accountIds()) {
      MistypedAccount stranger = sources.strangers().get(account);
      if (seen.contains(account)) {
        continue;
      }
      if (stranger != null) {
        slips.add(stranger);
      } else if (hadRows.test(account)) {
        without.add(account);
      }
    }
    if (!slips.isEmpty()) {
      withoutRows(slip(slips.get(0)) + ", and that account has no row" + more(slips.size()));
    }
    if (!without.isEmpty()) {
      withoutRows(
          "ad account %s has no row%s, and had some in the client's last publication: %s"
              .formatted(
                  without.get(0),
                  more(without.size()),
                  fetched
                      ? "look in Ads Manager whether it still delivers"
                      : "look for its export"));
    }
  }

  private void withoutRows(String sentence) {
    told.add(new ClientPeriodLoss(LossKind.ACCOUNT_WITHOUT_ROWS, Effect.DISTRUSTS, true, sentence));
  }

  /**
   * Rows that gave way hold what newer files lack.
   *
   * @param less one of each campaign or account of which it is so
   */
  public void newerHoldsLess(List<PartialReplacement> less) {
    if (less.isEmpty()) {
      return;
    }
    PartialReplacement first = less.get(0);
    told.add(
        new ClientPeriodLoss(
            LossKind.NEWER_HOLDS_LESS,
            Effect.DISTRUSTS,
            true,
            "%s gave way to %s (insights.newest: file), which lacks %s and has less spend or fewer impressions%s: export it again, whole"
                .formatted(
                    sources.all().name(first.older()),
                    sources.all().name(first.newer()),
                    first.lacks(),
                    more(less.size()))));
  }

  /** Where a client was never published, rows of an account like its own may be its own. */
  public @Nullable String strangerInPlaceOf() {
    return sources.strangers().values().stream()
        .findFirst()
        .map(ClientPeriodLosses::slip)
        .orElse(null);
  }

  private static String slip(MistypedAccount stranger) {
    return "rows of ad account %s were read (%s), which no client has and which is one slip away from %s: mend the id in the clients file"
        .formatted(stranger.strangerId(), stranger.example(), stranger.accountId());
  }

  /** Why a client period without any row is not simply missing; null if it is. */
  public @Nullable String whyNotMissing() {
    for (ClientPeriodLoss doubt : told) {
      if (doubt.effect() != Effect.TOLD) {
        return doubt.sentence();
      }
    }
    for (Loss loss : sources.all().losses()) {
      if (loss.kind() == LossKind.ENDS_INSIDE && mayHold(loss.file())) {
        return "no row of it was found, and it may stand in what is missing of a file: "
            + loss.example();
      }
    }
    for (PageSeen page : sources.pages()) {
      if (page.hasNext() && mayHold(page.file()) && !isEnded(page)) {
        return "no row of it was found, and %s says that more pages follow: save all pages"
            .formatted(sources.all().name(page.file()));
      }
    }
    for (SourceFacts facts : sources.all().facts()) {
      if (facts.nothingUsable() != null && mayHold(facts.file())) {
        return "no row of it was found, and a file has rows, none of which could be used: "
            + facts.nothingUsable();
      }
    }
    return null;
  }

  private boolean mayHold(int file) {
    SourceFacts facts = sources.all().of(file);
    return facts == null
        || facts.onlyPeriods().isEmpty()
        || facts.onlyPeriods().contains(period.start());
  }
}
