package com.campaignconversions.job.file;

import com.campaignconversions.clients.Client;
import com.campaignconversions.job.Secret;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.job.yaml.Problems;
import com.campaignconversions.job.yaml.YamlFile;
import com.campaignconversions.job.yaml.YamlMap;
import com.campaignconversions.job.yaml.YamlSecret;
import com.campaignconversions.job.yaml.YamlValue;
import com.campaignconversions.records.Spelling;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code clients:}, in the job file or in a file of their own. */
final class ClientsSection {
  private static final List<String> CLIENT_KEYS =
      List.of(
          "id", "name", "account_id", "account_ids", "currency", "timezone", "metrics", "token");
  private static final String CLIENTS =
      "the path of a clients file, or a list such as [{id: belmonte, account_id: \"438600948208231\"}]";
  private static final Pattern ACCOUNT = Pattern.compile("(?:act_)?(\\d{1,30})");

  private final List<Metric> catalogue;
  private final Path folder;
  private final Map<String, Secret> tokens = new HashMap<>();
  private final Set<String> namingToken = new HashSet<>();
  private final List<Client> clients = new ArrayList<>();
  private final Map<String, List<Metric>> overrides = new HashMap<>();
  private final Map<String, Integer> lineOfId = new HashMap<>();
  private final Map<String, String> placeOfAccount = new HashMap<>();

  private ClientsSection(List<Metric> catalogue, Path folder) {
    this.catalogue = catalogue;
    this.folder = folder;
  }

  /**
   * What the section holds.
   *
   * @param tokens the names of the clients' own access tokens, by client id
   * @param namingToken ids of the clients that name one, rightly or wrongly
   */
  record Clients(
      List<Client> clients,
      Map<String, List<Metric>> overrides,
      Map<String, Secret> tokens,
      Set<String> namingToken) {
    boolean namesToken(String clientId) {
      return namingToken.contains(clientId);
    }
  }

  static Clients read(
      YamlMap file, Path jobFile, Path folder, List<Metric> catalogue, Problems problems) {
    YamlValue value = file.required("clients", "clients: and " + CLIENTS);
    String wanted = CLIENTS;
    if (value != null && value.isScalar()) {
      YamlValue named = YamlFile.readNamedBy(value, jobFile, problems);
      YamlMap map = named == null ? null : YamlMap.of(named, "a map", List.of("clients"));
      value = map == null ? null : map.required("clients", "clients: and below it a list");
      wanted = "a list of clients, each with id and account_id";
    }
    ClientsSection section = new ClientsSection(catalogue, folder);
    List<YamlValue> items = value == null ? null : value.items(wanted);
    if (value != null && items != null) {
      if (items.isEmpty()) {
        value.problem("names no client; write " + wanted);
      }
      items.forEach(section::readClient);
    }
    return new Clients(section.clients, section.overrides, section.tokens, section.namingToken);
  }

  private void readClient(YamlValue value) {
    YamlMap map = YamlMap.of(value, "a map with id and account_id", CLIENT_KEYS);
    if (map == null) {
      return;
    }
    YamlValue idValue = map.required("id", "id: and a short name that never changes");
    String text = idValue == null ? null : idValue.text("a short name that never changes", 100);
    String id = text == null ? "" : text;
    if (idValue != null && text != null) {
      Integer earlier = lineOfId.putIfAbsent(id, idValue.line());
      if (earlier != null) {
        idValue.problem(
            "the client "
                + Spelling.quoted(id)
                + " stands in line "
                + earlier
                + " already; join the two, or give this one another id");
      }
    }
    YamlValue nameValue = map.get("name");
    String name = nameValue == null ? id : nameValue.text("the client's name", 200);
    clients.add(
        new Client(
            id,
            name == null ? id : name,
            accounts(map, id),
            currency(map.get("currency")),
            timezone(map.get("timezone"))));
    YamlValue token = map.get("token");
    Secret secret = token == null ? null : YamlSecret.read(token, YamlSecret.TOKEN, folder);
    if (token != null) {
      namingToken.add(id);
    }
    if (secret != null) {
      tokens.put(id, secret);
    }
    YamlValue metrics = map.get("metrics");
    if (metrics != null) {
      List<Metric> overridden = MetricsSection.overridden(catalogue, metrics);
      if (!overridden.equals(catalogue)) {
        overrides.put(id, overridden);
      }
    }
  }

  private List<String> accounts(YamlMap map, String id) {
    YamlValue one = map.get("account_id");
    YamlValue several = map.get("account_ids");
    if (one != null && several != null) {
      several.problem("stands beside account_id; keep one of the two");
      return List.of();
    }
    if (one == null && several == null) {
      map.required("account_id", "account_id: \"438600948208231\", or account_ids and a list");
      return List.of();
    }
    List<YamlValue> items =
        one != null
            ? List.of(one)
            : several == null ? null : several.items("a list of ad account ids");
    if (several != null && items != null && items.isEmpty()) {
      several.problem("names no ad account; list at least one");
    }
    List<String> accounts = new ArrayList<>();
    for (YamlValue item : items == null ? List.<YamlValue>of() : items) {
      String account = account(item);
      if (account == null) {
        continue;
      }
      String place = "line " + item.line() + (id.isEmpty() ? "" : ", client " + Spelling.shown(id));
      String earlier = placeOfAccount.putIfAbsent(account, place);
      if (earlier != null) {
        item.problem(
            "the ad account " + account + " stands already in " + earlier + "; it has one client");
      }
      accounts.add(account);
    }
    return accounts;
  }

  private static @Nullable String account(YamlValue value) {
    String wanted = "the digits of an ad account id in quotes, such as \"438600948208231\"";
    String text = value.written(wanted, 100);
    if (text == null) {
      return null;
    }
    var matcher = ACCOUNT.matcher(text);
    // 0123 without quotes is an octal number to YAML: which account is meant cannot be told.
    if (!matcher.matches() || (value.isPlain() && text.startsWith("0"))) {
      value.problem(Spelling.quoted(text) + " is no ad account id; write " + wanted);
      return null;
    }
    return matcher.group(1);
  }

  private static @Nullable String currency(@Nullable YamlValue value) {
    String text = value == null ? null : value.text("three letters such as EUR", 100);
    if (value != null && text != null && !text.matches("[A-Za-z]{3}")) {
      value.problem(Spelling.quoted(text) + " is no currency; write three letters such as EUR");
      return null;
    }
    return text == null ? null : text.toUpperCase(Locale.ROOT);
  }

  private static ZoneId timezone(@Nullable YamlValue value) {
    String text = value == null ? null : value.text("a time zone such as Europe/Warsaw", 100);
    if (value == null || text == null) {
      return ZoneOffset.UTC;
    }
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      value.problem(
          Spelling.quoted(text)
              + " is no known time zone; write one such as Europe/Warsaw"
              + Spelling.suggestion(text, ZoneId.getAvailableZoneIds().stream().sorted().toList()));
      return ZoneOffset.UTC;
    }
  }
}
