package com.campaignconversions.reconciliation;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Granularity;
import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.database.DatabaseException;
import com.campaignconversions.database.ReadOnlyConnection;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.insights.files.MatchedFiles;
import com.campaignconversions.insights.files.NamedValues;
import com.campaignconversions.job.InsightFiles;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Reference;
import com.campaignconversions.job.metrics.CampaignColumns;
import com.campaignconversions.reconciliation.ReferenceTotals.Sum;
import com.campaignconversions.records.Wording;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what a job's {@code reference:} names, row by row, into sums. Nothing of it stops a run:
 * what cannot be read is told.
 */
public final class ReferenceReader {
  private static final Logger LOG = LoggerFactory.getLogger(ReferenceReader.class);

  /** More rows are orders of a whole shop, of which a query can make sums. */
  static final long MOST_ROWS = 5_000_000;

  /** Sums of campaigns that travel with a run: about a hundred bytes each. */
  static final int MOST_SUMS = 250_000;

  private static final int ROWS_AT_ONCE = 1_000;
  private static final int MOST_NAMED = 5;
  private static final int LOOKED_AT = 24;

  private static final int MOST_COLUMNS = 1_000;

  /** A time of day with a zone at its end: the client's own zone says which day it is. */
  private static final Pattern OFFSET =
      Pattern.compile("[T ][0-9:.]{5,18}(?:Z|[+-][0-9]{2}:[0-9]{2})$");

  private final Job job;
  private final Reference reference;
  private final Predicate<ClientPeriod> wanted;
  private final boolean byCampaign;
  private final Map<String, String> clients = new HashMap<>();
  private final Map<String, ZoneId> zones = new HashMap<>();
  private final Set<String> metrics = new HashSet<>();
  private final Map<ClientPeriod, Map<String, Sum>> sums = ReferenceTotals.empty();
  private final TreeMap<String, Long> refused = new TreeMap<>();
  private final Set<String> strangers = new TreeSet<>();
  private final Set<String> unknownMetrics = new TreeSet<>();
  private final Set<String> seenColumns = new HashSet<>();
  private long rows;
  private long placed;
  private int size;
  private @Nullable LocalDate from;
  private @Nullable LocalDate to;

