package com.campaignconversions.insights.bytes;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A stream that remembers what was read since the current row began, for rejections. */
public final class RecentBytes extends FilterInputStream implements SourceText {
  /** More of one row is not remembered: only its beginning goes into a rejection anyway. */
  private static final int LONGEST = 1 << 20;

  private byte[] bytes = new byte[1 << 14];
  private int count;
  private long first;
  private long read;
  private final Utf8 utf8 = new Utf8();
  private long wrong = -1;

  public RecentBytes(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int got = super.read(into, offset, length);
    if (got > 0) {
      // Without a gap: where the row's bytes no longer fit, all that follows is left out too.
      if (first + count == read && count + got <= LONGEST) {
        if (count + got > bytes.length) {
          bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, count + got));
        }
        System.arraycopy(into, offset, bytes, count, got);
        count += got;
      }
      int position = wrong < 0 ? utf8.wrong(into, offset, offset + got) : -1;
      wrong = position < 0 ? wrong : read + position - offset;
      read += got;
    }
    return got;
  }

  /** The first byte so far that is not UTF-8; -1 if there is none. */
  public long wrong() {
    return wrong;
  }

  @Override
  public void forgetBefore(long position) {
    int gone = (int) Math.min(count, Math.max(0, position - first));
    System.arraycopy(bytes, gone, bytes, 0, count - gone);
    count -= gone;
    first = count == 0 ? read : first + gone;
  }

  @Override
  public String between(long start, long end) {
    int from = (int) Math.min(count, Math.max(0, start - first));
    int to = (int) Math.min(count, Math.max(from, end - first));
    // Behind a row that was too long to be remembered, the next one's beginning is missing.
    return (start < first ? "…" : "") + RejectedBytes.text(bytes, from, to - from);
  }
}
