package com.campaignconversions.job.file;

import com.campaignconversions.clients.Client;
import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.job.GraphInsights.Level;
import com.campaignconversions.job.GraphInsights.Reports;
import com.campaignconversions.job.Secret;
import com.campaignconversions.job.yaml.YamlMap;
import com.campaignconversions.job.yaml.YamlSecret;
import com.campaignconversions.job.yaml.YamlValue;
import com.campaignconversions.records.Spelling;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code graph:} of a job file's insights: how Meta's Marketing API is asked. */
final class GraphSection {
  private static final List<String> KEYS =
      List.of(
          "version",
          "token",
          "level",
          "account_totals",
          "reach",
          "time_increment",
          "reports",
          "keep",
          "page_size",
          "request_seconds",
          "time_limit_minutes",
          "endpoint");
  private static final String ENDPOINT = "https://graph.facebook.com";
  private static final String VERSION = "version: and one that Meta serves, such as v27.0";
  private static final Pattern VERSIONS = Pattern.compile("v\\d{1,3}\\.\\d");
  private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

  private GraphSection() {}

  /** How rows are cut in time. */
  private enum TimeIncrement {
    PERIOD,
    DAY
  }

  static GraphInsights read(YamlValue graph, Path folder, ClientsSection.Clients clients) {
    YamlMap map = YamlMap.withSecrets(graph, "a map with version and token", KEYS);
    if (map == null) {
      return new GraphInsights(
          ENDPOINT,
          "",
          Level.CAMPAIGN,
          true,
          false,
          false,
          Reports.BY_NEED,
          1,
          Duration.ZERO,
          Duration.ZERO,
          null,
          folder.toString(),
          Map.of());
    }
    YamlValue version = map.required("version", VERSION);
    YamlValue totals = map.get("account_totals");
    YamlValue keep = map.get("keep");
    YamlValue reach = map.get("reach");
    Boolean wantsReach = reach == null ? null : reach.truth();
    Boolean wantsTotals = totals == null ? null : totals.truth();
    return new GraphInsights(
        endpoint(map.get("endpoint")),
        version == null ? "" : version(version),
        map.choice("level", Level.class, Level.CAMPAIGN),
        wantsTotals == null || wantsTotals,
        wantsReach != null && wantsReach,
        map.choice("time_increment", TimeIncrement.class, TimeIncrement.PERIOD)
            == TimeIncrement.DAY,
        map.choice("reports", Reports.class, Reports.BY_NEED),
        whole(map, "page_size", 1, 5000, 500),
        Duration.ofSeconds(whole(map, "request_seconds", 1, 3600, 120)),
        Duration.ofMinutes(whole(map, "time_limit_minutes", 1, 1440, 120)),
        keep == null ? null : keep(keep, folder),
        folder.toString(),
        tokens(graph, map, folder, clients));
  }

  private static int whole(YamlMap map, String key, int least, int most, int byDefault) {
    YamlValue value = map.get(key);
    Integer number = value == null ? null : value.whole("a whole number", least, most);
    return number == null ? byDefault : number;
  }

  private static String version(YamlValue value) {
    String text = value.text("a version such as v27.0", 20);
    if (text != null && !VERSIONS.matcher(text).matches()) {
      value.problem(Spelling.quoted(text) + " is no version of the API; write " + VERSION);
    }
    return text == null ? "" : text;
  }

  /** Never repeated in a message: whoever mistakes it for a link may have pasted a token. */
  private static String endpoint(@Nullable YamlValue value) {
    String text = value == null ? null : value.text("the address of a server", 500);
    if (value == null || text == null) {
      return ENDPOINT;
    }
    String wanted = " (not repeated here); write https:// and a host, perhaps with a port";
    try {
      URI uri = new URI(text);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean bare =
          uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null
              && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
      if (!bare) {
        value.problem("is not just the address of a server" + wanted);
      } else if (scheme.equals("https")
          || (scheme.equals("http") && LOOPBACK.matcher(uri.getHost()).matches())) {
        return scheme + "://" + uri.getRawAuthority();
      } else {
        value.problem("would send tokens in clear" + wanted);
      }
    } catch (URISyntaxException e) {
      value.problem("is not the address of a server" + wanted);
    }
    return ENDPOINT;
  }

  private static @Nullable String keep(YamlValue value, Path folder) {
    String text = value.text("the path of a folder", 1000);
    if (text == null) {
      return null;
    }
    if (text.matches("[a-z][a-z0-9+.-]+://.*")) {
      if (text.contains("@")) {
        value.problem("holds an @, as credentials do (not repeated here); take them out");
      }
      return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
    Path path = value.path(folder, text);
    return path == null ? null : path.toString();
  }

  /** Each client's own token, or the one for all. */
  private static Map<String, Secret> tokens(
      YamlValue graph, YamlMap map, Path folder, ClientsSection.Clients clients) {
    YamlValue value = map.get("token");
    Secret forAll = value == null ? null : YamlSecret.read(value, YamlSecret.TOKEN, folder);
    Map<String, Secret> tokens = new HashMap<>();
    for (Client client : clients.clients()) {
      Secret token = clients.tokens().getOrDefault(client.id(), forAll);
      if (token != null) {
        tokens.put(client.id(), token);
      } else if (value == null && !clients.namesToken(client.id())) {
        graph.problem(
            "has no token for the client "
                + Spelling.quoted(client.id())
                + "; write token: "
                + YamlSecret.TOKEN
                + ", there or here for all clients");
      }
    }
    return tokens;
  }
}
