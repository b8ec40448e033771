package com.campaignconversions.job.file.running;

import com.campaignconversions.job.Reporting;
import com.campaignconversions.job.Reporting.Form;
import com.campaignconversions.job.Reporting.Recipient;
import com.campaignconversions.job.Secret;
import com.campaignconversions.job.yaml.YamlMap;
import com.campaignconversions.job.yaml.YamlSecret;
import com.campaignconversions.job.yaml.YamlValue;
import com.campaignconversions.records.Spelling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code monitoring:} and {@code notify:} of a job file: who is told how its runs end. Nothing
 * that stands in {@code notify} is ever repeated in a message.
 */
public final class ReportingSection {
  private static final String MONITORING =
      "textfile: PATH.prom, in the folder that node_exporter's textfile collector reads";
  private static final String NOTIFY =
      "a list such as [{slack: {env: SLACK_WEBHOOK}}, {webhook: {env: ALERTS_WEBHOOK}}]";
  private static final String ENTRY = "{slack: {env: NAME}} or {webhook: {env: NAME}}";
  private static final String URL =
      "{env: NAME_OF_A_VARIABLE} or {file: PATH}, never the URL itself";

  private ReportingSection() {}

  public static Reporting read(YamlMap file, Path folder) {
    return new Reporting(
        textfile(file.get("monitoring"), folder), recipients(file.get("notify"), folder));
  }

  private static @Nullable String textfile(@Nullable YamlValue monitoring, Path folder) {
    YamlMap map =
        monitoring == null
            ? null
            : YamlMap.of(monitoring, "a map with " + MONITORING, List.of("textfile"));
    YamlValue value = map == null ? null : map.required("textfile", MONITORING);
    String text = value == null ? null : value.text("the path of a file", 1000);
    if (value == null || text == null) {
      return null;
    }
    if (!text.endsWith(".prom")) {
      value.problem(
          Spelling.quoted(text) + " does not end in .prom, and node_exporter reads no other file");
      return null;
    }
    Path path = value.path(folder, text);
    return path == null ? null : path.toString();
  }

  private static List<Recipient> recipients(@Nullable YamlValue notify, Path folder) {
    List<YamlValue> entries = notify == null ? null : notify.items(NOTIFY);
    List<Recipient> recipients = new ArrayList<>();
    for (int i = 0; entries != null && i < entries.size(); i++) {
      Recipient recipient = recipient(entries.get(i), "notify[" + i + "].", folder);
      if (recipient != null) {
        recipients.add(recipient);
      }
    }
    return recipients;
  }

  private static @Nullable Recipient recipient(YamlValue entry, String place, Path folder) {
    YamlMap map = YamlMap.withSecrets(entry, ENTRY, List.of("slack", "webhook"));
    if (map == null) {
      return null;
    }
    YamlValue slack = map.get("slack");
    YamlValue webhook = map.get("webhook");
    if (slack != null && webhook == null) {
      return recipient(place + "slack", Form.SLACK, slack, folder);
    }
    if (webhook != null && slack == null) {
      return recipient(place + "webhook", Form.WEBHOOK, webhook, folder);
    }
    entry.problem("wants exactly one of slack and webhook; write " + ENTRY);
    return null;
  }

  private static @Nullable Recipient recipient(
      String key, Form form, YamlValue value, Path folder) {
    Secret url = YamlSecret.read(value, URL, folder);
    return url == null ? null : new Recipient(key, form, url);
  }
}
