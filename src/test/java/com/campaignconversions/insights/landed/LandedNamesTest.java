package com.campaignconversions.insights.landed;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignconversions.job.JdbcInsights;
import com.campaignconversions.job.Output;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LandedNamesTest {
  private static final JdbcInsights INSIGHTS =
      new JdbcInsights(
          new Output("jdbc:h2:mem:", null, null, null, Output.Cache.NONE),
          null,
          "ads_insights",
          null,
          null,
          Map.of(),
          null);

  /** In memory, and gone when it is closed. */
  private final Connection database;

  LandedNamesTest() throws SQLException {
    database = DriverManager.getConnection("jdbc:h2:mem:");
    try (Statement statement = database.createStatement()) {
      statement.execute("CREATE TABLE ads_insights (\"Spend\" DECIMAL(10, 2), account_id BIGINT)");
    }
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  private LandedNames names(String select) {
    return LandedNames.of(database, INSIGHTS, select);
  }

  @Test
  void areInSmallLettersAndInTheOrderOfTheColumns() {
    LandedNames names = names("SELECT * FROM ads_insights");

    assertThat(names.all(), contains("spend", "account_id"));
    assertThat(names.has("spend"), is(true));
    assertThat(names.has("Spend"), is(false));
    assertThat(names.has("clicks"), is(false));
  }

  @Test
  void aColumnKeepsItsNameAsTheDatabaseSpellsIt() {
    LandedNames names = names("SELECT * FROM ads_insights");

    assertThat(Objects.requireNonNull(names.get("spend")).label(), is("Spend"));
    assertThat(names.required("account_id", "advice").label(), is("ACCOUNT_ID"));
    assertThat(names.get("clicks"), is(nullValue()));
    assertThat(names.getUnlessRepeated("clicks"), is(nullValue()));
  }

  @Test
  void twoColumnsOfOneNameAreRefusedWhereOneIsAskedFor() {
    LandedNames names = names("SELECT 1 AS a, 2 AS \"a\", 3 AS b");

    assertThat(names.all(), contains("a", "b"));
    assertThat(
        assertThrows(SourceException.class, () -> names.get("a")).getMessage(),
        is(
            "insights.jdbc.table: two of its columns are called a; give one another name with"
                + " AS"));
    assertThat(names.getUnlessRepeated("a"), is(nullValue()));
    assertThat(Objects.requireNonNull(names.getUnlessRepeated("b")).label(), is("B"));
  }

  @Test
  void aColumnThatMustBeThereIsToldWithThoseThatAre() {
    LandedNames names = names("SELECT * FROM ads_insights");

    assertThat(
        assertThrows(SourceException.class, () -> names.required("clicks", "name it")).getMessage(),
        is("insights.jdbc.table: it has no column clicks; it has spend, account_id; name it"));
  }

  @ParameterizedTest
  @CsvSource({
    "_fivetran_synced, fivetran",
    "_airbyte_raw_id, airbyte",
    "_dlt_id, dlt",
    "_sdc_extracted_at, meltano",
    "_sdc_sequence, stitch"
  })
  void aColumnThatAConnectorAddsTellsItsPreset(String column, String preset) {
    LandedNames names = names("SELECT 1 AS " + column);

    assertThat(
        names.lacks("clicks", "name it").getMessage(),
        endsWith("name it; this looks like preset: " + preset));
  }

  @Test
  void aStatementThatTheDatabaseRefusesIsToldWithTheKey() {
    assertThat(
        assertThrows(SourceException.class, () -> names("SELECT * FROM nowhere")).getMessage(),
        startsWith("insights.jdbc.table: the database refuses it: Table \"NOWHERE\" not found"));
  }

  @Test
  void aTableThatNeedNotBeThereMayBeMissing() {
    assertThat(LandedNames.ofTable(database, INSIGHTS, "nowhere"), is(nullValue()));
    assertThat(
        Objects.requireNonNull(LandedNames.ofTable(database, INSIGHTS, "ads_insights")).all(),
        contains("spend", "account_id"));
  }

  @Test
  void aTableThatCannotBeAskedForIsNotMissing() {
    assertThrows(
        SourceException.class, () -> LandedNames.ofTable(database, INSIGHTS, "ads_insights WHERE"));
  }
}
