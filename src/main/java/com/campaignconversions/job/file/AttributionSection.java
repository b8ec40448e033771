package com.campaignconversions.job.file;

import com.campaignconversions.job.metrics.Attribution;
import com.campaignconversions.job.yaml.YamlValue;
import com.campaignconversions.records.Spelling;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code attribution:} of a job or metrics file. */
final class AttributionSection {
  private static final List<String> WINDOWS =
      List.of(
          "1d_click",
          "7d_click",
          "28d_click",
          "1d_view",
          "7d_view",
          "28d_view",
          "1d_ev",
          "dda",
          "inline",
          "skan_click",
          "skan_click_second_postback",
          "skan_click_third_postback",
          "skan_view",
          "skan_view_second_postback",
          "skan_view_third_postback",
          "7d_view_all_conversions",
          "28d_view_all_conversions");

  private static final String WANTED =
      "default, value, one window such as 7d_click, or one click and one view window such as"
          + " [7d_click, 1d_view]";

  private static final Attribution DEFAULT = new Attribution(List.of(Attribution.DEFAULT_WINDOW));

  private AttributionSection() {}

  /** Of the job file or of its metrics file; where both have one, it must be the same. */
  static Attribution read(@Nullable YamlValue ofJobFile, @Nullable YamlValue ofMetricsFile) {
    Attribution here = ofJobFile == null ? null : read(ofJobFile);
    Attribution there = ofMetricsFile == null ? null : read(ofMetricsFile);
    if (ofJobFile != null && here != null && there != null && !here.equals(there)) {
      ofJobFile.problem(
          "is not what the metrics file says ("
              + String.join(" and ", there.windows())
              + "); keep one of the two");
    }
    return here != null ? here : there != null ? there : DEFAULT;
  }

  private static Attribution read(YamlValue value) {
    if (!value.isList()) {
      String text = value.text(WANTED, 100);
      if (text == null || text.equals("default") || text.equals(Attribution.DEFAULT_WINDOW)) {
        return DEFAULT;
      }
      return isWindow(value, text) ? new Attribution(List.of(text)) : DEFAULT;
    }
    List<YamlValue> items = value.items(WANTED);
    List<String> windows = new ArrayList<>();
    for (YamlValue item : items == null ? List.<YamlValue>of() : items) {
      String text = item.text("an attribution window such as 7d_click", 100);
      if (text == null || !isWindow(item, text)) {
        return DEFAULT;
      }
      windows.add(text);
    }
    if (windows.size() == 1) {
      return new Attribution(windows);
    }
    if (windows.size() == 2 && kinds(windows).equals(List.of("click", "view"))) {
      return new Attribution(windows);
    }
    if (windows.size() == 2 && kinds(windows).equals(List.of("view", "click"))) {
      return new Attribution(List.of(windows.get(1), windows.get(0)));
    }
    value.problem(
        "names "
            + (windows.isEmpty() ? "no window" : String.join(" and ", windows))
            + ", which "
            + (windows.size() == 2 ? "may overlap and would count twice" : "is no single answer")
            + "; write "
            + WANTED);
    return DEFAULT;
  }

  /** {@code click}, {@code view} or nothing: engaged views and the others pair with none. */
  private static List<String> kinds(List<String> windows) {
    return windows.stream()
        .map(w -> w.contains("_click") ? "click" : w.contains("_view") ? "view" : "")
        .toList();
  }

  private static boolean isWindow(YamlValue value, String text) {
    if (WINDOWS.contains(text)) {
      return true;
    }
    value.problem(
        Spelling.quoted(text)
            + " is not a known attribution window"
            + Spelling.suggestion(text, WINDOWS)
            + "; known are "
            + Spelling.list(WINDOWS));
    return false;
  }
}
