package com.campaignconversions.insights.bytes;

/** The text between two places of what is being parsed, by byte offset. */
public interface SourceText {
  String between(long start, long end);

  /** Nothing before this place will be asked for any more. */
  default void forgetBefore(long position) {}
}
