package com.campaignconversions.insights.bytes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LinesTest {
  private static final int LONGEST = 5000;

  private record Line(long offset, String text, boolean terminated, boolean tooLong) {
    @Override
    public String toString() {
      String shown = text.length() > 20 ? text.length() + " characters" : text;
      return offset
          + " "
          + shown
          + (terminated ? "" : " unterminated")
          + (tooLong ? " too long" : "");
    }
  }

  /** A stream that gives at most so many bytes at once, as files far away do. */
  private static InputStream trickling(byte[] bytes, int most) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(most, length));
      }
    };
  }

  private static List<Line> lines(InputStream in, int bufferSize, long offset) throws IOException {
    Lines lines = new Lines(in, offset, bufferSize, LONGEST);
    List<Line> all = new ArrayList<>();
    while (lines.next()) {
      all.add(
          new Line(
              lines.offset(),
              new String(
                  lines.buffer(), lines.start(), lines.length(), StandardCharsets.ISO_8859_1),
              lines.terminated(),
              lines.tooLong()));
    }
    return all;
  }

  private static List<Line> expected(byte[] bytes, long offset) {
    List<Line> all = new ArrayList<>();
    int start = 0;
    while (start < bytes.length) {
      int end = start;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      boolean tooLong = end - start > LONGEST;
      int shown = tooLong ? 4096 : end - start;
      all.add(
          new Line(
              offset + start,
              new String(bytes, start, shown, StandardCharsets.ISO_8859_1),
              end < bytes.length,
              tooLong));
      start = end + 1;
    }
    return all;
  }

  @Test
  void endsALineAtEachLineBreakOnly() throws IOException {
    byte[] text = "a\r\n\nb\rc\u2028d\0e\n".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(
        lines(new ByteArrayInputStream(text), 4, 0),
        contains(
            new Line(0, "a\r", true, false),
            new Line(3, "", true, false),
            new Line(
                4,
                new String(
                    "b\rc\u2028d\0e".getBytes(StandardCharsets.ISO_8859_1),
                    StandardCharsets.ISO_8859_1),
                true,
                false)));
  }

  @Test
  void knowsALastLineWithoutItsLineBreak() throws IOException {
    assertThat(
        lines(new ByteArrayInputStream(new byte[] {'a', '\n', 'b'}), 16, 100),
        contains(new Line(100, "a", true, false), new Line(102, "b", false, false)));
  }

  @Test
  void takesOnlyWhiteSpaceForBlank() throws IOException {
    Lines lines =
        new Lines(
            new ByteArrayInputStream(" \t\r\n\n \u000b\n".getBytes(StandardCharsets.UTF_8)), 0);

    lines.next();
    assertThat(lines.blank(), is(true));
    lines.next();
    assertThat(lines.blank(), is(true));
    lines.next();
    assertThat(lines.blank(), is(false));
  }

  @Test
  void givesTheRestFromTheCurrentLineOn() throws IOException {
    Lines lines =
        new Lines(
            trickling("first\nsecond\nthird\n".getBytes(StandardCharsets.UTF_8), 4), 0, 4, LONGEST);
    lines.next();
    lines.next();

    assertThat(
        new String(lines.rest().readAllBytes(), StandardCharsets.UTF_8), is("second\nthird\n"));
  }

  @Property(tries = 500)
  void findsTheSameLinesWhateverTheBufferAndTheChunks(
      @ForAll("texts") byte[] bytes,
      @ForAll @IntRange(min = 1, max = 9000) int bufferSize,
      @ForAll @IntRange(min = 1, max = 9000) int chunk)
      throws IOException {
    assertThat(lines(trickling(bytes, chunk), bufferSize, 7), is(expected(bytes, 7)));
  }

  /** Lines of every length around the longest, and many short ones. */
  @Provide
  Arbitrary<byte[]> texts() {
    Arbitrary<String> line =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.strings().withChars("ab\r ").ofMaxLength(12)),
            Tuple.of(1, Arbitraries.integers().between(4000, 2 * LONGEST).map("x"::repeat)),
            Tuple.of(1, Arbitraries.integers().between(LONGEST - 2, LONGEST + 2).map("y"::repeat)));
    return line.list()
        .ofMaxSize(9)
        .map(all -> String.join("\n", all).getBytes(StandardCharsets.US_ASCII));
  }
}
