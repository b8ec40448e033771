package com.campaignconversions.insights.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

class RejectedBytesTest {
  private static final int MOST = 65_536;

  @Test
  void isTheTextOfTheBytes() {
    byte[] bytes = "xé🍷y".getBytes(UTF_8);

    assertThat(RejectedBytes.text(bytes, 0, bytes.length), is("xé🍷y"));
    assertThat(RejectedBytes.text(bytes, 1, bytes.length - 2), is("é🍷"));
    assertThat(RejectedBytes.text(bytes, 1, 0), is(""));
  }

  @Test
  void replacesWhatNoDatabaseTakes() {
    byte[] bytes = {'a', 0, 'b', (byte) 0xFF, 'c'};

    assertThat(RejectedBytes.text(bytes, 0, bytes.length), is("a\uFFFDb\uFFFDc"));
  }

  @Test
  void cutsWhatIsLongerThanSixtyFourKilobytesAndTellsItsLength() {
    byte[] bytes = "a".repeat(MOST + 1).getBytes(UTF_8);

    assertThat(RejectedBytes.text(bytes, 1, MOST), is("a".repeat(MOST)));
    assertThat(RejectedBytes.text(bytes, 0, MOST + 1), is("a".repeat(MOST) + "… (65537 bytes)"));
  }

  @Test
  void leavesNoHalfOfACharacterThatIsCut() {
    byte[] bytes = ("a".repeat(MOST - 1) + "éb").getBytes(UTF_8);

    assertThat(
        RejectedBytes.text(bytes, 0, bytes.length),
        is("a".repeat(MOST - 1) + "\uFFFD… (65538 bytes)"));
  }
}
