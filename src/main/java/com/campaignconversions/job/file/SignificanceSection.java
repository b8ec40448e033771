package com.campaignconversions.job.file;

import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.job.InsightSource;
import com.campaignconversions.job.yaml.YamlMap;
import com.campaignconversions.job.yaml.YamlValue;
import com.campaignconversions.records.Spelling;
import java.math.BigDecimal;

/**
 * The {@code significance:} of a job file: α, below which a p value accuses a metric of having been
 * divided, filled or copied: about so many of the metrics that are honest are accused falsely.
 */
final class SignificanceSection {
  /** For insights that are read from files or tables. */
  private static final BigDecimal OF_FILES = new BigDecimal("0.0001");

  /**
   * For insights that come from Meta directly: hardly anything fresh from there was manufactured,
   * so that with a greater α every alarm would be false.
   */
  private static final BigDecimal OF_META = new BigDecimal("0.000001");

  /** For what somebody else stored, who may have divided it. */
  private static final BigDecimal OF_AUDITS = new BigDecimal("0.001");

  private static final BigDecimal BELOW = new BigDecimal("0.5");
  private static final String DECIMAL = "(\\d{1,9}\\.?\\d{0,18}|\\.\\d{1,18})([eE][+-]?\\d{1,2})?";

  private SignificanceSection() {}

  /** The job's own, by default that of its source. */
  static BigDecimal read(YamlMap file, InsightSource insights) {
    return read(file, insights instanceof GraphInsights ? OF_META : OF_FILES);
  }

  static BigDecimal ofAudit(YamlMap audit) {
    return read(audit, OF_AUDITS);
  }

  private static BigDecimal read(YamlMap map, BigDecimal byDefault) {
    YamlValue value = map.get("significance");
    String wanted = "a number above 0 and below 0.5, such as 0.001";
    String text = value == null ? null : value.written(wanted, 40);
    if (value == null || text == null) {
      return byDefault;
    }
    if (value.isPlain() && text.matches(DECIMAL)) {
      BigDecimal significance = new BigDecimal(text);
      if (significance.signum() > 0 && significance.compareTo(BELOW) < 0) {
        return significance;
      }
    }
    value.problem(Spelling.quoted(text) + " is not " + wanted + " (without quotes)");
    return byDefault;
  }
}
