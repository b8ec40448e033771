package com.campaignconversions.conversions.deduplication;

import com.campaignconversions.insights.rows.Insight;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * How new a row is: numbers and instants by their size, other texts by the alphabet; a row without
 * the field is older than any with it.
 */
record RowAge(int kind, BigDecimal size, String text, boolean isFineInstant)
    implements Comparable<RowAge> {
  private static final int ABSENT = 0;
  private static final int TEXT = 1;
  private static final int SIZE = 2;

  /** Behind and before the point: what has more is no time and no number of a version. */
  private static final int MOST_DIGITS = 40;

  private static final BigDecimal ONE_EXTRACTION_SECONDS = BigDecimal.valueOf(60);

  /**
   * Whether both rows were written in one go: instants to fractions of a second, as connectors note
   * them for each row, less than a minute apart. Such rows are no versions of each other.
   */
  boolean isOfSameExtraction(RowAge other) {
    return (isFineInstant || other.isFineInstant)
        && kind == SIZE
        && other.kind == SIZE
        && size.subtract(other.size).abs().compareTo(ONE_EXTRACTION_SECONDS) < 0;
  }

  static RowAge newer(RowAge one, RowAge other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  static RowAge ofFile(Insight row) {
    return new RowAge(SIZE, BigDecimal.valueOf(row.file()), "", false);
  }

  static RowAge ofField(Insight row) {
    String value = row.newest();
    if (value == null || value.isBlank()) {
      return new RowAge(ABSENT, BigDecimal.ZERO, "", false);
    }
    BigDecimal size = size(value.strip());
    return size == null
        ? new RowAge(TEXT, BigDecimal.ZERO, value.strip(), false)
        : new RowAge(
            SIZE, size, "", value.indexOf(':') > 0 && size.stripTrailingZeros().scale() > 0);
  }

  private static @Nullable BigDecimal size(String value) {
    if (value.length() <= 40) {
      try {
        BigDecimal number = new BigDecimal(value);
        if (number.scale() <= MOST_DIGITS && number.scale() >= -MOST_DIGITS) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Not a number; perhaps a time.
      }
    }
    // As databases write a time, and as Meta does: 2025-11-30T10:00:00+0100.
    return seconds(
        value
            .replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T")
            .replace(" UTC", "Z")
            .replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2"));
  }

  private static @Nullable BigDecimal seconds(String value) {
    try {
      return seconds(OffsetDateTime.parse(value));
    } catch (DateTimeException e) {
      // No time zone in it, or no time.
    }
    try {
      return seconds(LocalDateTime.parse(value).atOffset(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      // Not even a time of day.
    }
    try {
      return seconds(LocalDate.parse(value).atStartOfDay().atOffset(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static BigDecimal seconds(OffsetDateTime time) {
    return BigDecimal.valueOf(time.toEpochSecond()).add(BigDecimal.valueOf(time.getNano(), 9));
  }

  @Override
  public int compareTo(RowAge other) {
    if (kind != other.kind) {
      return Integer.compare(kind, other.kind);
    }
    int bySize = size.compareTo(other.size);
    return bySize != 0 ? bySize : text.compareTo(other.text);
  }
}
