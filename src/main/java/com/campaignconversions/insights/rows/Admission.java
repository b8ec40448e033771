package com.campaignconversions.insights.rows;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.DigitSlip;
import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.insights.counts.InsightLoss;
import com.campaignconversions.insights.counts.MistypedAccount;
import com.campaignconversions.insights.counts.RejectedInsight.Reason;
import com.campaignconversions.insights.fields.DamagedId;
import com.campaignconversions.insights.fields.Ids;
import com.campaignconversions.insights.fields.StorableText;
import com.campaignconversions.job.Job;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides whose a row is, and whether it can be used.
 *
 * <p>Whose it is comes first, because a row of nobody is told of whatever was asked for; its values
 * come last, because what nobody asked for is not examined.
 */
public final class Admission {
  /** A date, as connectors land it in a column with a time. */
  private static final Pattern MIDNIGHT =
      Pattern.compile("[T ]00:00(:00(\\.0+)?)?(Z|[+-]00:?00| UTC)?");

  private static final int DATE_LENGTH = 10;

  private static final int MOST_DAYS = 10_000;
  private static final int MOST_PERIODS = 400;

  private final Map<String, Day> days = new HashMap<>();

  /** Of the last row: that of the next is most often the same. */
  private @Nullable ClientPeriod lastAdmitted;

  private final Job job;
  private final WantedPeriods wanted;
  private final boolean anyPeriod;
  private final Map<String, Client> clientsByAccount = new HashMap<>();
  private final Map<String, Client> clientsById = new HashMap<>();

  /** A day and the period that holds it. */
  private record Day(LocalDate date, Period period) {
    boolean isBefore(Day other) {
      return date.isBefore(other.date);
    }
  }

  public Admission(Job job, WantedPeriods wanted) {
    this(job, wanted, false);
  }

  private Admission(Job job, WantedPeriods wanted, boolean anyPeriod) {
    this.job = job;
    this.wanted = wanted;
    this.anyPeriod = anyPeriod;
    for (Client client : job.clients()) {
      clientsById.put(client.id(), client);
      client.accountIds().forEach(account -> clientsByAccount.put(account, client));
    }
  }

  /** Wants every period of every client. */
  public static Admission ofEverything(Job job) {
    return ofEverything(job, job.clients());
  }

  /** Wants every period of some clients. */
  public static Admission ofEverything(Job job, Collection<Client> some) {
    Map<String, List<Period>> clients = new HashMap<>();
    some.forEach(client -> clients.put(client.id(), List.of()));
    return new Admission(job, new WantedPeriods(clients), true);
  }

  Job job() {
    return job;
  }

  WantedPeriods wanted() {
    return wanted;
  }

  /** What is to be done with a row. */
  sealed interface Decision {}

  /** The row is used. */
  record Admitted(Insight insight) implements Decision {}

  /**
   * The row is of a client or period that was not asked for.
   *
   * @param sighted whose it is, where the client was asked for; else null
   */
  record Skipped(
      @Nullable ClientPeriod sighted, @Nullable LocalDate first, @Nullable LocalDate last)
      implements Decision {}

  /** The row cannot be used; ids are null where they are unknown or disagree. */
  record Refused(
      @Nullable String clientId,
      @Nullable Period period,
      Reason reason,
      String detail,
      Owner owner,
      @Nullable LocalDate first,
      @Nullable LocalDate last)
      implements Decision {}

  /** Whose a row is that cannot be used. */
  sealed interface Owner {}

  /** A client's. */
  record OfClient(String clientId) implements Owner {}

  /** Of one of these; of any client of which its source has rows where there are none. */
  record Unknown(List<String> perhaps) implements Owner {}

  /** No client's. */
  record Nobody() implements Owner {}

  private static final Pattern NO_DIGITS = Pattern.compile("[^0-9]+");

  private static final Skipped NOT_WANTED = new Skipped(null, null, null);

