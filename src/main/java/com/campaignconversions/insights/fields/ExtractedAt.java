package com.campaignconversions.insights.fields;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When a row was extracted, as connectors write it: a time, or a count since 1970. */
public final class ExtractedAt {

  /** Seconds, milliseconds (Stitch's once) or nanoseconds (Stitch's now). */
  private static final Pattern EPOCH =
      Pattern.compile("[0-9]{10}(?:[0-9]{3}|[0-9]{9})?(\\.[0-9]{1,9})?");

  private static final int LONGEST = 40;
  private static final int DATE_LENGTH = 10;
  private static final int DIGITS_OF_SECONDS = 10;

  /** Without an offset it is UTC. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HH", "Z")
          .optionalEnd()
          .toFormatter();

  private ExtractedAt() {}

  /** Milliseconds since 1970; 0 where the text is no time. */
  public static long millis(@Nullable String text) {
    if (text == null || text.length() <= DATE_LENGTH - 1 || text.length() > LONGEST) {
      return 0;
    }
    if (EPOCH.matcher(text).matches()) {
      int point = text.indexOf('.');
      int digits = point < 0 ? text.length() : point;
      return new BigDecimal(text).scaleByPowerOfTen(DIGITS_OF_SECONDS + 3 - digits).longValue();
    }
    String time =
        text.length() == DATE_LENGTH
            ? text + "T00:00"
            : text.substring(0, DATE_LENGTH)
                + 'T'
                + text.substring(DATE_LENGTH + 1).replace(" UTC", "Z");
    try {
      TemporalAccessor parsed = TIME.parseBest(time, OffsetDateTime::from, LocalDateTime::from);
      return parsed instanceof OffsetDateTime instant
          ? instant.toInstant().toEpochMilli()
          : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeException e) {
      return 0;
    }
  }
}
