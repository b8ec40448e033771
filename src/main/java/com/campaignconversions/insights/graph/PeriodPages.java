package com.campaignconversions.insights.graph;

import com.campaignconversions.clients.Period;
import com.campaignconversions.insights.json.Json;
import com.campaignconversions.marketingapi.MarketingApi;
import com.campaignconversions.records.Sha256;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answers to questions about periods that follow each other: for each of them a file of lines,
 * a page a line, with only the rows, because the links between pages carry access tokens. Whether
 * the rows of a period can be all of them is seen on the way.
 */
final class PeriodPages implements MarketingApi.Pages, Closeable {
  private static final byte[] BEGIN = "{\"data\":[".getBytes(StandardCharsets.UTF_8);
  private static final byte[] END = "]}\n".getBytes(StandardCharsets.UTF_8);

  /** Each row's amounts are rounded to two places. */
  private static final BigDecimal ROUNDING = new BigDecimal("0.01");

  /** The fields that tell rows of one answer apart; the days first. */
  private static final List<String> KEY =
      List.of("date_start", "date_stop", "campaign_id", "adset_id", "ad_id", "optimization_goal");

  /** Longer is no number. */
  private static final int LONGEST_NUMBER = 40;

  private final List<OfPeriod> periods = new ArrayList<>();
  private final List<List<Place>> places = new ArrayList<>();
  private boolean whole;
  private boolean ofAccount;
  private boolean anyElsewhere;

  /**
   * Begins a file for each period.
   *
   * @param folder where they lie until they are closed
   * @param until the last day that is asked for
   * @param whole whether a row is to cover all days of its period, as far as they are asked for
   */
  PeriodPages(Path folder, List<Period> periods, LocalDate until, boolean whole)
      throws IOException {
    this.whole = whole;
    for (Period period : periods) {
      LocalDate last = period.end().isAfter(until) ? until : period.end();
      this.periods.add(
          new OfPeriod(period, last, Files.createTempFile(folder, "pages-", ".jsonl")));
    }
  }

  /** Where a period's file ends, and what was seen of its rows. */
  private record Place(long bytes, Seen campaigns, Seen account) {
    static final Place FIRST = new Place(0, Seen.NOTHING, Seen.NOTHING);
  }

  /** What rows add up to. */
  private record Seen(long rows, BigDecimal spend, boolean delivered) {
    static final Seen NOTHING = new Seen(0, BigDecimal.ZERO, false);

    Seen and(Row row) {
      return new Seen(rows + 1, spend.add(row.spend), delivered || row.delivered);
    }
  }

  private static final class OfPeriod {
    final Period period;
    final LocalDate last;
    final Path path;
    final FileChannel file;
    final ByteArrayOutputStream page = new ByteArrayOutputStream();

    /** The rows that the pages of one answer brought, by what tells them apart. */
    final Set<Long> seen = new HashSet<>();

    boolean twice;
    boolean otherDays;
    Place place = Place.FIRST;

    OfPeriod(Period period, LocalDate last, Path path) throws IOException {
      this.period = period;
      this.last = last;
      this.path = path;
      this.file = FileChannel.open(path, StandardOpenOption.WRITE);
    }

    void add(Row row, boolean ofAccount, boolean whole) {
      otherDays |= whole && !isOfAllDays(row);
      if (ofAccount) {
        place = new Place(place.bytes, place.campaigns, place.account.and(row));
      } else {
        twice |= !seen.add(row.key);
        place = new Place(place.bytes, place.campaigns.and(row), place.account);
      }
    }

    /** Of a period that is not over Meta may know less than was asked for. */
    boolean isOfAllDays(Row row) {
      return period.start().equals(row.first)
          && (last.equals(row.last) || last.isBefore(period.end()));
    }

    void write() throws IOException {
      if (page.size() > 0) {
        OutputStream out = Channels.newOutputStream(file);
        out.write(BEGIN);
        page.writeTo(out);
        out.write(END);
        page.reset();
      }
    }
  }

  /** As much of a row as tells it from others and can be held against a total. */
  private record Row(
      @Nullable LocalDate first,
      @Nullable LocalDate last,
      long key,
      BigDecimal spend,
      boolean delivered) {
    boolean isWithin(Period period) {
      return first != null && last != null && period.contains(first) && period.contains(last);
    }
  }

  /** What follows is asked for in fewer days than a period has. */
  void fewerDaysFollow() {
    whole = false;
  }

  /** What follows are totals of the account. */
  void totalsFollow() {
    ofAccount = true;
  }