  Decision decide(InsightRow row, int file) {
    Day firstDay = day(row.dateStart);
    Day lastDay = day(row.dateStop);
    if (row.badAccountId != null) {
      return refused(
          null, row, Reason.BAD_ID, badAccount(row.badAccountId), ownerOf(row.badAccountId));
    }
    String account = row.accountId;
    Client client = account == null ? byClientId(row.clientId) : clientsByAccount.get(account);
    if (row.repeatedField != null) {
      return refused(
          null,
          row,
          Reason.REPEATED_FIELD,
          row.repeatedField + " stands twice in the row",
          client == null ? new Unknown(List.of()) : new OfClient(client.id()));
    }
    Period period = periodOf(firstDay, lastDay);
    if (client == null) {
      String detail =
          account != null
              ? "no client of the job has this account_id"
              : row.clientId != null
                  ? "no client of the job has this client_id"
                  : "the row has neither account_id nor client_id";
      boolean nobody = account != null || row.clientId != null;
      InsightRow.RowFault lost = row.fault;
      if (!nobody && lost != null && lost.reason() == Reason.BAD_ID) {
        return refused(null, row, Reason.BAD_ID, lost.detail(), new Unknown(List.of()));
      }
      return refused(
          null, row, Reason.UNKNOWN_CLIENT, detail, nobody ? new Nobody() : new Unknown(List.of()));
    }
    Owner owner = new OfClient(client.id());
    Client named = byClientId(row.clientId);
    if (named != null && !named.equals(client)) {
      return refused(
          null,
          row,
          Reason.TWO_CLIENTS,
          "account_id is of " + client.id() + ", client_id names " + named.id(),
          owner);
    }
    if (row.currency != null
        && client.currency() != null
        && !row.currency.equalsIgnoreCase(client.currency())) {
      return refused(
          client.id(),
          row,
          Reason.OTHER_CURRENCY,
          "account_currency is "
              + (row.currency.matches("[A-Za-z]{3}") ? row.currency : "another")
              + " and not "
              + client.currency()
              + ", as the clients file says: correct the currency there"
              + (job.insights().isFetched() ? "" : ", or the export"),
          owner);
    }
    if (!wanted.wantsClient(client.id())) {
      return NOT_WANTED;
    }
    if (firstDay == null || lastDay == null || lastDay.isBefore(firstDay)) {
      return refused(client.id(), row, Reason.BAD_DATE, badDate(row), owner);
    }
    if (period == null) {
      return refused(
          client.id(),
          row,
          Reason.SPANS_PERIODS,
          "the row reaches from " + firstDay.period() + " into " + lastDay.period(),
          owner);
    }
    if (!anyPeriod && !wanted.wants(client.id(), period)) {
      return new Skipped(clientPeriod(client, period), firstDay.date(), lastDay.date());
    }
    if (row.campaignId == null) {
      withoutCampaign(row, account);
    }
    InsightRow.RowFault fault = row.fault;
    if (fault != null) {
      return refused(client.id(), row, fault.reason(), fault.detail(), owner);
    }
    if (account == null && client.accountIds().size() == 1) {
      account = client.accountIds().get(0);
    }
    return new Admitted(
        insight(row, file, clientPeriod(client, period), account, firstDay.date(), lastDay.date()));
  }

  /**
   * A row of another ad account than its source was asked for.
   *
   * @param asked the clients that it was asked for
   */
  Refused ofOtherAccount(InsightRow row, List<String> asked, String detail) {
    return asked.size() == 1
        ? refused(asked.get(0), row, Reason.OTHER_ACCOUNT, detail, new OfClient(asked.get(0)))
        : refused(null, row, Reason.OTHER_ACCOUNT, detail, new Unknown(asked));
  }

  /** The client periods of an ad account between two days; none where no client has it. */
  List<ClientPeriod> clientPeriods(String accountId, LocalDate since, LocalDate until) {
    List<ClientPeriod> clientPeriods = new ArrayList<>();
    String client = clientOf(accountId);
    if (client == null || !wanted.wantsClient(client)) {
      return clientPeriods;
    }
    for (Period period = period(since);
        !period.start().isAfter(until) && clientPeriods.size() < MOST_PERIODS;
        period = period.next()) {
      clientPeriods.add(new ClientPeriod(client, period));
    }
    return clientPeriods;
  }

  private Refused refused(
      @Nullable String clientId, InsightRow row, Reason reason, String detail, Owner owner) {
    Day first = day(row.dateStart);
    Day last = day(row.dateStop);
    // Where the one whose row it is does not matter, neither does the period of a repeated field.
    Period period = reason == Reason.REPEATED_FIELD ? null : periodOf(first, last);
    return new Refused(
        clientId,
        period,
        reason,
        detail,
        owner,
        first == null ? null : first.date(),
        last == null ? null : last.date());
  }

