package com.campaignconversions.commandline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.campaignconversions.records.Decimals;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page, as a parser of HTML reads it; a browser reads it in {@code ReportInBrowserTest}. */
class ReportTest {
  private final Path folder;

  ReportTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Document report(String job, String... options) throws IOException {
    Path file = folder.resolve("page.html");
    List<String> arguments = new ArrayList<>(List.of("report", job, "--file=" + file));
    arguments.addAll(List.of(options));
    Answer answer = Answer.to(arguments.toArray(String[]::new));
    assertThat(answer.err(), answer.exitCode(), is(0));
    return Jsoup.parse(Files.readString(file));
  }

  private Connection connection() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:h2:file:" + folder.resolve("target/conversions"), "sa", "");
  }

  @Test
  void showsWhatIsWrongHowEverythingStandsAndEachNumber() throws Exception {
    Story story = Story.copiedTo(folder, "conversions");
    String job = story.jobFile("local.yaml");
    assertThat(Answer.to("run", job, "--from=2025-09", "--to=2025-11").exitCode(), is(1));
    Document page = report(job);

    Element wrong = page.select("section:has(#problems) li").get(0);
    assertThat(wrong.text(), startsWith("WITHHELD Aurora City Hotel (aurora) 2025-10"));
    assertThat(
        page.select("section:has(#problems) li").text(),
        allOf(
            containsString("All 25 campaigns show exactly 20"),
            containsString("Ask whoever makes the export for each campaign's own results")));

    List<String> cells =
        page.select(".overview td[data-outcome]").stream()
            .map(
                cell ->
                    cell.attr("data-client") + " " + cell.attr("data-period") + " " + cell.text())
            .toList();
    assertThat(cells.size(), is(15));
    assertThat(cells.contains("zatoka 2025-10 ■ withheld"), is(true));
    assertThat(cells.contains("belmonte-as-stored 2025-11 ✗ not trusted"), is(true));
    assertThat(cells.contains("belmonte-as-stored 2025-10 ? missing"), is(true));
    assertThat(cells.contains("belmonte 2025-10 ✓ trusted"), is(true));
    for (Element link : page.select("a")) {
      assertThat(page.getElementById(link.attr("href").substring(1)) != null, is(true));
    }

    Element incident = page.select("[data-client=belmonte-as-stored][data-verdict]").get(0);
    assertThat(incident.attr("data-metric"), is("booking_step_1"));
    assertThat(incident.attr("data-verdict"), is("DISTRIBUTED"));
    assertThat(incident.attr("data-trusted"), is("false"));
    verdictsAreThoseOfTheTables(page);
    assertThat(page.select("td:containsOwn(40.0 % of 500 booking_step_1)").size(), greaterThan(0));
    assertThat(
        page.select("details[data-client=aurora][data-period=2025-10] li").text(),
        containsString("Rows rejected: "));
    assertThat(page.select("details:not([open])"), empty());
  }

  private void verdictsAreThoseOfTheTables(Document page) throws SQLException {
    Set<String> shown =
        page.select("[data-verdict]").stream()
            .map(
                row ->
                    String.join(
                        " ",
                        row.attr("data-client"),
                        row.attr("data-period"),
                        row.attr("data-metric"),
                        row.attr("data-verdict"),
                        total(row.child(1).text())))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> drawn = new TreeSet<>();
    page.select("details")
        .forEach(one -> drawn.add(one.attr("data-client") + " " + one.attr("data-period")));
    Set<String> stored = new TreeSet<>();
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT client_id, period_id, metric, verdict, total FROM conversion_variance")) {
      while (row.next()) {
        BigDecimal total = row.getBigDecimal("total");
        String clientPeriod = row.getString("client_id") + " " + row.getString("period_id");
        if (drawn.contains(clientPeriod)) {
          stored.add(
              String.join(
                  " ",
                  clientPeriod,
                  row.getString("metric"),
                  row.getString("verdict"),
                  total == null ? "unknown" : total(total.toPlainString())));
        }
      }
    }
    assertThat(shown, is(stored));
  }

  private static String total(String shown) {
    return shown.equals("unknown")
        ? shown
        : Decimals.text(new BigDecimal(shown.replaceAll("[ ,A-Z]", "")));
  }

  @Test
  void dividedNumbersLieOnTheFlatLineAndRealOnesDoNot() throws Exception {
    Story story = Story.copiedTo(folder, "conversions");
    String job = story.jobFile("local.yaml");
    Answer.to("run", job, "--period=2025-11", "--client=belmonte", "--client=belmonte-as-stored");
    Document page = report(job, "--client=belmonte-as-stored", "--period=2025-11");
    assertThat(heights(page), is(Set.of(0L)));
    Document real = report(job, "--client=belmonte", "--period=2025-11");
    assertThat(heights(real).size(), greaterThan(8));
    assertThat(real.select("svg > title").size(), is(real.select("svg").size()));
    assertThat(real.select("svg > desc").get(0).text(), containsString("25 campaigns"));
  }

  @Test
  void hasEveryNumberOfEveryCampaignAsItIsPublished() throws Exception {
    Story story = Story.copiedTo(folder, "conversions");
    String job = story.jobFile("local.yaml");
    Answer.to("run", job, "--from=2025-09", "--to=2025-11");
    Map<String, List<String>> shown = new TreeMap<>();
    for (Element details : report(job, "--all").select("details:has(.campaigns)")) {
      for (Element row : details.select(".campaigns tbody tr")) {
        List<String> numbers = row.select("td:not(.types)").eachText();
        shown.put(
            String.join(
                " ",
                details.attr("data-client"),
                details.attr("data-period"),
                row.select("small").text()),
            numbers.stream().map(ReportTest::total).toList());
      }
    }
    Map<String, List<String>> stored = new TreeMap<>();
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT client_id, period_id, campaign_id, spend, impressions, clicks,
                       booking_step_1, booking_step_2, booking_step_3, reservations,
                       reservation_value, click_to_call, email_contacts
                FROM campaign_conversions
                """)) {
      while (row.next()) {
        List<String> numbers = new ArrayList<>();
        for (int column = 4; column <= 13; column++) {
          BigDecimal number = row.getBigDecimal(column);
          numbers.add(number == null ? "unknown" : Decimals.text(number));
        }
        stored.put(row.getString(1) + " " + row.getString(2) + " " + row.getString(3), numbers);
      }
    }
    assertThat(shown, is(stored));
  }

  /** Of the dots of the first picture, over the flat line. */
  private static Set<Long> heights(Document page) {
    Element picture = page.select("figure:has(figcaption:contains(booking_step_1)) svg").get(0);
    Matcher flat =
        Pattern.compile("M46 (\\d+)L").matcher(picture.select("path[stroke-dasharray]").attr("d"));
    assertThat(flat.find(), is(true));
    Set<Long> heights = new TreeSet<>();
    long height = 0;
    Matcher dot =
        Pattern.compile("m-?\\d+ ?(-?\\d+)z")
            .matcher(picture.select("path[stroke-linecap]").attr("d"));
    while (dot.find()) {
      height += Long.parseLong(dot.group(1));
      heights.add(height - Long.parseLong(flat.group(1)));
    }
    return heights;
  }

  @Test
  void saysWhereCampaignsAddUpToSomethingElseThanWasPublished() throws Exception {
    Story story = Story.copiedTo(folder, "conversions");
    String job = story.jobFile("local.yaml");
    Answer.to("run", job, "--period=2025-11", "--client=belmonte");
    assertThat(report(job).select("li:contains(changed)"), empty());
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE campaign_row SET booking_step_1 = 97 WHERE booking_step_1 = 79");
    }
    assertThat(
        report(job).select("li:contains(changed)").text(),
        containsString("add up to 518 booking_step_1 now, and 500 was published"));
  }

  @Test
  void whatNobodyCountsIsNotToBeShown() throws Exception {
    Story story = Story.copiedTo(folder, "conversions");
    String job = story.jobFile("local.yaml");
    Answer.to("run", job, "--period=2025-11", "--client=zatoka");
    assertThat(
        report(job).select("[data-metric=email_contacts]").text(),
        allOf(containsString("nobody counts it"), containsString("Show no number")));
  }

  @Test
  void namesFromOutsideStayText() throws Exception {
    Story story = Story.copiedTo(folder, "conversions");
    String job = story.jobFile("local.yaml");
    List<String> names =
        List.of("<script>alert(1)</script>", "=HYPERLINK(1)", "\" onload=\"x", "\u202Eevil & co");
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      rows.append(
          """
          {"account_id":"1027384950617284","campaign_id":"99%d","campaign_name":"%s","date_start":"2025-12-01","date_stop":"2025-12-31","spend":"1","actions":[]}
          """
              .formatted(i, names.get(i).replace("\"", "\\\"")));
    }
    story.add("zatoka/hostile.jsonl", rows.toString());
    Answer.to("run", job, "--period=2025-12", "--client=zatoka");
    Document page = report(job, "--client=zatoka");

    assertThat(
        page.select(".campaigns bdi").eachText(),
        is(List.of(names.get(0), "'" + names.get(1), names.get(2), names.get(3))));
    assertThat(page.select("script").size(), is(1));
    assertThat(page.select("img, iframe, object, embed, base, form"), empty());
    for (Element element : page.getAllElements()) {
      element
          .attributes()
          .forEach(
              attribute -> {
                assertThat(attribute.getKey(), not(startsWith("on")));
                if (Set.of("href", "src", "action", "xlink:href").contains(attribute.getKey())) {
                  assertThat(attribute.getValue().matches("#.*|data:,"), is(true));
                }
              });
    }
    String policy = page.select("meta[http-equiv=Content-Security-Policy]").attr("content");
    for (String own : List.of("script", "style")) {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(page.select(own).get(0).data().getBytes(UTF_8));
      assertThat(
          policy,
          containsString(own + "-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'"));
    }
    assertThat(page.select("script").get(0).data().length(), lessThanOrEqualTo(10_000));
  }

  @Test
  void isAtMostAMegabyteForFiftyClientsAndAYear() throws Exception {
    Story story = Story.copiedTo(folder, "conversions");
    String job = story.jobFile("local.yaml");
    Answer.to("run", job, "--period=2025-11", "--client=belmonte");
    StringBuilder clients = new StringBuilder("clients:\n");
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      for (int client = 0; client < 50; client++) {
        clients.append(
            "  - {id: hotel%1$d, name: Grand Hotel %1$d, account_id: \"7000%1$d\", currency: EUR}\n"
                .formatted(client));
        for (int month = 1; month <= 12; month++) {
          copy(
              statement,
              "hotel" + client,
              "2025-%02d".formatted(month),
              month != 6 || client % 5 != 0);
        }
      }
    }
    Files.writeString(folder.resolve("testdata/clients.yaml"), clients);
    Document page = report(job);
    assertThat(Files.size(folder.resolve("page.html")), lessThanOrEqualTo(1_000_000L));
    Set<String> everywhere = new TreeSet<>();
    page.select("details[data-outcome], .lines tr[data-outcome]")
        .forEach(one -> everywhere.add(one.attr("data-client") + one.attr("data-period")));
    assertThat(everywhere.size(), is(600));
    assertThat(page.select(".overview td[data-outcome]").size(), is(600));
    assertThat(page.select("details[data-period=2025-12]:has(.campaigns):has(svg)").size(), is(50));
    assertThat(page.select("details[data-period=2025-06]:has(svg)").size(), is(10));
  }

  /** The published client period under another name. */
  private static void copy(Statement statement, String client, String period, boolean trusted)
      throws SQLException {
    String fingerprint = client + "-" + period;
    for (String table :
        List.of("campaign_row", "variance_row", "client_period_version", "publication")) {
      String key = table.equals("campaign_row") ? "_fingerprint" : "fingerprint";
      statement.execute(
          "CREATE LOCAL TEMPORARY TABLE copied AS SELECT t.* FROM "
              + table
              + " t JOIN publication o ON o.fingerprint = t."
              + key
              + " AND o.client_id = 'belmonte'");
      statement.execute("UPDATE copied SET " + key + " = '" + fingerprint + "'");
      if (table.equals("variance_row") && !trusted) {
        statement.execute(
            "UPDATE copied SET trusted = FALSE, verdict = 'DISTRIBUTED' WHERE metric = 'reservations'");
      }
      if (table.equals("client_period_version") || table.equals("publication")) {
        statement.execute(
            "UPDATE copied SET client_id = '%s', period_id = '%s'".formatted(client, period));
      }
      if (table.equals("publication")) {
        statement.execute("UPDATE copied SET trusted = " + trusted);
      }
      statement.execute("INSERT INTO " + table + " SELECT * FROM copied");
      statement.execute("DROP TABLE copied");
    }
  }

  @Test
  void aMetricThatNoRunHasSeenYetHidesNothing() throws Exception {
    Story story = Story.copiedTo(folder, "conversions");
    String job = story.jobFile("local.yaml");
    Answer.to("run", job, "--period=2025-11", "--client=belmonte");
    Path catalogue = folder.resolve("pipelines/metrics/hotel-bookings.yaml");
    Files.writeString(
        catalogue,
        Files.readString(catalogue)
            .replace(
                "\nexamples:",
                "\n  leads: {from: actions, first_of: [omni_lead, lead]}\n\nexamples:"));
    assertThat(report(job).select(".campaigns tbody tr").size(), is(25));
    assertThat(
        Answer.to("history", job, "--client=belmonte", "--period=2025-11").exitCode(), is(0));
  }

  @Test
  void saysWhereItCannotWriteAndWhatIsThereBeforeTheFirstRun() throws Exception {
    Story story = Story.copiedTo(folder, "conversions");
    String job = story.jobFile("local.yaml");
    Answer nowhere = Answer.to("report", job, "--file=" + folder.resolve("no/page.html"));
    assertThat(nowhere.exitCode(), is(2));
    assertThat(nowhere.err(), containsString("no file can be written there"));
    String nothing = report(job).text();
    assertThat(nothing, containsString("nothing is published yet"));
    assertThat(nothing, not(containsString("every client period is published")));
    Answer.to("run", job, "--period=2025-11", "--client=belmonte");
    Document other = report(job, "--client=zatoka", "--period=2025-11");
    assertThat(other.select(".overview td").text(), is("· not run"));
    assertThat(
        other.select("section:has(#problems) li").text(), containsString("no run has looked"));
  }
}