  /** More than a run can carry. */
  private static final class TooMuch extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooMuch(String message) {
      super(message);
    }
  }

  private ReferenceReader(
      Job job, Reference reference, Predicate<ClientPeriod> wanted, boolean byCampaign) {
    this.byCampaign = byCampaign;
    this.job = job;
    this.reference = reference;
    this.wanted = wanted;
    for (Client client : job.clients()) {
      zones.put(client.id(), client.timezone());
      clients.put(client.name(), client.id());
      client
          .accountIds()
          .forEach(
              account -> {
                clients.put(account, client.id());
                clients.put("act_" + account, client.id());
              });
    }
    job.clients().forEach(client -> clients.put(client.id(), client.id()));
    metrics.addAll(job.metricNames());
    metrics.addAll(CampaignColumns.DELIVERY);
  }

  /** What the reference says of these client periods; of a job without one, nothing. */
  public static ReferenceTotals read(Job job, WantedPeriods wanted) {
    Map<String, Set<Period>> periods = new HashMap<>();
    wanted.byClient().forEach((client, all) -> periods.put(client, new HashSet<>(all)));
    return read(
        job,
        wanted.periods(),
        one -> periods.getOrDefault(one.clientId(), Set.of()).contains(one.period()),
        true);
  }

  /**
   * What the reference says at all, without its campaigns; of files that are named by period, in
   * the last ones.
   */
  public static ReferenceTotals look(Job job, LocalDate today) {
    List<Period> last = new ArrayList<>();
    Period period = Period.containing(job.granularity(), today);
    for (int i = 0; i < LOOKED_AT; i++) {
      last.add(period);
      period = period.previous();
    }
    return read(job, last, any -> true, false);
  }

  private static ReferenceTotals read(
      Job job, Collection<Period> periods, Predicate<ClientPeriod> wanted, boolean byCampaign) {
    Reference reference = job.reference();
    if (reference == null) {
      return ReferenceTotals.NONE;
    }
    ReferenceReader reader = new ReferenceReader(job, reference, wanted, byCampaign);
    try {
      InsightFiles files = reference.files();
      if (files != null) {
        reader.readFiles(files, periods);
      } else {
        reader.readQuery(String.valueOf(reference.query()));
      }
    } catch (DatabaseException e) {
      return ReferenceTotals.failed(Wording.sentence(String.valueOf(e.getMessage())));
    } catch (IOException | TooMuch | IllegalArgumentException e) {
      return ReferenceTotals.failed(Wording.sentence(reference.source() + ": " + e.getMessage()));
    } catch (RuntimeException e) {
      // Whatever it is, the numbers are there; what it says may hold what is nobody's business.
      LOG.debug("The reference cannot be read", e);
      return ReferenceTotals.failed(
          reference.source() + ": it cannot be read (" + e.getClass().getSimpleName() + ").");
    }
    String unusable = reader.unusable();
    return unusable == null
        ? reader.totals()
        : ReferenceTotals.failed(Wording.sentence(reference.source() + ": " + unusable));
  }

  /**
   * Why nothing of what was read can be compared; null where something can, or nothing is there.
   */
  private @Nullable String unusable() {
    if (rows == 0) {
      return null;
    }
    List<String> lacking = new ArrayList<>();
    if (reference.adsManager()) {
      if (!seenColumns.contains(AdsManagerExport.STARTS)) {
        lacking.add("Reporting starts (Berichtsbeginn)");
      }
    } else if (reference.files() != null) {
      for (String column : reference.namedColumns()) {
        if (!seenColumns.contains(column)) {
          lacking.add(column);
        }
      }
    }
    if (!lacking.isEmpty()) {
      return "no row has a value in the column %s; the columns are %s"
          .formatted(String.join(", ", lacking), Wording.some(new TreeSet<>(seenColumns), 20));
    }
    if (placed > 0) {
      return null;
    }
    List<String> why = new ArrayList<>(refused.keySet());
    if (!strangers.isEmpty()) {
      why.add("rows of clients that the job does not have");
    }
    return "none of its %s could be used: %s"
        .formatted(Wording.counted(rows, "row"), String.join("; ", why));
  }

  private ReferenceTotals totals() {
    if (reference.adsManager()) {
      // An export of some days says nothing of the whole period.
      sums.keySet()
          .removeIf(
              one -> {
                boolean covered =
                    from != null
                        && to != null
                        && !one.period().start().isBefore(from)
                        && !one.period().end().isAfter(to);
                if (!covered) {
                  refuse("client periods of which the export has only some days");
                }
                return !covered;
              });
    }
    List<String> leftOut = new ArrayList<>();
    refused.forEach((what, times) -> leftOut.add(Wording.count(times) + " " + what));
    if (!strangers.isEmpty()) {
      leftOut.add(
          "rows of clients that the job does not have ("
              + Wording.some(strangers, MOST_NAMED)
              + ")");
    }
    if (!unknownMetrics.isEmpty()) {
      leftOut.add(
          "rows of metrics that the catalogue does not have ("
              + Wording.some(unknownMetrics, MOST_NAMED)
              + ")");
    }
    return new ReferenceTotals(sums, reference.tolerance(), null, leftOut, true);
  }

  private void readFiles(InsightFiles files, Collection<Period> periods) throws IOException {
    MatchedFiles matched = MatchedFiles.of(files, periods);
    for (InsightFile file : matched.files()) {
      try {
        NamedValues.each(file, values -> row(values, file));
      } catch (IOException e) {
        throw new IOException(file.source() + " cannot be read: " + e.getMessage(), e);
      }
    }
    if (matched.files().isEmpty() && !files.isAskedPerPeriod()) {
      throw new IOException("no file matches " + String.join(", nor ", matched.unmatched()));
    }
  }

  private void readQuery(String query) {
    try (Connection connection =
        ReadOnlyConnection.open(reference.database(), reference.section())) {
      // As a part of another query it can only select.
      String inner = "SELECT * FROM (\n" + query + "\n) reference";
      try (PreparedStatement statement = connection.prepareStatement(inner)) {
        statement.setFetchSize(ROWS_AT_ONCE);
        try (ResultSet row = statement.executeQuery()) {
          List<String> names = names(row.getMetaData());
          Set<Integer> zoned = zoned(row.getMetaData());
          while (row.next()) {
            Map<String, String> values = new HashMap<>();
            for (int i = 0; i < names.size(); i++) {
              String text = zoned.contains(i + 1) ? instant(row, i + 1) : row.getString(i + 1);
              if (text != null && !text.isBlank()) {
                values.put(names.get(i), text.strip());
              }
            }
            row(values, null);
          }
        }
      } finally {
        connection.rollback();
      }
    } catch (SQLException problem) {
      throw DatabaseException.reading(reference.source(), problem);
    }
  }

  /** Columns with a time zone, which drivers otherwise write in this machine's own. */
  private static Set<Integer> zoned(ResultSetMetaData columns) throws SQLException {
    Set<Integer> zoned = new HashSet<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      if (columns.getColumnType(i) == Types.TIMESTAMP_WITH_TIMEZONE
          || columns.getColumnTypeName(i).equalsIgnoreCase("timestamptz")) {
        zoned.add(i);
      }
    }
    return zoned;
  }

  private static @Nullable String instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime instant = row.getObject(column, OffsetDateTime.class);
    return instant == null ? null : instant.toString();
  }

  private List<String> names(ResultSetMetaData columns) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      names.add(columns.getColumnLabel(i).toLowerCase(Locale.ROOT));
    }
    Set<String> wantedColumns = new TreeSet<>(reference.namedColumns());
    wantedColumns.add(reference.column(Reference.PERIOD));
    if (job.clients().size() > 1) {
      wantedColumns.add(reference.column(Reference.CLIENT));
    }
    if (!reference.isWide()) {
      wantedColumns.add(reference.column(Reference.METRIC));
      wantedColumns.add(reference.column(Reference.VALUE));
    }
    for (String column : wantedColumns) {
      if (!names.contains(column)) {
        throw DatabaseException.reading(
            reference.source(),
            "it has no column %s; it has %s; name it with AS, or in reference.columns"
                .formatted(column, String.join(", ", names)));
      }
    }
    return names;
  }

  /**
   * Adds up a row.
   *
   * @param file null where it is of a query
   */
  private void row(Map<String, String> row, @Nullable InsightFile file) {
    boolean ofFile = file != null;
    if (++rows > MOST_ROWS) {
      throw new TooMuch(
          "it has more than %s rows; have a query add them up".formatted(Wording.count(MOST_ROWS)));
    }
    Map<String, String> values = row;
    String client;
    String campaign;
    Period period;
    if (reference.adsManager()) {
      values = AdsManagerExport.inEnglish(row);
      seen(values);
      note(values.keySet());
      if (AdsManagerExport.isTotal(values)) {
        return;
      }
      client = client(values);
      campaign = AdsManagerExport.campaign(values);
      period =
          period(client, values.get(AdsManagerExport.STARTS), values.get(AdsManagerExport.ENDS));
    } else {
      note(values.keySet());
      client = client(values);
      campaign = values.get(reference.column(Reference.CAMPAIGN));
      String written = values.get(reference.column(Reference.PERIOD));
      // A file of which the name tells the period need not repeat it.
      period =
          written == null && file != null && file.periods().size() == 1
              ? file.periods().get(0)
              : period(client, written, null);
    }
    if (client == null || period == null) {
      return;
    }
    placed++;
    ClientPeriod clientPeriod = new ClientPeriod(client, period);
    if (!wanted.test(clientPeriod)) {
      return;
    }
    if (reference.isWide()) {
      for (Map.Entry<String, String> column : values.entrySet()) {
        String metric = wideMetric(column.getKey());
        if (metric != null) {
          add(clientPeriod, metric, campaign, column.getValue(), ofFile);
        }
      }
      return;
    }
    String theirs = values.get(reference.column(Reference.METRIC));
    String value = values.get(reference.column(Reference.VALUE));
    if (theirs == null || value == null) {
      refuse("rows without a metric, or without a value");
      return;
    }
    String metric = reference.metrics().getOrDefault(theirs.toLowerCase(Locale.ROOT), theirs);
    if (metrics.contains(metric)) {
      add(clientPeriod, metric, campaign, value, ofFile);
    } else if (unknownMetrics.size() <= MOST_SUMS) {
      unknownMetrics.add(theirs);
    }
  }

  private void note(Set<String> columns) {
    if (seenColumns.size() < MOST_COLUMNS) {
      seenColumns.addAll(columns);
    }
  }

  private @Nullable String wideMetric(String column) {
    if (reference.adsManager()) {
      return AdsManagerExport.metric(column, reference.metrics());
    }
    return reference.metrics().get(column);
  }

  /** The days that an export is of, which its total line tells too. */
  private void seen(Map<String, String> values) {
    LocalDate starts = day(values.get(AdsManagerExport.STARTS));
    LocalDate ends = day(values.get(AdsManagerExport.ENDS));
    if (starts != null && (from == null || starts.isBefore(from))) {
      from = starts;
    }
    if (ends != null && (to == null || ends.isAfter(to))) {
      to = ends;
    }
  }

  private static @Nullable LocalDate day(@Nullable String text) {
    try {
      return text == null ? null : LocalDate.parse(text.substring(0, Math.min(10, text.length())));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private void add(
      ClientPeriod clientPeriod,
      String metric,
      @Nullable String campaign,
      String text,
      boolean ofFile) {
    Sum sum =
        sums.computeIfAbsent(clientPeriod, none -> new HashMap<>())
            .computeIfAbsent(metric, none -> new Sum());
    BigDecimal value =
        reference.adsManager()
            ? ReferenceNumber.ofAdsManager(text, reference.decimalComma())
            : ReferenceNumber.parse(text, ofFile, reference.decimalComma());
    if (value == null) {
      sum.unreadable();
      refuse("values that are no number");
    } else if (sum.add(byCampaign ? campaign : null, value) && ++size > MOST_SUMS) {
      throw new TooMuch(
          "it names more than %s campaigns of the wanted client periods; leave the campaign out, or want fewer periods at once"
              .formatted(Wording.count(MOST_SUMS)));
    }
  }

  private @Nullable String client(Map<String, String> values) {
    String theirs =
        values.get(
            reference.adsManager() && !reference.columns().containsKey(Reference.CLIENT)
                ? AdsManagerExport.ACCOUNT
                : reference.column(Reference.CLIENT));
    if (theirs == null && job.clients().size() == 1) {
      return job.clients().get(0).id();
    }
    String client = theirs == null ? null : clients.get(theirs);
    if (theirs == null) {
      refuse("rows without a client");
    } else if (client == null && strangers.size() <= MOST_SUMS) {
      strangers.add(theirs);
    }
    return client;
  }

  /** The job's period that a text names, or that holds its day; null, and told, for any other. */
  private @Nullable Period period(
      @Nullable String client, @Nullable String first, @Nullable String last) {
    try {
      Period period = parsed(client, first);
      if (period != null && (last == null || period.equals(parsed(client, last)))) {
        return period;
      }
    } catch (DateTimeException e) {
      // Told below.
    }
    String length = job.granularity().name().toLowerCase(Locale.ROOT);
    refuse(
        last == null
            ? "rows whose period is neither a %s nor a day in one, such as 2026-09 or 2026-09-01"
                .formatted(length)
            : "rows that are not of days of one %s; have Ads Manager break them down by %s"
                .formatted(length, length));
    return null;
  }

  private @Nullable Period parsed(@Nullable String client, @Nullable String written) {
    if (written == null) {
      return null;
    }
    String text = written;
    if (OFFSET.matcher(written).find()) {
      ZoneId zone = client == null ? ZoneOffset.UTC : zones.getOrDefault(client, ZoneOffset.UTC);
      text =
          OffsetDateTime.parse(written.replace(' ', 'T'))
              .atZoneSameInstant(zone)
              .toLocalDate()
              .toString();
    }
    boolean hasTime = text.length() > 10 && " T".indexOf(text.charAt(10)) >= 0;
    Period period = Period.parse(hasTime ? text.substring(0, 10) : text);
    if (period.granularity() == job.granularity()) {
      return period;
    }
    return period.granularity() == Granularity.DAY
        ? Period.containing(job.granularity(), period.start())
        : null;
  }

  private void refuse(String what) {
    refused.merge(what, 1L, Long::sum);
  }
}
