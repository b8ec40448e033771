package com.campaignconversions.insights.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
  private static final String TEXT =
      "campaign Wzgórze Zamkowe 🍷 – ą\u0800\uffff\ud7ff\ue000 spend";

  /** Java's own decoder knows, but only of a text as a whole. */
  private static boolean isText(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  @Test
  void agreesWithTheDecoderOnWhateverBytesThereAre() {
    Random random = new Random(20261127);
    int texts = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = TEXT.getBytes(UTF_8);
      for (int changes = random.nextInt(3); changes > 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(bytes.length);
      byte[] part = Arrays.copyOf(bytes, length);
      assertThat(Utf8.isValid(bytes, 0, length), is(isText(part)));
      texts += isText(part) ? 1 : 0;
    }
    assertThat(texts, is(greaterThan(10_000)));
  }

  @Test
  void findsTheSameInWhateverPiecesATextComes() {
    byte[] bytes = (TEXT + "é").getBytes(UTF_8);
    bytes[bytes.length - 1] = 'x';
    for (int split = 0; split < bytes.length - 1; split++) {
      Utf8 text = new Utf8();
      assertThat(text.wrong(bytes, 0, split), is(-1));
      assertThat(text.wrong(bytes, split, bytes.length), is(bytes.length - 1));
    }
  }
}
