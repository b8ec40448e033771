package com.campaignconversions.insights;

/** The text between two places of what is being parsed, by byte offset. */
interface SourceText {
  String between(long start, long end);

  /** Nothing before this place will be asked for any more. */
  default void forgetBefore(long place) {}
}
