package com.campaignconversions.publishing;

import static com.campaignconversions.publishing.Content.campaign;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.campaignconversions.database.Database;
import com.campaignconversions.database.Dialect;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Output;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import com.campaignconversions.publishing.runs.Run;
import com.campaignconversions.publishing.schema.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PublicationOnMariaDbTest extends PublicationContract {
  private static final AtomicInteger USERS = new AtomicInteger();

  @Override
  Output emptyDatabase() throws Exception {
    return new Output(
        MariaDbServer.shared().emptyDatabase(), "root", null, null, Output.Cache.CURRENT);
  }

  @Override
  ReadingPlan plan(Connection connection, String question) throws SQLException {
    return ReadingPlan.onMariaDb(connection, question);
  }

  @Override
  String dropped(String index) {
    return "ALTER TABLE publication DROP INDEX " + index;
  }

  /** The right to make an index is none that was ever asked for. */
  @Test
  void anIndexNeedsNoMoreThanAColumn() {
    prepare(job(LEADS));
    execute(dropped("publication_period"));
    Job altering = as(user("SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER"), LEADS);
    prepare(altering);
    assertThat(Schema.ddl(Database.of(altering)), is(""));
  }

  @Override
  void collectStatistics() {
    execute(
        "ANALYZE TABLE client_period_version, campaign_row, variance_row, publication,"
            + " forecast_row");
  }

  @Override
  String document() {
    return "LONGTEXT";
  }

  @Override
  String instant() {
    return "DATETIME";
  }

  @Override
  int mostMetrics() {
    return Dialect.MYSQL.mostMetrics();
  }

  @Test
  void rightsThatAreMissingAreToldBeforeARun() {
    Job job = job(LEADS);
    prepare(job);
    String user = user("SELECT, INSERT, UPDATE");
    assertThat(
        refusedBoth(as(user, LEADS)),
        everyItem(
            allOf(
                containsString("output.username: rights are missing: grant DELETE on"),
                containsString("DELETE on publication,"),
                not(containsString("DELETE on clients,")),
                not(containsString("INSERT")))));
    String other = user("SELECT, INSERT, UPDATE, DELETE");
    Job granted = as(other, LEADS);
    prepare(granted);
    Run run = publish(granted, Content.of(granted, NOVEMBER, campaign("1", "5", "3")));
    assertThat(outcomes(run), contains(Outcome.PUBLISHED));
    assertThat(
        refusedBoth(as(other, List.of("leads", "calls"))),
        everyItem(
            allOf(
                containsString("output.schema: the tables cannot be made"),
                containsString("ALTER command denied"))));
  }

  @Test
  void checkFindsThatTheTablesCannotBeMade() {
    String writing = "SELECT, INSERT, UPDATE, DELETE";
    assertThat(refusedBoth(as(user(writing), LEADS)), everyItem(containsString("command denied")));
    assertThat(
        refused(() -> check(as(user(writing + ", CREATE, ALTER"), LEADS))),
        containsString("CREATE VIEW command denied"));
    Job all = as(user(writing + ", CREATE, ALTER, CREATE VIEW, DROP"), LEADS);
    assertThat(
        check(all),
        allOf(
            containsString("a first run will make in schema "),
            containsString(", table publication, "),
            containsString(", view campaign_conversions, ")));
    assertThat(Schema.exists(Database.of(all)), is(false));
    prepare(all);
    assertThat(check(all), containsString("its tables are as this job needs them"));
  }

  @Test
  void aDatabaseThatOnlyReadsIsToldAsSuch() {
    String user = user("ALL");
    execute("SET GLOBAL read_only = 1");
    try {
      List<String> told = new ArrayList<>(refusedBoth(as(user, LEADS)));
      prepare(job(LEADS));
      told.addAll(refusedBoth(as(user, LEADS)));
      assertThat(told, everyItem(containsString("output.jdbc_url: the database only reads")));
    } finally {
      execute("SET GLOBAL read_only = 0");
    }
  }

  @Test
  void aUserWhomTheDatabaseIsNotOpenToIsTold() {
    execute("CREATE USER stranger@localhost");
    assertThat(
        refusedBoth(as("stranger", LEADS)),
        everyItem(containsString("output.username: the database is not open to this user")));
  }

  /** A new user with these rights on the test's database. */
  private String user(String rights) {
    String name = "user" + USERS.incrementAndGet();
    execute("CREATE USER " + name + "@localhost");
    String database = output.jdbcUrl().substring(output.jdbcUrl().lastIndexOf('/') + 1);
    execute("GRANT %s ON %s.* TO %s@localhost".formatted(rights, database, name));
    return name;
  }

  private Job as(String user, List<String> metrics) {
    return Content.job(
        new Output(output.jdbcUrl(), user, null, null, output.cache()), metrics, "belmonte");
  }
}
