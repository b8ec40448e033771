package com.campaignconversions.insights.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RecentBytesTest {
  private static final int MOST = 1 << 20;

  @Test
  void givesWhatItReads() throws IOException {
    RecentBytes bytes = of("one two");

    assertThat(bytes.read(), is((int) 'o'));
    assertThat(new String(bytes.readAllBytes(), UTF_8), is("ne two"));
    assertThat(bytes.read(), is(-1));
  }

  @Test
  void remembersWhatStoodBetweenTwoPlaces() throws IOException {
    RecentBytes bytes = of("one two three");
    bytes.readAllBytes();

    assertThat(bytes.between(0, 13), is("one two three"));
    assertThat(bytes.between(4, 7), is("two"));
    assertThat(bytes.between(4, 4), is(""));
  }

  @Test
  void knowsOnlyWhatWasRead() throws IOException {
    RecentBytes bytes = of("one two three");
    bytes.readNBytes(5);

    assertThat(bytes.between(0, 13), is("one t"));
    assertThat(bytes.between(7, 13), is(""));
  }

  @Test
  void countsPlacesFromTheBeginningOfTheStreamWhateverIsForgotten() throws IOException {
    RecentBytes bytes = of("one two three");
    bytes.readNBytes(5);
    bytes.forgetBefore(4);
    bytes.readAllBytes();

    assertThat(bytes.between(4, 7), is("two"));
    bytes.forgetBefore(8);
    assertThat(bytes.between(8, 13), is("three"));
  }

  @Test
  void showsThatTheBeginningIsForgotten() throws IOException {
    RecentBytes bytes = of("one two");
    bytes.readAllBytes();
    bytes.forgetBefore(4);

    assertThat(bytes.between(0, 7), is("…two"));
    assertThat(bytes.between(4, 7), is("two"));
  }

  @Test
  void forgettingBeforeAnEarlierPlaceChangesNothing() throws IOException {
    RecentBytes bytes = of("one two");
    bytes.readAllBytes();
    bytes.forgetBefore(4);
    bytes.forgetBefore(2);

    assertThat(bytes.between(4, 7), is("two"));
  }

  @Test
  void leavesNoGapBehindARowThatIsTooLong() throws IOException {
    RecentBytes bytes = of("a".repeat(MOST - 1) + "bc" + "de");
    bytes.readNBytes(MOST - 1);
    // The pair does not fit, and what fits behind it would stand in the wrong place.
    assertThat(bytes.readNBytes(2), is("bc".getBytes(UTF_8)));
    assertThat(bytes.read(), is((int) 'd'));

    assertThat(bytes.between(MOST - 2, MOST + 2), is("a"));
  }

  @Test
  void remembersAgainBehindARowThatWasTooLong() throws IOException {
    RecentBytes bytes = of("a".repeat(MOST) + "bcde");
    bytes.readNBytes(MOST + 2);
    bytes.forgetBefore(MOST + 1);
    bytes.readNBytes(2);

    assertThat("c was left out", bytes.between(MOST + 1, MOST + 4), is("…de"));
    assertThat(bytes.between(MOST + 2, MOST + 4), is("de"));
  }

  @Test
  void findsTheFirstByteThatIsNotUtf8() throws IOException {
    RecentBytes bytes =
        new RecentBytes(
            new ByteArrayInputStream(new byte[] {'a', (byte) 0xC3, (byte) 0xA9, -1, 'b', -1}));
    bytes.readNBytes(3);
    assertThat("so far", bytes.wrong(), is(-1L));
    bytes.readAllBytes();

    assertThat(bytes.wrong(), is(3L));
  }

  @Test
  void aCharacterMayStandInTwoReads() throws IOException {
    RecentBytes bytes = of("é🍷");
    for (int i = 0; i < 6; i++) {
      bytes.read();
    }

    assertThat(bytes.read(), is(-1));
    assertThat(bytes.wrong(), is(-1L));
    assertThat(bytes.between(0, 6), is("é🍷"));
  }

  @Test
  void givesTheBeginningOfAVeryLongRow() throws IOException {
    RecentBytes bytes = of("a".repeat(100_000));
    bytes.readAllBytes();

    assertThat(bytes.between(0, 100_000), is("a".repeat(64 << 10) + "… (100000 bytes)"));
  }

  private static RecentBytes of(String text) {
    return new RecentBytes(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }
}
