package com.campaignconversions.commandline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.publishing.MariaDbServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What connectors landed gives the same numbers as the files that Meta would have sent, also where
 * names have capital letters that the job file does not write.
 */
class LandedTablesTest {
  private static EmbeddedPostgres server;

  private final Path folder;
  private final Story story;

  LandedTablesTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.story = Story.copiedTo(folder, "conversions");
  }

  @BeforeAll
  static void startServer() throws IOException {
    server = EmbeddedPostgres.builder().start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @Test
  void readsWhatAirbyteAppended() throws Exception {
    try (LandedTables tables = LandedTables.in(postgres(), "postgres")) {
      tables.execute("CREATE SCHEMA airbyte").airbyte("airbyte.ads_insights");
    }
    assertThat(run(postgres(), "table: airbyte.ads_insights, preset: airbyte"), is(1));
    assertPublishedAsFromFiles();
    assertThat(story.command("verify", "landed.yaml", "--sources"), is(0));
  }

  @Test
  void readsWhatDltLandedInChildTables() throws Exception {
    try (LandedTables tables = LandedTables.in(postgres(), "postgres")) {
      tables.execute("CREATE SCHEMA dlt").dlt("dlt.facebook_insights");
    }
    assertThat(run(postgres(), "table: dlt.facebook_insights, preset: dlt"), is(1));
    assertPublishedAsFromFiles();
  }

  @Test
  void readsWhatMeltanoLandedInArrays() throws Exception {
    try (LandedTables tables = LandedTables.in(postgres(), "postgres")) {
      tables.execute("CREATE SCHEMA tap_facebook").meltano("tap_facebook.\"AdsInsights_default\"");
    }
    assertThat(run(postgres(), "table: tap_facebook.adsinsights_default, preset: meltano"), is(1));
    assertPublishedAsFromFiles();
  }

  @Test
  void readsWhatFivetranLandedWithCampaignsInHistories() throws Exception {
    try (LandedTables tables = LandedTables.in(postgres(), "postgres")) {
      tables.execute("CREATE SCHEMA fivetran").fivetran("fivetran");
    }
    assertPublishedAsFivetranTells(postgres(), "fivetran");
  }

  @Test
  void readsWhatFivetranLandedInMariaDb() throws Exception {
    String mariaDb = MariaDbServer.shared().emptyDatabase();
    String schema = mariaDb.substring(mariaDb.lastIndexOf('/') + 1);
    try (LandedTables tables = LandedTables.in(mariaDb, "root")) {
      tables.fivetran(schema);
    }
    assertPublishedAsFivetranTells(mariaDb, schema);
  }

  private void assertPublishedAsFivetranTells(String jdbcUrl, String schema) throws Exception {
    assertThat(
        run(
            jdbcUrl,
            "table: %s.basic_ad, preset: fivetran, columns: {clicks: inline_link_clicks}"
                .formatted(schema)),
        is(3));
    // Rows by placement, and a month beside its days, have no place among rows by ad and day; and
    // of a campaign's names Fivetran's histories tell the last for all its days.
    UnaryOperator<String> landed =
        line ->
            line.matches("(aurora,2025-(09|10)|zatoka,2025-10),.*")
                ? ""
                : line.replace(" (Black Week)", "");
    assertThat(
        lines(story.campaigns(), landed),
        is(lines(Story.expected("campaign_conversions.csv"), landed)));
    assertThat(story.command("verify", "landed.yaml", "--sources"), is(0));
  }

  @Test
  void readsRowsThatAreJsonInOneColumn() throws Exception {
    String h2 = "jdbc:h2:file:" + folder.resolve("landed");
    try (LandedTables tables = LandedTables.in(h2, "sa")) {
      tables.json("raw_insights");
    }
    assertThat(run(h2, "table: raw_insights, json: payload"), is(1));
    assertPublishedAsFromFiles();
  }

  @Test
  void readsTheSameFromH2() throws Exception {
    String h2 = "jdbc:h2:file:" + folder.resolve("landed");
    try (LandedTables tables = LandedTables.in(h2, "sa")) {
      tables.airbyte("ads_insights").dlt("facebook_insights");
    }
    assertThat(run(h2, "table: ads_insights, preset: airbyte"), is(1));
    assertPublishedAsFromFiles();
    assertThat(run(h2, "table: facebook_insights, preset: dlt"), is(1));
    assertPublishedAsFromFiles();
    assertThat(
        story.outcomes(2).stream().filter(line -> line.contains(",PUBLISHED,")).toList(),
        is(List.of()));
  }

  @Test
  void readsTheSameFromMariaDb() throws Exception {
    String mariaDb = MariaDbServer.shared().emptyDatabase();
    try (LandedTables tables = LandedTables.in(mariaDb, "root")) {
      tables
          .airbyte("Ads_Insights")
          .dlt("Facebook_Insights")
          .meltano("adsinsights_default")
          .json("raw_insights");
    }
    for (String rows :
        List.of(
            "table: ads_insights, preset: airbyte",
            "table: facebook_insights, preset: dlt",
            "table: adsinsights_default, preset: meltano",
            "table: raw_insights, json: payload")) {
      assertThat(rows, run(mariaDb, rows), is(1));
      assertPublishedAsFromFiles();
    }
    assertThat(
        story.outcomes(3).stream().filter(line -> line.contains(",PUBLISHED,")).toList(),
        is(List.of()));
  }

  private static String postgres() {
    return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
  }

  private int run(String jdbcUrl, String rows) throws IOException {
    String username =
        jdbcUrl.startsWith("jdbc:h2") ? "sa" : jdbcUrl.contains("mariadb") ? "root" : "postgres";
    String job =
        Files.readString(folder.resolve("pipelines/local.yaml"))
            .replaceFirst(
                "insights:\n( .*\n)+",
                "insights:\n  jdbc: {jdbc_url: '%s', username: %s, %s}\n"
                    .formatted(jdbcUrl, username, rows));
    Files.writeString(folder.resolve("pipelines/landed.yaml"), job);
    return story.command("run", "landed.yaml", "--from=2025-09", "--to=2025-11");
  }

  /** All but what nobody could have landed. */
  private void assertPublishedAsFromFiles() throws SQLException, IOException {
    UnaryOperator<String> landed = line -> line.startsWith("aurora,2025-10,") ? "" : line;
    assertThat(
        lines(story.campaigns(), landed),
        is(lines(Story.expected("campaign_conversions.csv"), landed)));
    assertThat(
        lines(story.variance(), landed),
        is(lines(Story.expected("conversion_variance.csv"), landed)));
    assertThat(
        lines(story.rejections().subList(1, story.rejections().size()), landed), is(List.of()));
  }

  private static List<String> lines(List<String> lines, UnaryOperator<String> kept) {
    return lines.stream().map(kept).filter(line -> !line.isEmpty()).toList();
  }
}
