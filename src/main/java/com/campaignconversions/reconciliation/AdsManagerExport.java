package com.campaignconversions.reconciliation;

import com.campaignconversions.job.metrics.CampaignColumns;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Ads Manager calls the columns of its exports, in small letters, in English and German. */
final class AdsManagerExport {
  static final String STARTS = "reporting starts";
  static final String ENDS = "reporting ends";
  static final String ACCOUNT = "account id";
  private static final String CAMPAIGN_ID = "campaign id";
  private static final String CAMPAIGN_NAME = "campaign name";
  private static final String RESULTS = "results";

  private static final Map<String, String> GERMAN =
      Map.ofEntries(
          Map.entry("berichtsbeginn", STARTS),
          Map.entry("beginn des berichts", STARTS),
          Map.entry("berichtsende", ENDS),
          Map.entry("ende des berichts", ENDS),
          Map.entry("konto-id", ACCOUNT),
          Map.entry("werbekonto-id", ACCOUNT),
          Map.entry("kampagnen-id", CAMPAIGN_ID),
          Map.entry("kampagnenname", CAMPAIGN_NAME),
          Map.entry("name der kampagne", CAMPAIGN_NAME),
          Map.entry("ergebnisse", RESULTS),
          Map.entry("ausgegebener betrag", "amount spent"),
          Map.entry("impressionen", CampaignColumns.IMPRESSIONS),
          Map.entry("klicks (alle)", "clicks (all)"));

  private static final Map<String, String> DELIVERY =
      Map.of(
          "amount spent",
          CampaignColumns.SPEND,
          CampaignColumns.IMPRESSIONS,
          CampaignColumns.IMPRESSIONS,
          "clicks (all)",
          CampaignColumns.CLICKS);

  /** {@code Amount spent (EUR)}. */
  private static final Pattern CURRENCY = Pattern.compile(" \\([a-z]{3}\\)$");

  private static final Pattern TOTAL =
      Pattern.compile("(?i)(results from|ergebnisse (aus|von)|total|gesamt).*");

  private AdsManagerExport() {}

  static Map<String, String> inEnglish(Map<String, String> row) {
    Map<String, String> english = new HashMap<>();
    row.forEach((name, value) -> english.put(inEnglish(name), value));
    return english;
  }

  private static String inEnglish(String name) {
    String plain = CURRENCY.matcher(name).replaceFirst("");
    return GERMAN.getOrDefault(plain, plain);
  }

  /** Whether it is the line that adds up the others. */
  static boolean isTotal(Map<String, String> row) {
    String name = row.get(CAMPAIGN_NAME);
    return !row.containsKey(CAMPAIGN_ID) && (name == null || TOTAL.matcher(name).matches());
  }

  static @Nullable String campaign(Map<String, String> row) {
    String id = row.get(CAMPAIGN_ID);
    return id == null ? row.get(CAMPAIGN_NAME) : id;
  }

  /**
   * The metric of a column; null where it is none.
   *
   * @param named by the job, in either language
   */
  static @Nullable String metric(String column, Map<String, String> named) {
    for (Map.Entry<String, String> one : named.entrySet()) {
      if (inEnglish(one.getKey().toLowerCase(Locale.ROOT)).equals(column)) {
        return one.getValue();
      }
    }
    return DELIVERY.get(column);
  }
}
