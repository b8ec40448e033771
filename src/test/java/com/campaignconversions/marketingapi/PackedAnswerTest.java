package com.campaignconversions.marketingapi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignconversions.marketingapi.MarketingApiException.ErrorKind;
import com.campaignconversions.records.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class PackedAnswerTest {
  private static final Deadline LATER = Deadline.in(Duration.ofHours(1));
  private static final byte[] PLAIN =
      "{\"data\":[]}".repeat(20_000).getBytes(StandardCharsets.UTF_8);

  private static byte[] packed(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }

  private static ErrorKind refused(byte[] sent, int most) {
    return assertThrows(MarketingApiException.class, () -> PackedAnswer.unpacked(sent, most, LATER))
        .problem();
  }

  @Test
  void unpacksWhatIsPackedAndNothingElse() throws Exception {
    assertThat(PackedAnswer.unpacked(packed(PLAIN), PLAIN.length, LATER), is(PLAIN));
    assertThat(PackedAnswer.unpacked(PLAIN, 1, LATER), is(PLAIN));
    assertThat(PackedAnswer.unpacked(new byte[0], 1, LATER), is(new byte[0]));
    assertThat(PackedAnswer.unpacked(new byte[] {0x1F}, 1, LATER), is(new byte[] {0x1F}));
  }

  @Test
  void doesNotUnpackMoreThanAnAnswerMayHave() throws Exception {
    assertThat(refused(packed(PLAIN), PLAIN.length - 1), is(ErrorKind.TOO_MUCH_DATA));
  }

  @Test
  void whatIsCutOffOrBrokenPasses() throws Exception {
    byte[] packed = packed(PLAIN);
    for (int length = 2; length < packed.length; length += 7) {
      assertThat(refused(Arrays.copyOf(packed, length), PLAIN.length), is(ErrorKind.TRANSIENT));
    }
    for (int at : new int[] {2, 3, packed.length - 8, packed.length - 1}) {
      byte[] broken = packed.clone();
      broken[at] ^= 0x10;
      assertThat("byte " + at, refused(broken, 2 * PLAIN.length), is(ErrorKind.TRANSIENT));
    }
  }

  @Test
  void unpackingIsAPartOfTheRequestsTime() {
    assertThrows(
        TimeoutException.class,
        () -> PackedAnswer.unpacked(packed(PLAIN), PLAIN.length, Deadline.in(Duration.ZERO)));
  }
}
