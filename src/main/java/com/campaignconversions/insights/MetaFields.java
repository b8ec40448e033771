package com.campaignconversions.insights;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields of insights that Meta documents: those that split the numbers, and those that do not.
 * The lists, with their source and date, are the resources {@code breakdowns.txt} and {@code
 * documented-fields.txt} beside this class.
 */
final class MetaFields {
  private static final Set<String> BREAKDOWNS = names("breakdowns.txt");
  private static final Set<String> DOCUMENTED = names("documented-fields.txt");

  private MetaFields() {}

  /** Whether rows that differ in the field are two rows. */
  static boolean isBreakdown(String name) {
    return BREAKDOWNS.contains(name) || name.endsWith("_asset") || name.startsWith("hourly_stats_");
  }

  /** Whether the field is a name, setting, rate or ranking, which splits nothing. */
  static boolean isDocumented(String name) {
    return DOCUMENTED.contains(name);
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