  private static String badAccount(String text) {
    return "account_id is "
        + StorableText.shortened(text)
        + (Ids.isLikeANumber(text)
            ? ", from which a spreadsheet or a float has taken digits: export ids as text, in quotes,"
                + " and save them in no spreadsheet"
            : ", which is no id of an ad account");
  }

  private static String badDate(InsightRow row) {
    if (row.fault != null && row.fault.reason() == Reason.BAD_DATE) {
      return row.fault.detail();
    }
    return "date_start and date_stop must be days such as 2025-11-30, the first not after the last;"
        + " they are "
        + StorableText.shortened(row.dateStart)
        + " and "
        + StorableText.shortened(row.dateStop);
  }

  /**
   * Whose what stands for the id of an ad account may be: of the clients with an account that
   * agrees with the digits that are left; nobody's, where a number is nobody's; anybody's, where it
   * is no number.
   */
  Owner ownerOf(String written) {
    List<String> perhaps = clientsOfDamaged(written);
    if (perhaps.isEmpty()) {
      String digits = NO_DIGITS.matcher(written).replaceAll("");
      perhaps = clientsWhose(digits::equals);
    }
    return perhaps.isEmpty() && Ids.isLikeANumber(written) ? new Nobody() : new Unknown(perhaps);
  }

  /** The clients with an ad account that agrees with the digits that are left of one. */
  List<String> clientsOfDamaged(String written) {
    String same = clientOf(written);
    return same != null ? List.of(same) : clientsWhose(id -> DamagedId.agrees(written, id));
  }

  /** The clients with an ad account that begins so. */
  List<String> clientsOfCut(String beginning) {
    return clientsWhose(id -> id.startsWith(beginning));
  }

  private List<String> clientsWhose(Predicate<String> account) {
    return clientsByAccount.entrySet().stream()
        .filter(entry -> account.test(entry.getKey()))
        .map(entry -> entry.getValue().id())
        .distinct()
        .sorted()
        .toList();
  }

  /** The clients' accounts that are one slip away from one that nobody has, by client. */
  List<MistypedAccount> near(String strangerId, String example) {
    List<MistypedAccount> near = new ArrayList<>();
    clientsByAccount.forEach(
        (account, client) -> {
          if (wanted.wantsClient(client.id()) && DigitSlip.isBetween(account, strangerId)) {
            near.add(new MistypedAccount(client.id(), account, strangerId, example));
          }
        });
    return near;
  }

  /**
   * Whether rows of an account, as it is written, may be a client's though nobody asks for them: no
   * id as it stands, a client's in another form, or one slip away from one.
   */
  public boolean mayBeMeant(String written) {
    String id = Ids.account(written.strip());
    if (id == null) {
      return true;
    }
    return clientsByAccount.containsKey(id)
        ? !written.equals(id) && !written.equals("act_" + id)
        : !near(id, "").isEmpty();
  }

  /** The client that has an ad account; null if none has. */
  @Nullable String clientOf(String accountId) {
    Client client = clientsByAccount.get(accountId);
    return client == null ? null : client.id();
  }

  Period period(LocalDate day) {
    return Period.containing(job.granularity(), day);
  }

  /** The day that a text names; null for none. */
  @Nullable LocalDate dayOf(String text) {
    Day day = day(text);
    return day == null ? null : day.date();
  }

  private ClientPeriod clientPeriod(Client client, Period period) {
    ClientPeriod before = lastAdmitted;
    if (before == null
        || !before.clientId().equals(client.id())
        || !before.period().start().equals(period.start())) {
      before = new ClientPeriod(client.id(), period);
      lastAdmitted = before;
    }
    return before;
  }

  /** The client and period of a row that broke off, as far as it tells; null if it does not. */
  @Nullable ClientPeriod sighting(InsightRow row) {
    String account = row.accountId;
    Client client = account == null ? byClientId(row.clientId) : clientsByAccount.get(account);
    Day first = day(row.dateStart);
    Day last = day(row.dateStop);
    Period period = periodOf(first == null ? last : first, last == null ? first : last);
    return client == null || period == null || !wanted.wantsClient(client.id())
        ? null
        : new ClientPeriod(client.id(), period);
  }

  private @Nullable Client byClientId(@Nullable String clientId) {
    return clientId == null ? null : clientsById.get(clientId);
  }

  /** The period that holds both days; null if one is missing, or no period holds both. */
  private static @Nullable Period periodOf(@Nullable Day first, @Nullable Day last) {
    return first == null
            || last == null
            || last.isBefore(first)
            || !first.period().contains(last.date())
        ? null
        : first.period();
  }

