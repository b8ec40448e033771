package com.campaignconversions.publishing.versions;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.publishing.versions.VersionEvent.EventKind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VersionEventTest {
  private static String shown(String fingerprint) {
    return new VersionEvent(
            new ClientPeriod("belmonte", Period.parse("2025-11")),
            7,
            Instant.EPOCH,
            EventKind.PUBLISHED,
            fingerprint,
            null,
            null,
            true,
            true,
            null,
            null,
            true,
            true)
        .version();
  }

  @Test
  void aPersonIsShownTwelveDigitsOfAFingerprint() {
    assertThat(shown("0123456789abcdef0123456789abcdef"), is("0123456789ab"));
  }

  @Test
  void aShorterFingerprintIsShownWhole() {
    assertThat(shown("0123456789ab"), is("0123456789ab"));
    assertThat(shown("0123"), is("0123"));
  }
}
