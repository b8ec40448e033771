package com.campaignconversions.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressedBytesTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 48 << 10, 3 << 20})
  void givesBackTheBytesHoweverManyAndHoweverRandom(int length) {
    byte[] random = new byte[length];
    new Random(length).nextBytes(random);

    assertThat(CompressedBytes.open(CompressedBytes.of(stream(random), true)), is(random));
    assertThat(CompressedBytes.open(CompressedBytes.of(stream(random), false)), is(random));
    assertThat(CompressedBytes.open(CompressedBytes.of(stream(random))), is(random));
  }

  @Test
  void deflatesToAThirdOrLessWhatRepeats() {
    byte[] texts = "120233116408990285 Brand search;".repeat(1_000).getBytes(UTF_8);

    assertThat(CompressedBytes.of(stream(texts), true).length, is(lessThan(texts.length / 3)));
  }

  @Test
  void refusesBytesThatAreCutOffOrSomethingElse() {
    byte[] packed = CompressedBytes.of(stream("campaign".getBytes(UTF_8)), true);

    for (byte[] broken :
        new byte[][] {Arrays.copyOf(packed, packed.length - 5), {}, {1}, {2, 3, 4}}) {
      assertThrows(UncheckedIOException.class, () -> CompressedBytes.open(broken));
    }
  }

  private static ByteArrayOutputStream stream(byte[] bytes) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes(bytes);
    return stream;
  }
}
