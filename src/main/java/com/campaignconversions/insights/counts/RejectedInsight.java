package com.campaignconversions.insights.counts;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Something read that cannot be used as it is: a line, a row, one entry of a row's actions, or its
 * campaign's name.
 *
 * @param source the file relative to the job file's folder, else its URI
 * @param position byte offset of the line or top-level value, then the element inside a page in
 *     brackets, then the entry or name: {@code 2048}, {@code 0[17]}, {@code 2048.actions[3]}
 * @param clientId null where unknown, or where two ids disagree
 * @param periodId null where unknown
 * @param detail a sentence without the payload
 * @param payload what was read, cut where it is very long, with what databases refuse replaced
 */
public record RejectedInsight(
    String source,
    String position,
    @Nullable String clientId,
    @Nullable String periodId,
    Reason reason,
    String detail,
    String payload)
    implements Serializable {

  /**
   * Why; the names are stored and documented. Of several reasons the first in this order is told.
   */
  public enum Reason {
    /** The line or value is not JSON, or not UTF-8. */
    NOT_JSON,
    /** The line or element is JSON, but no object. */
    NOT_AN_OBJECT,
    /** The line is longer than a line may be. */
    TOO_LONG,
    /**
     * An id that is a number in another dress, which a spreadsheet or a float has taken digits
     * from.
     */
    BAD_ID,
    /** A field that is used stands twice in the row. */
    REPEATED_FIELD,
    /** Its account, or without one its client id, is of no client of the job. */
    UNKNOWN_CLIENT,
    /** Its account belongs to one client, its client id names another. */
    TWO_CLIENTS,
    /** Its ad account is another one than the fetch or query asked for. */
    OTHER_ACCOUNT,
    /** Its currency is not the client's. */
    OTHER_CURRENCY,
    /** A day is missing, or no date, or the last day is before the first. */
    BAD_DATE,
    /** Its days lie in two periods. */
    SPANS_PERIODS,
    /** It names an ad set or ad but no campaign, or neither campaign nor account. */
    NO_CAMPAIGN,
    /**
     * An id, name or other text that databases refuse: with characters not allowed, or too long
     * where it is no name.
     */
    BAD_TEXT,
    /** Spend, impressions or clicks are no number, negative, or out of bounds. */
    BAD_NUMBER,
    /** Actions are neither a list, nor null, nor the JSON text of a list. */
    ACTIONS_NOT_A_LIST,
    /** An entry of the actions is null or no object. */
    ENTRY_NOT_AN_OBJECT,
    /** An entry has no action type. */
    ENTRY_WITHOUT_TYPE,
    /** An entry's value is empty, negative or no number, or out of bounds. */
    ENTRY_BAD_VALUE,
    /** A campaign's name is longer than is kept of it. */
    NAME_SHORTENED;

    /** Whether it is one entry or name of a row that cannot be used as it is; the row can. */
    public boolean isOfEntry() {
      return compareTo(ENTRY_NOT_AN_OBJECT) >= 0;
    }
  }
}
