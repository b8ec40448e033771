package com.campaignconversions.insights.landed;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.Period;
import com.campaignconversions.insights.landed.LandedColumn.ColumnKind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which rows of a table are asked for; a row is called by its {@code name}. */
class LandedQueryTest {
  private static final Client BELMONTE = client("belmonte", "11", "12");
  private static final Client ZAMEK = client("zamek", "21");

  private static final LandedQuery.LandedField FIRST = field("first_day", ColumnKind.DATE);
  private static final LandedQuery.LandedField LAST = field("last_day", ColumnKind.DATE);
  private static final LandedQuery.LandedField ACCOUNT = field("account_id", ColumnKind.TEXT);
  private static final LandedQuery.LandedField CLIENT = field("client_id", ColumnKind.TEXT);

  /** In memory, and gone when it is closed. */
  private final Connection database;

  LandedQueryTest() throws SQLException {
    database = DriverManager.getConnection("jdbc:h2:mem:");
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  private static Client client(String id, String... accounts) {
    return new Client(id, id, List.of(accounts), "PLN", ZoneId.of("Europe/Warsaw"));
  }

  private static LandedQuery.LandedField field(String name, ColumnKind kind) {
    return new LandedQuery.LandedField(name, false, new LandedColumn(name, "", kind), name);
  }

  private static LandedQuery query(
      LandedQuery.@Nullable LandedDays days, LandedQuery.@Nullable RowOwner owner, String... keys) {
    return new LandedQuery(
        "SELECT name FROM stored",
        " FROM stored",
        List.of(),
        false,
        List.of(),
        List.of(keys),
        List.of(),
        List.of(),
        days,
        owner,
        0,
        "");
  }

  private static LandedQuery byAccount() {
    return query(new LandedQuery.LandedDays(FIRST, LAST), new LandedQuery.RowOwner(ACCOUNT, null));
  }

  private static LandedRange november(Client... clients) {
    return new LandedRange(
        "stored", List.of(clients), List.of(Period.parse("2025-11")), 0, List.of());
  }

  private static LandedRange restOfNovember() {
    return new LandedRange(
        "stored", List.of(), List.of(Period.parse("2025-11")), 0, List.of(BELMONTE, ZAMEK));
  }

  /** Makes the table, of columns and of rows that begin with their name. */
  private void stored(String columns, String... rows) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute("CREATE TABLE stored (name VARCHAR, " + columns + ")");
      for (String row : rows) {
        statement.execute("INSERT INTO stored VALUES (" + row + ")");
      }
    }
  }

  private List<String> asked(LandedQuery query, LandedRange range, String... meant)
      throws SQLException {
    try (PreparedStatement statement = query.prepare(database, range, List.of(meant))) {
      return texts(statement);
    }
  }

  private static List<String> texts(PreparedStatement statement) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        texts.add(String.valueOf(rows.getString(1)));
      }
    }
    return texts;
  }

  @Test
  void asksForAllRowsThatTouchTheDays() throws SQLException {
    stored(
        "account_id VARCHAR, first_day DATE, last_day DATE",
        "'before', '11', '2025-10-01', '2025-10-31'",
        "'into', '11', '2025-10-31', '2025-11-01'",
        "'inside', '11', '2025-11-14', '2025-11-14'",
        "'out of', '11', '2025-11-30', '2025-12-01'",
        "'around', '11', '2025-10-01', '2025-12-31'",
        "'behind', '11', '2025-12-01', '2025-12-01'");

    assertThat(
        asked(byAccount(), november(BELMONTE)),
        containsInAnyOrder("into", "inside", "out of", "around"));
  }

  @Test
  void asksForEveryAccountOfTheClientsWithAndWithoutAct() throws SQLException {
    stored(
        "account_id VARCHAR, first_day DATE, last_day DATE",
        "'first', '11', '2025-11-01', '2025-11-01'",
        "'second', 'act_12', '2025-11-01', '2025-11-01'",
        "'other', '21', '2025-11-01', '2025-11-01'",
        "'longer', '111', '2025-11-01', '2025-11-01'",
        "'none', NULL, '2025-11-01', '2025-11-01'");

    assertThat(asked(byAccount(), november(BELMONTE)), containsInAnyOrder("first", "second"));
    assertThat(
        asked(byAccount(), november(BELMONTE, ZAMEK)),
        containsInAnyOrder("first", "second", "other"));
  }

  @Test
  void asksForAccountsThatAreNumbers() throws SQLException {
    stored(
        "account_id BIGINT, first_day DATE, last_day DATE",
        "'first', 11, '2025-11-01', '2025-11-01'",
        "'other', 21, '2025-11-01', '2025-11-01'");
    LandedQuery query =
        query(
            new LandedQuery.LandedDays(FIRST, LAST),
            new LandedQuery.RowOwner(field("account_id", ColumnKind.NUMBER), null));

    assertThat(asked(query, november(BELMONTE)), contains("first"));
    assertThat("one that is meant", asked(query, restOfNovember(), "21"), contains("other"));
  }

  @Test
  void onlyARowWithoutAnAccountGoesByItsClientId() throws SQLException {
    stored(
        "account_id VARCHAR, client_id VARCHAR, first_day DATE, last_day DATE",
        "'by account', '11', NULL, '2025-11-01', '2025-11-01'",
        "'by client', NULL, 'belmonte', '2025-11-01', '2025-11-01'",
        "'by both', '11', 'zamek', '2025-11-01', '2025-11-01'",
        "'of another', '21', 'belmonte', '2025-11-01', '2025-11-01'");
    LandedQuery query =
        query(new LandedQuery.LandedDays(FIRST, LAST), new LandedQuery.RowOwner(ACCOUNT, CLIENT));

    assertThat(
        asked(query, november(BELMONTE)), containsInAnyOrder("by account", "by client", "by both"));
  }

  @Test
  void asksByClientIdWhereRowsNameNoAccount() throws SQLException {
    stored(
        "client_id VARCHAR, first_day DATE, last_day DATE",
        "'hers', 'belmonte', '2025-11-01', '2025-11-01'",
        "'theirs', 'zamek', '2025-11-01', '2025-11-01'",
        "'misspelt', 'belmnote', '2025-11-01', '2025-11-01'");
    LandedQuery query =
        query(new LandedQuery.LandedDays(FIRST, LAST), new LandedQuery.RowOwner(null, CLIENT));

    assertThat(asked(query, november(BELMONTE)), contains("hers"));
    assertThat(asked(query, restOfNovember()), contains("misspelt"));
  }

  @Test
  void theRestIsOfNoAccountOrOneInAnotherForm() throws SQLException {
    stored(
        "account_id VARCHAR, first_day DATE, last_day DATE",
        "'missing', NULL, '2025-11-01', '2025-11-01'",
        "'empty', '', '2025-11-01', '2025-11-01'",
        "'float', '11.0', '2025-11-01', '2025-11-01'",
        "'grouped', '1,1', '2025-11-01', '2025-11-01'",
        "'exponent', '1E+1', '2025-11-01', '2025-11-01'",
        "'hers', '11', '2025-11-01', '2025-11-01'",
        "'strange', '99', '2025-11-01', '2025-11-01'",
        "'december', NULL, '2025-12-01', '2025-12-01'");

    assertThat(
        asked(byAccount(), restOfNovember()),
        containsInAnyOrder("missing", "empty", "float", "grouped", "exponent"));
    assertThat(
        "an account that is meant",
        asked(byAccount(), restOfNovember(), "99", "98"),
        containsInAnyOrder("missing", "empty", "float", "grouped", "exponent", "strange"));
  }

  @Test
  void theRestHasNeitherAccountNorClientOfTheJob() throws SQLException {
    stored(
        "account_id VARCHAR, client_id VARCHAR, first_day DATE, last_day DATE",
        "'nobody', NULL, NULL, '2025-11-01', '2025-11-01'",
        "'misspelt', NULL, 'belmnote', '2025-11-01', '2025-11-01'",
        "'by client', NULL, 'zamek', '2025-11-01', '2025-11-01'",
        "'by account', '99', NULL, '2025-11-01', '2025-11-01'");
    LandedQuery query =
        query(new LandedQuery.LandedDays(FIRST, LAST), new LandedQuery.RowOwner(ACCOUNT, CLIENT));

    assertThat(asked(query, restOfNovember()), containsInAnyOrder("nobody", "misspelt"));
  }

  @Test
  void aRowWithoutADayIsInTheRestWhoeverItIsOf() throws SQLException {
    stored(
        "account_id VARCHAR, first_day DATE, last_day DATE",
        "'no day', '11', NULL, NULL",
        "'no first', '11', NULL, '2025-11-01'",
        "'no last', '11', '2025-11-30', NULL",
        "'no last, december', '11', '2025-12-01', NULL",
        "'both', '11', '2025-11-01', '2025-11-30'");

    assertThat(
        asked(byAccount(), restOfNovember()), containsInAnyOrder("no day", "no first", "no last"));
    assertThat(asked(byAccount(), november(BELMONTE)), contains("both"));
  }

  @Test
  void aTextThatIsNoDayIsInTheRestAndOnlyThere() throws SQLException {
    stored(
        "account_id VARCHAR, first_day VARCHAR, last_day VARCHAR",
        "'day', '11', '2025-11-01', '2025-11-30'",
        "'time', '11', '2025-11-01T00:00:00', '2025-11-01T00:00:00'",
        "'polish', '11', '1.11.2025', '30.11.2025'",
        "'empty', '11', '', ''",
        "'digits', '11', '20251101', '20251101'");
    LandedQuery query =
        query(
            new LandedQuery.LandedDays(
                field("first_day", ColumnKind.TEXT), field("last_day", ColumnKind.TEXT)),
            new LandedQuery.RowOwner(ACCOUNT, null));

    assertThat(asked(query, november(BELMONTE)), containsInAnyOrder("day", "time"));
    assertThat(asked(query, restOfNovember()), containsInAnyOrder("polish", "empty", "digits"));
  }

  @Test
  void asksForEverythingWhereNothingCanBeAskedFor() throws SQLException {
    stored(
        "account_id VARCHAR, first_day DATE, last_day DATE",
        "'hers', '11', '2025-11-01', '2025-11-30'",
        "'nobody', NULL, NULL, NULL");
    LandedRange everything = new LandedRange("stored", List.of(), List.of(), 0, List.of());

    assertThat(asked(byAccount(), everything), containsInAnyOrder("hers", "nobody"));
    LandedQuery withoutDays = query(null, new LandedQuery.RowOwner(ACCOUNT, null));
    assertThat(asked(withoutDays, november(BELMONTE)), containsInAnyOrder("hers", "nobody"));
  }

  @Test
  void theEntriesOfARowStandOneAfterAnother() throws SQLException {
    stored(
        "account_id VARCHAR, first_day DATE, last_day DATE",
        "'c', '11', '2025-11-02', '2025-11-02'",
        "'b', '11', '2025-11-01', '2025-11-01'",
        "'a', '11', '2025-11-02', '2025-11-02'");
    LandedQuery query =
        query(
            new LandedQuery.LandedDays(FIRST, LAST),
            new LandedQuery.RowOwner(ACCOUNT, null),
            "first_day",
            "name");

    assertThat(asked(query, november(BELMONTE)), contains("b", "a", "c"));
  }

  @Test
  void namesEachAccountOfTheDaysOnce() throws SQLException {
    stored(
        "account_id VARCHAR, first_day DATE, last_day DATE",
        "'a', '11', '2025-11-01', '2025-11-01'",
        "'b', '11', '2025-11-02', '2025-11-02'",
        "'c', '99', '2025-11-02', '2025-11-02'",
        "'d', '98', '2025-12-01', '2025-12-01'");

    try (PreparedStatement statement = byAccount().prepareAccounts(database, restOfNovember())) {
      assertThat(texts(statement), containsInAnyOrder("11", "99"));
    }
  }

  @Test
  void canBeAskedWithDaysAndAnOwner() {
    LandedQuery.LandedDays days = new LandedQuery.LandedDays(FIRST, LAST);
    LandedQuery.RowOwner client = new LandedQuery.RowOwner(null, CLIENT);

    assertThat(byAccount().canBeAsked(), is(true));
    assertThat(query(days, client).canBeAsked(), is(true));
    assertThat(query(null, client).canBeAsked(), is(false));
    assertThat(query(days, null).canBeAsked(), is(false));
  }

  @Test
  void hasAccountsWhereRowsNameThemAndTheirDays() {
    LandedQuery.LandedDays days = new LandedQuery.LandedDays(FIRST, LAST);

    assertThat(byAccount().hasAccounts(), is(true));
    assertThat(query(days, new LandedQuery.RowOwner(null, CLIENT)).hasAccounts(), is(false));
    assertThat(query(null, new LandedQuery.RowOwner(ACCOUNT, null)).hasAccounts(), is(false));
    assertThat(query(days, null).hasAccounts(), is(false));
  }

  @Test
  void whatSomebodyWritesIsBoundAndNeverAPartOfTheStatement() throws SQLException {
    stored(
        "account_id VARCHAR, first_day DATE, last_day DATE",
        "'hers', '11', '2025-11-01', '2025-11-30'");

    assertThat(asked(byAccount(), restOfNovember(), "') OR ('1' = '1"), is(empty()));
  }
}
