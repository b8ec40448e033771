package com.campaignconversions.insights.bytes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class EightBytesTest {
  /** Those that a mask looks for, their neighbours, and the ends of the range. */
  private static final byte[] BYTES = {
    '"', '!', '#', '\\', '[', ']', '\n', '\t', 11, ' ', 31, '!', 'a', '0', 0, 1, 127, -128, -127, -1
  };

  @Test
  void theFirstMarkIsTheFirstByteThatWasLookedFor() {
    marks(EightBytes::newlines, character -> character == '\n');
    marks(
        EightBytes::unusual,
        character -> character == '"' || character == '\\' || character < ' ' || character < 0);
  }

  private static void marks(LongUnaryOperator mask, IntPredicate lookedFor) {
    Random random = new Random(8);
    byte[] bytes = new byte[Long.BYTES];
    for (int i = 0; i < 100_000; i++) {
      for (int place = 0; place < bytes.length; place++) {
        bytes[place] = BYTES[random.nextInt(BYTES.length)];
      }
      int first = 0;
      while (first < bytes.length && !lookedFor.test(bytes[first])) {
        first++;
      }
      long marked = mask.applyAsLong(EightBytes.at(bytes, 0));
      assertThat(marked == 0 ? bytes.length : EightBytes.before(marked), is(first));
    }
  }

  @Test
  void aHeadIsTheSameNearTheEndOfAnArray() {
    byte[] bytes = "abcdefghij".getBytes(StandardCharsets.US_ASCII);
    byte[] longer = Arrays.copyOf(bytes, 40);
    for (int from = 0; from < bytes.length; from++) {
      for (int length = 0; from + length <= bytes.length; length++) {
        assertThat(EightBytes.head(bytes, from, length), is(EightBytes.head(longer, from, length)));
      }
    }
  }
}
