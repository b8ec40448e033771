package com.campaignconversions.insights.fields;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields of insights that Meta documents: those that split the numbers, and those that do not.
 *
 * <p>{@code breakdowns.txt}: the parameters {@code breakdowns} and {@code action_breakdowns} of "Ad
 * Insights" in the Marketing API's reference (v25.0, updated 17 March 2026), the enums of the same
 * names in Meta's own facebook-nodejs-business-sdk 24.0.1 (18 March 2026), and what the reference
 * has among the fields although a row only carries it where it was split by it, such as {@code
 * user_segment_key}.
 *
 * <p>{@code documented-fields.txt}: the enums {@code Fields} of {@code AdsInsights}, {@code
 * Campaign}, {@code AdSet}, {@code Ad} and {@code AdAccount} in the same SDK, the table "Fields" of
 * the same page, and what connectors call these. {@code placement} is not among them: of an ad it
 * is an object, and a column of that name splits rows.
 */
final class MetaFields {
  private static final Set<String> BREAKDOWNS = names("breakdowns.txt");
  private static final Set<String> DOCUMENTED = names("documented-fields.txt");

  /** How a join of tables calls what is a campaign's, an ad set's, an ad's or an account's. */
  private static final List<String> OWNERS = List.of("campaign_", "adset_", "ad_", "account_");

  private MetaFields() {}

  /** Whether rows that differ in the field are two rows. */
  static boolean isBreakdown(String name) {
    return BREAKDOWNS.contains(name) || name.endsWith("_asset") || name.startsWith("hourly_stats_");
  }

  /**
   * Whether the field is a name, setting, rate or ranking, which splits nothing: {@code objective},
   * and {@code campaign_objective}.
   */
  static boolean isDocumented(String name) {
    return DOCUMENTED.contains(name)
        || OWNERS.stream()
            .anyMatch(
                owner ->
                    name.startsWith(owner) && DOCUMENTED.contains(name.substring(owner.length())));
  }

  private static Set<String> names(String resource) {
    try (InputStream in = MetaFields.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + resource);
      }
      Set<String> names = new TreeSet<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
        if (!line.startsWith("#")) {
          for (String name : line.strip().split("\\s+", -1)) {
            names.add(name);
          }
        }
      }
      names.remove("");
      return Set.copyOf(names);
    } catch (IOException e) {
      throw new UncheckedIOException("the jar cannot be read", e);
    }
  }
}
