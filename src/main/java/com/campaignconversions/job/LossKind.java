package com.campaignconversions.job;

/**
 * How something of a client period can be lost on the way from its source; the names are stored,
 * documented, and what {@code accept} calls a loss.
 *
 * <p>The first ones are those of a rejected line or row.
 */
public enum LossKind {
  NOT_JSON,
  NOT_AN_OBJECT,
  TOO_LONG,
  BAD_ID,
  REPEATED_FIELD,
  UNKNOWN_CLIENT,
  TWO_CLIENTS,
  OTHER_ACCOUNT,
  OTHER_CURRENCY,
  BAD_DATE,
  SPANS_PERIODS,
  NO_CAMPAIGN,
  BAD_TEXT,
  BAD_NUMBER,
  ACTIONS_NOT_A_LIST,
  /** A file ends or breaks inside a value, carries an error, or changed while it was read. */
  ENDS_INSIDE,
  /** A page of the Graph API says that more follows, and nothing does. */
  MORE_FOLLOWS,
  /** A day without any row, in the midst of days with spend. */
  DAY_WITHOUT_ROWS,
  /** An ad account of the client without any row. */
  ACCOUNT_WITHOUT_ROWS,
  /** What gave way to a newer file holds more than the newer file. */
  NEWER_HOLDS_LESS,
  /** The ad accounts' own spend, impressions or clicks are not those of the campaigns. */
  TOTAL_DIFFERS,
  /** A connector says that it lost the spend, impressions or clicks of a row. */
  NUMBER_LOST,
  /** A campaign's number is far from what its own earlier periods led to expect. */
  CAMPAIGN_OUTLIER,
  /** Neither the last day nor the newest source is as fresh as the job wants it. */
  STALE,
  /** The job's reference has other spend, impressions or clicks than the campaigns. */
  REFERENCE_DIFFERS,
  /** The job's reference could not be read. */
  REFERENCE_UNREAD,
  /** The job's reference has nothing of the client period. */
  NOT_IN_REFERENCE;

  /** Whether it is the reason of a rejected line or row. */
  public boolean isOfRow() {
    return compareTo(ACTIONS_NOT_A_LIST) <= 0;
  }
}
