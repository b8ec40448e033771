package com.campaignconversions.insights.bytes;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf16Test {
  private static byte[] asUtf8(byte[] bytes) throws IOException {
    return Utf16.asUtf8(new ByteArrayInputStream(bytes)).readAllBytes();
  }

  /** Units in whatever order, which no charset would write where they are no text. */
  private static byte[] units(String text) {
    byte[] bytes = new byte[text.length() * 2];
    for (int i = 0; i < text.length(); i++) {
      bytes[2 * i] = (byte) (text.charAt(i) >> 8);
      bytes[2 * i + 1] = (byte) text.charAt(i);
    }
    return bytes;
  }

  /** So long that pairs lie across the borders of what is read at once. */
  @Test
  void isTheSameText() throws IOException {
    Random random = new Random(20261127);
    for (int i = 0; i < 50; i++) {
      StringBuilder text = new StringBuilder("{");
      for (int length = random.nextInt(60_000); length > 0; length--) {
        int bits = List.of(7, 11, 16, 20).get(random.nextInt(4));
        int character = random.nextInt(1 << bits);
        text.appendCodePoint(character >> 11 == 0xD800 >> 11 ? 'x' : character);
      }
      for (Charset charset : List.of(UTF_16LE, UTF_16BE)) {
        assertThat(
            Arrays.equals(asUtf8(("\uFEFF" + text).getBytes(charset)), bytesOf(text)), is(true));
      }
    }
  }

  private static byte[] bytesOf(CharSequence text) {
    return text.toString().getBytes(UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}", "[1]", "zażółć", "\uFEFF{}"})
  void leavesEverythingElseAsItIs(String text) throws IOException {
    assertThat(asUtf8(bytesOf(text)), is(bytesOf(text)));
    assertThat(asUtf8(new byte[] {1, 0, 0, 0}), is(new byte[] {1, 0, 0, 0}));
    assertThat(asUtf8(new byte[] {(byte) 0xFE}), is(new byte[] {(byte) 0xFE}));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\uD83C", "a\uD83Cb", "a\uD83C\uD83C\uDFE8", "a\uDFE8b", "\uDFE8"})
  void halfAPairIsNoUtf8(String text) throws IOException {
    byte[] bytes = asUtf8(units("\uFEFF" + text));

    assertThat(Utf8.isValid(bytes, 0, bytes.length), is(false));
  }

  @Test
  void halfAUnitAtTheEndIsNoUtf8() throws IOException {
    byte[] bytes = asUtf8(new byte[] {(byte) 0xFE, (byte) 0xFF, 0, '[', 0});

    assertThat(bytes, is(new byte[] {'[', (byte) 0xFF}));
    assertThat(asUtf8(new byte[] {(byte) 0xFE, (byte) 0xFF}), is(new byte[0]));
  }

  @Test
  void refusesWhatIsEvidentlyOfAnotherEncoding() {
    refuses("[1]", UTF_16LE, "UTF-16 without a byte-order mark", "-f UTF-16LE");
    refuses("[1]", UTF_16BE, "UTF-16 without a byte-order mark", "-f UTF-16BE");
    refuses("\uFEFF[1]", Charset.forName("UTF-32LE"), "it is UTF-32,", "-f UTF-32");
    refuses("\uFEFF[1]", Charset.forName("UTF-32BE"), "it is UTF-32,", "-f UTF-32");
  }

  private static void refuses(String text, Charset charset, String what, String wayOut) {
    IOException refused =
        assertThrows(IOException.class, () -> asUtf8(text.getBytes(charset)), charset.name());

    assertThat(refused.getMessage(), containsString(what));
    assertThat(refused.getMessage(), containsString(wayOut));
  }
}
