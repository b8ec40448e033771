package com.campaignconversions.commandline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.database.Database;
import com.campaignconversions.job.file.JobFile;
import com.campaignconversions.publishing.MariaDbServer;
import com.campaignconversions.publishing.schema.Schema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases that earlier forms of the product filled go on as they are. */
class LayoutsTest {
  private static EmbeddedPostgres postgres;

  private final Path folder;

  LayoutsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void startServer() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    postgres.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql", "mariadb"})
  @DisabledIfSystemProperty(named = "layout", matches = ".*")
  void whatAnEarlierFormStoredIsReadAndGoesOn(String server) throws Exception {
    for (Layout layout : Layout.of(server)) {
      Story story = emptyDatabase(server, layout.form());
      layout.load(story);
      List<List<String>> before = seen(story);
      // Tables of the last release are read as they are; of older ones a run is asked for.
      List<String> reading = layout.form().equals("1") ? List.of() : List.of("status", "verify");
      for (String command : reading) {
        assertThat(command + " of " + layout, story.command(command, jobFile(server)), is(0));
      }
      if (!reading.isEmpty()) {
        String page = "--file=" + folder.resolve(server + ".html");
        assertThat(story.command("report", jobFile(server), page), is(0));
      }

      prepare(story, jobFile(server));

      assertThat(layout.toString(), seen(story), is(before));
      // The first was made before a rule that withholds one of these months.
      assertThat(
          story.row("SELECT COUNT(*) FROM publications"),
          contains(layout.form().equals("1") ? "6" : "5"));
      goesOn(story, jobFile(server));
    }
  }

  /** Makes a layout of the tables as they are: {@code -Dlayout=<its name>}. */
  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql", "mariadb"})
  @EnabledIfSystemProperty(named = "layout", matches = "[0-9]+")
  void isMadeOfARealRun(String server) throws Exception {
    new Layout(System.getProperty("layout"), server)
        .make(emptyDatabase(server, "made"), jobFile(server));
  }

  private static void prepare(Story story, String jobFile) throws Exception {
    Database database = Database.of(JobFile.read(Path.of(story.jobFile(jobFile))));
    Schema.prepare(database);
    assertThat(Schema.ddl(database), is(""));
    database.close();
  }

  /** What readers of the views see. */
  private static List<List<String>> seen(Story story) throws SQLException {
    return List.of(
        story.campaigns(),
        story.variance(),
        story.publications(),
        story.outcomes(1),
        story.outcomes(2),
        story.rejections(),
        story.row("SELECT COUNT(*), MAX(run_id), MIN(state), MAX(state), MAX(moved) FROM runs"),
        story.row("SELECT COUNT(*), MAX(p_value) FROM audit_variance"));
  }

  private static String jobFile(String server) {
    return switch (server) {
      case "postgresql" -> "postgres.yaml";
      case "mariadb" -> "mariadb.yaml";
      default -> "local.yaml";
    };
  }

  private Story emptyDatabase(String server, String name) throws Exception {
    Path own = folder.resolve(server + name);
    return switch (server) {
      case "postgresql" -> {
        String database = "layout" + name;
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
            Statement statement = connection.createStatement()) {
          statement.execute("CREATE DATABASE " + database);
        }
        yield Story.copiedTo(
            own,
            jobFile(server),
            "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + database,
            "postgres");
      }
      case "mariadb" ->
          Story.copiedTo(own, jobFile(server), MariaDbServer.shared().emptyDatabase(), "root");
      default -> Story.copiedTo(own, "conversions");
    };
  }

  private static void goesOn(Story story, String jobFile) throws IOException, SQLException {
    long run = Long.parseLong(story.row("SELECT MAX(run_id) FROM runs").get(0)) + 1;
    story.add("zatoka/2025-11-late.jsonl", Layout.LATE.replace("2025-09", "2025-11"));

    int exitCode =
        story.command(
            "run",
            jobFile,
            "--from=2025-09",
            "--to=2025-11",
            "--client=zatoka",
            "--client=belmonte-as-stored");

    assertThat(exitCode, is(1));
    assertThat(
        story.outcomes(run).stream().skip(1).toList(),
        contains(
            "belmonte-as-stored,2025-09,MISSING,",
            "belmonte-as-stored,2025-10,MISSING,",
            "belmonte-as-stored,2025-11,UNCHANGED,false",
            "zatoka,2025-09,UNCHANGED,true",
            "zatoka,2025-10,WITHHELD,",
            "zatoka,2025-11,PUBLISHED,true"));
    assertThat(story.command("status", jobFile), is(0));
    assertThat(story.command("runs", jobFile), is(0));
    for (String period : List.of("2025-09", "2025-11")) {
      assertThat(story.command("history", jobFile, "--client=zatoka", "--period=" + period), is(0));
    }
    // Both kinds of version: those of the earlier form have no checks of their columns.
    assertThat(story.command("verify", jobFile), is(0));
    story.execute(
        "UPDATE campaign_row SET campaign_name = 'x' WHERE campaign_id = '120330000000004499'");
    assertThat(story.command("verify", jobFile), is(3));
  }
}