  @Override
  public void add(ByteBuffer data) throws IOException {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    for (int i = 0; i < bytes.length; i++) {
      // Inside a text JSON has no line breaks, so that these are between values.
      if (bytes[i] == '\n' || bytes[i] == '\r') {
        bytes[i] = ' ';
      }
    }
    try (JsonParser parser = Json.FACTORY.createParser(bytes)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        Row row = row(parser);
        int end = (int) parser.currentLocation().getByteOffset();
        OfPeriod of = of(row);
        of.add(row, ofAccount, whole);
        if (of.page.size() > 0) {
          of.page.write(',');
        }
        of.page.write(bytes, start, end - start);
      }
    }
    for (OfPeriod of : periods) {
      of.write();
    }
  }

  private OfPeriod of(Row row) {
    if (periods.size() > 1) {
      for (OfPeriod of : periods) {
        if (row.isWithin(of.period)) {
          return of;
        }
      }
      anyElsewhere = true;
    }
    // What is wrong with a row is told by whoever reads it.
    return periods.get(0);
  }

  private static Row row(JsonParser parser) throws IOException {
    String[] key = new String[KEY.size()];
    BigDecimal spend = BigDecimal.ZERO;
    boolean delivered = false;
    // What is no object is no row, and has no fields.
    boolean object = parser.currentToken() == JsonToken.START_OBJECT;
    if (!object) {
      parser.skipChildren();
    }
    for (String name = object ? parser.nextFieldName() : null;
        name != null;
        name = parser.nextFieldName()) {
      if (!parser.nextToken().isScalarValue()) {
        parser.skipChildren();
      } else if (KEY.contains(name)) {
        key[KEY.indexOf(name)] = parser.getText();
      } else if (name.equals("spend")) {
        spend = number(parser.getText());
        delivered |= spend.signum() > 0;
      } else if (name.equals("impressions")) {
        delivered |= number(parser.getText()).signum() > 0;
      }
    }
    return new Row(day(key[0]), day(key[1]), hash(Arrays.toString(key)), spend, delivered);
  }

  /** Two rows that look alike by chance cost one question. */
  private static long hash(String key) {
    return ByteBuffer.wrap(Sha256.digest().digest(key.getBytes(StandardCharsets.UTF_8))).getLong();
  }

  private static @Nullable LocalDate day(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static BigDecimal number(String text) {
    if (text.length() > LONGEST_NUMBER || !text.matches("\\d+(\\.\\d+)?")) {
      return BigDecimal.ZERO;
    }
    return new BigDecimal(text);
  }

  /** Where an answer begins. */
  @Override
  public long place() throws IOException {
    List<Place> now = new ArrayList<>();
    for (OfPeriod of : periods) {
      of.seen.clear();
      now.add(new Place(of.file.position(), of.place.campaigns, of.place.account));
    }
    places.add(now);
    return places.size() - 1L;
  }

  @Override
  public void backTo(long place) throws IOException {
    List<Place> then = places.get((int) place);
    for (int i = 0; i < then.size(); i++) {
      OfPeriod of = periods.get(i);
      of.seen.clear();
      of.place = then.get(i);
      of.file.truncate(of.place.bytes);
    }
  }

  /** Whether a row was not within one of several periods. */
  boolean anyElsewhere() {
    return anyElsewhere;
  }

  /** The file of a period. */
  Path path(Period period) {
    return of(period).path;
  }

  /** Whether no row of a campaign came. */
  boolean isEmpty(Period period) {
    return of(period).place.campaigns.rows == 0;
  }

  /**
   * Whether the account changed while it was asked: a row came with two pages, in place of another
   * one, or the account's total is not that of the rows.
   */
  boolean hasChanged(Period period) {
    OfPeriod of = of(period);
    Place place = of.place;
    BigDecimal apart = place.account.spend.subtract(place.campaigns.spend).abs();
    return of.twice
        || unbelievable(period) != null
        || (place.account.rows > 0
            && apart.compareTo(ROUNDING.multiply(BigDecimal.valueOf(place.campaigns.rows))) > 0);
  }

  /** Why what came of a period cannot be all of it; null where it can. */
  @Nullable String unbelievable(Period period) {
    OfPeriod of = of(period);
    if (of.otherDays) {
      return "rows of other days than were asked for";
    }
    if (isEmpty(period) && of.place.account.delivered) {
      return "no row of it, although the account's own total tells of delivery";
    }
    if (ofAccount && of.place.campaigns.delivered && of.place.account.rows == 0) {
      return "rows of campaigns, and no total of the account";
    }
    return null;
  }

  /** How large the largest file of a period is. */
  long mostBytes() throws IOException {
    long most = 0;
    for (OfPeriod of : periods) {
      most = Math.max(most, of.file.position());
    }
    return most;
  }

  private OfPeriod of(Period period) {
    return periods.stream().filter(of -> of.period.equals(period)).findFirst().orElseThrow();
  }

  @Override
  public void close() throws IOException {
    for (OfPeriod of : periods) {
      of.file.close();
      Files.deleteIfExists(of.path);
    }
  }
}