  private static void withoutCampaign(InsightRow row, @Nullable String account) {
    if (row.adSetId != null || row.adId != null) {
      row.fault(Reason.NO_CAMPAIGN, "the row names an ad set or ad, but no campaign_id");
    } else if (row.campaignName != null && !row.campaignName.isBlank()) {
      row.fault(Reason.NO_CAMPAIGN, "the row names a campaign, but no campaign_id");
    } else if (account == null) {
      row.fault(Reason.NO_CAMPAIGN, "the row has neither a campaign_id nor an account_id");
    }
  }

  private static Insight insight(
      InsightRow row,
      int file,
      ClientPeriod clientPeriod,
      @Nullable String account,
      LocalDate first,
      LocalDate last) {
    List<Integer> series = new ArrayList<>(row.amountCount);
    List<BigDecimal> amounts = new ArrayList<>(row.amountCount);
    row.sortAmounts();
    for (int i = 0; i < row.amountCount; i++) {
      series.add(row.amountSeries[i]);
      amounts.add(row.amounts[i]);
    }
    return new Insight(
        clientPeriod,
        file,
        new Insight.RowIds(account, row.campaignId, row.adSetId, row.adId),
        new Insight.Breakdowns(
            String.join(",", row.breakdowns.keySet()),
            String.join("\u001f", row.breakdowns.values()),
            otherFields(row)),
        first,
        last,
        row.campaignName,
        row.currency,
        row.attributionSetting,
        row.optimizationGoal,
        row.newest,
        new Insight.Delivery(
            row.spend,
            row.impressions,
            row.clicks,
            isWhole(row, clientPeriod.period(), first, last) ? row.reach : null),
        row.chargedPerResult,
        new Insight.Actions(
            row.arraysPresent, row.windowsPresent, series, amounts, seriesWithoutAmount(row)),
        row.deleted,
        loss(row));
  }

  /** Whether it is of a campaign as a whole over the whole period: people are counted once then. */
  private static boolean isWhole(InsightRow row, Period period, LocalDate first, LocalDate last) {
    return row.adSetId == null
        && row.adId == null
        && row.breakdowns.isEmpty()
        && row.otherFields.isEmpty()
        && first.equals(period.start())
        && last.equals(period.end());
  }

  private static String otherFields(InsightRow row) {
    if (row.otherFields.isEmpty()) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    row.otherFields.forEach((name, value) -> Collections.addAll(parts, name, value));
    return String.join("\u001f", parts);
  }

  private static List<Integer> seriesWithoutAmount(InsightRow row) {
    if (row.seriesWithoutAmount.isEmpty()) {
      return List.of();
    }
    // An entry of 0 beside one that is positive is no type without an amount.
    for (int i = 0; i < row.amountCount; i++) {
      row.seriesWithoutAmount.clear(row.amountSeries[i]);
    }
    return row.seriesWithoutAmount.stream().boxed().toList();
  }

  private static InsightLoss loss(InsightRow row) {
    return row.arraysLost == 0
            && !row.spendLost
            && !row.impressionsLost
            && !row.clicksLost
            && !row.actionsBrokenDown
            && row.seriesLost.isEmpty()
        ? InsightLoss.NONE
        : new InsightLoss(
            row.arraysLost,
            row.spendLost,
            row.impressionsLost,
            row.clicksLost,
            row.actionsBrokenDown,
            row.seriesLost.stream().boxed().toList());
  }

  /** The days of a file's rows are few, and reading one costs more than looking it up. */
  private @Nullable Day day(@Nullable String text) {
    if (text == null) {
      return null;
    }
    Day known = days.get(text);
    if (known == null) {
      LocalDate date = parsed(text);
      if (date == null) {
        return null;
      }
      known = new Day(date, Period.containing(job.granularity(), date));
      if (days.size() < MOST_DAYS) {
        days.put(text, known);
      }
    }
    return known;
  }

  private static @Nullable LocalDate parsed(String written) {
    String text = written.strip();
    if (text.length() < DATE_LENGTH
        || (text.length() > DATE_LENGTH
            && !MIDNIGHT.matcher(text.substring(DATE_LENGTH)).matches())) {
      return null;
    }
    try {
      return LocalDate.parse(text.substring(0, DATE_LENGTH));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
