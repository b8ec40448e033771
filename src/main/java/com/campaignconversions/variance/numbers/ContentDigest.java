package com.campaignconversions.variance.numbers;

import com.campaignconversions.records.Decimals;
import com.campaignconversions.records.Sha256;
import com.campaignconversions.variance.numbers.PeriodNumbers.MetricNumbers;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The digest of a client period's campaigns and their values. */
public final class ContentDigest {
  private ContentDigest() {}

  /**
   * A digest of the campaigns and their values in every metric, in whatever order they come:
   * periods of the same digest have the same numbers. Unknown is not 0, and 20.00 is 20.
   *
   * @return 128 bits in hexadecimal digits
   */
  public static String of(PeriodNumbers unordered) {
    PeriodNumbers period = unordered.inOrderOfCampaigns();
    MessageDigest digest = Sha256.digest();
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
        values.forEach(value -> add(digest, value == null ? "unknown" : Decimals.text(value)));
      }
    }
    return Sha256.hex(digest);
  }

  /** Length first, so that no two lists of texts are the same bytes. */
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }
}
