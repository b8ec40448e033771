package com.campaignconversions.commandline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import com.campaignconversions.publishing.MariaDbServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job through its command line, on the story that {@code testdata/} tells. */
class StoryTest {
  private static final String[] AUTUMN = {"--from=2025-09", "--to=2025-11"};

  private final Path folder;

  StoryTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void publishesWhatStandsInTheExpectedFiles() throws IOException, SQLException {
    Story story = Story.copiedTo(folder, "conversions");

    assertThat(story.command("run", "local.yaml", AUTUMN), is(1));

    assertTellsTheStory(story);
  }

  @Test
  void publishesTheSameOnFlink() throws IOException, SQLException {
    Story story = Story.copiedTo(folder, "conversions-flink");

    assertThat(story.command("run", "flink-local.yaml", AUTUMN), is(1));

    assertTellsTheStory(story);
  }

  @Test
  void publishesTheSameToPostgreSql() throws IOException, SQLException {
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
      Story story =
          Story.copiedTo(
              folder,
              "postgres.yaml",
              "jdbc:postgresql://localhost:" + server.getPort() + "/postgres",
              "postgres");

      assertThat(story.command("run", "postgres.yaml", AUTUMN), is(1));

      assertTellsTheStory(story);
      assertThat(
          story.row(
              """
              SELECT COUNT(*), COUNT(DISTINCT n), SUM(n), MIN(n), MAX(n), ROUND(AVG(n), 10),
                     ROUND(STDDEV(n), 10)
              FROM (
                SELECT (campaign->>'booking_step_1')::numeric AS n
                FROM current_month_cache m
                JOIN clients c ON c.id = m.client_id
                CROSS JOIN jsonb_array_elements(m.cache_data->'campaigns') AS campaign
                WHERE c.name ILIKE 'belmonte hotel' AND m.period_id = '2025-11') numbers
              """),
          is(
              story.row(
                  """
                  SELECT campaigns, distinct_values, total, min_value, max_value, mean, stddev
                  FROM conversion_variance
                  WHERE client_id = 'belmonte' AND period_id = '2025-11'
                    AND metric = 'booking_step_1'
                  """)));
    }
  }

  @Test
  void publishesTheSameToMariaDb() throws Exception {
    Story story =
        Story.copiedTo(folder, "mariadb.yaml", MariaDbServer.shared().emptyDatabase(), "root");

    assertThat(story.command("run", "mariadb.yaml", AUTUMN), is(1));

    assertTellsTheStory(story);
    // As the run, for what the test data has to withhold.
    assertThat(story.command("check", "mariadb.yaml"), is(1));
    assertThat(story.command("status", "mariadb.yaml"), is(0));
    assertThat(story.command("runs", "mariadb.yaml"), is(0));
  }

  @Test
  void runningTwiceChangesNothing() throws IOException, SQLException {
    Story story = Story.copiedTo(folder, "conversions");
    story.command("run", "local.yaml", AUTUMN);
    List<String> before = story.publications();

    assertThat(story.command("run", "local.yaml", AUTUMN), is(1));

    assertThat(story.publications(), is(before));
    assertTellsTheStory(story);
    assertThat(
        story.outcomes(2).stream().skip(1).toList(),
        everyItem(matchesPattern(".*,(UNCHANGED,(true|false)|MISSING,|WITHHELD,)")));
  }

  @Test
  void aDryRunWritesNothing() throws IOException, SQLException {
    Story story = Story.copiedTo(folder, "conversions");

    assertThat(story.command("run", "local.yaml", "--period=2025-11", "--dry-run"), is(3));

    assertThat(List.of(folder.resolve("target").toFile().list()), is(List.of()));
  }

  @Test
  void onlyTheNamedClientsAndPeriodsArePublished() throws IOException, SQLException {
    Story story = Story.copiedTo(folder, "conversions");

    assertThat(story.command("run", "local.yaml", "--period=2025-11", "--client=belmonte"), is(0));

    assertThat(
        story.outcomes(1),
        contains("client_id,period_id,outcome,trusted", "belmonte,2025-11,PUBLISHED,true"));
  }

  private static void assertTellsTheStory(Story story) throws IOException, SQLException {
    assertThat(story.campaigns(), is(Story.expected("campaign_conversions.csv")));
    assertThat(story.variance(), is(Story.expected("conversion_variance.csv")));
    assertThat(
        story.rejections(),
        containsInAnyOrder(
            Story.expected("rejected_insights.csv").stream()
                .map(line -> line.replaceFirst("^((?:[^,]*,){4}[^,]*),.*", "$1"))
                .toArray()));
  }
}
