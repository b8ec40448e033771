package com.campaignconversions.variance;

import com.campaignconversions.variance.PeriodNumbers.MetricNumbers;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The digest of a client period's campaigns and their values. */
final class ContentDigest {
  private static final int BYTES = 16;

  private ContentDigest() {}

  static String of(PeriodNumbers unordered) {
    PeriodNumbers period = unordered.inOrderOfCampaigns();
    MessageDigest digest = sha256();
    for (String campaign : period.campaignIds()) {
      add(digest, campaign);
    }
    List<MetricNumbers> metrics =
        period.metrics().stream().sorted(Comparator.comparing(MetricNumbers::metric)).toList();
    for (MetricNumbers metric : metrics) {
      add(digest, metric.metric());
      List<@Nullable BigDecimal> values = metric.values();
      if (values == null) {
        add(digest, "unknown");
      } else {
        values.forEach(value -> add(digest, value == null ? "unknown" : Evidence.number(value)));
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  /** Length first, so that no two lists of texts are the same bytes. */
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
