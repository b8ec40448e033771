package com.campaignconversions.insights.landed;

import com.campaignconversions.clients.Client;
import com.campaignconversions.insights.fields.WantedActions;
import com.campaignconversions.insights.landed.LandedColumn.ColumnKind;
import java.io.Serializable;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a job are asked for, and where their fields stand in the answer.
 *
 * @param select the statement without its conditions
 * @param fields the first columns of the answer
 * @param from the rows alone, as the statement goes on behind what it selects
 * @param json whether the first field holds the whole row, and the others what stands beside it
 * @param arrays what stands in other tables, an entry a line
 * @param keys what tells rows apart where their actions stand in other tables: expressions; the
 *     answer has one line for each entry then, and behind the fields come the array, its type and
 *     the other members
 * @param members of an entry, behind its array: {@code action_type}, then windows
 * @param period where rows can be asked for by days: expressions
 * @param owner where they can be asked for by client
 * @param withoutRow what finds entries that belong to no row
 * @param askedArrays one bit for each array of {@link WantedActions} that was certainly asked for:
 *     what is absent is 0
 * @param description what was found, as a sentence
 */
public record LandedQuery(
    String select,
    String from,
    List<LandedField> fields,
    boolean json,
    List<String> arrays,
    List<String> keys,
    List<String> members,
    List<EntriesWithoutRow> withoutRow,
    @Nullable LandedDays period,
    @Nullable RowOwner owner,
    long askedArrays,
    String description)
    implements Serializable {

  /** A day as text, perhaps with a time behind it. */
  private static final String DAY = "____-__-__%";

  /** Rows that travel together; with its actions a row has some kilobytes. */
  private static final int ROWS_AT_ONCE = 500;

  public LandedQuery {
    fields = List.copyOf(fields);
    arrays = List.copyOf(arrays);
    keys = List.copyOf(keys);
    members = List.copyOf(members);
    withoutRow = List.copyOf(withoutRow);
  }

  /**
   * A field of insights, and the column that holds it.
   *
   * @param list whether it is a list of actions
   * @param expression the column in the statement
   */
  record LandedField(String name, boolean list, LandedColumn column, String expression)
      implements Serializable {}

  /** The first and last day of a row. */
  record LandedDays(LandedField first, LandedField last) implements Serializable {}

  /** Whose a row is; one of the two is there. */
  record RowOwner(@Nullable LandedField account, @Nullable LandedField client)
      implements Serializable {}

  /**
   * How entries are asked for whose row is gone: nothing joins them to a campaign, so that their
   * conversions would be overlooked.
   *
   * @param table of the entries, for people
   * @param rows the table that lacks their rows, for people
   * @param from the entries alone, as the statement goes on behind what it selects
   * @param fields what names an entry's row: ids, days, a connector's key
   * @param period where entries have days
   */
  record EntriesWithoutRow(
      String table, String rows, String from, List<LandedField> fields, @Nullable LandedDays period)
      implements Serializable {
    EntriesWithoutRow {
      fields = List.copyOf(fields);
    }

    /** The fields of each row that is gone, and behind them how many entries it had. */
    String select() {
      return "SELECT " + expressions() + ", COUNT(*)" + from;
    }

    String grouped() {
      return " GROUP BY " + expressions();
    }

    private String expressions() {
      return fields.stream().map(LandedField::expression).collect(Collectors.joining(", "));
    }
  }

  /** Whether rows can be asked for by client and period. */
  boolean canBeAsked() {
    return period != null && owner != null;
  }

  /**
   * The statement for a range, with its values bound.
   *
   * @param meant accounts that belong to the rest, as they are written
   */
  PreparedStatement prepare(Connection connection, LandedRange range, List<String> meant)
      throws SQLException {
    return prepare(
        connection,
        select,
        conditions(range, meant),
        keys.isEmpty() ? "" : " ORDER BY " + String.join(", ", keys));
  }

  /** Whether rows name the ad account that they are of. */
  boolean hasAccounts() {
    return owner != null && owner.account() != null && period != null;
  }

  /** The statement for the ad accounts of all rows that touch the days of a range. */
  PreparedStatement prepareAccounts(Connection connection, LandedRange range) throws SQLException {
    LandedField account = Objects.requireNonNull(Objects.requireNonNull(owner).account());
    return prepare(
        connection,
        "SELECT DISTINCT " + account.expression() + from,
        List.of(days(range, Objects.requireNonNull(period))),
        "");
  }

  /** The statement for entries without a row, on the days of a range where they have days. */
  static PreparedStatement prepareWithoutRow(
      Connection connection, LandedRange range, EntriesWithoutRow entries) throws SQLException {
    return prepare(
        connection,
        entries.select(),
        range.isEverything() || entries.period() == null
            ? List.of()
            : List.of(days(range, entries.period())),
        entries.grouped());
  }

  private static PreparedStatement prepare(
      Connection connection, String select, List<Condition> conditions, String order)
      throws SQLException {
    StringBuilder sql = new StringBuilder(select);
    String before = " WHERE ";
    for (Condition condition : conditions) {
      sql.append(before).append(condition.sql());
      before = " AND ";
    }
    sql.append(order);
    PreparedStatement statement = connection.prepareStatement(sql.toString());
    try {
      statement.setFetchSize(ROWS_AT_ONCE);
      int position = 1;
      for (Condition condition : conditions) {
        for (Binding binding : condition.bindings()) {
          binding.bind(statement, position++);
        }
      }
      return statement;
    } catch (SQLException problem) {
      statement.close();
      throw problem;
    }
  }

  private List<Condition> conditions(LandedRange range, List<String> meant) {
    if (range.isEverything() || period == null || owner == null) {
      return List.of();
    }
    return range.isRest()
        ? List.of(rest(range, period, owner, meant))
        : List.of(days(range, period), whose(range.clients(), owner));
  }

  private interface Binding {
    void bind(PreparedStatement statement, int position) throws SQLException;
  }

  private record Condition(String sql, List<Binding> bindings) {}

  /** All that touches the range: what reaches beyond a period is to be told of, not overlooked. */
  private static Condition days(LandedRange range, LandedDays period) {
    return new Condition(
        period.first().expression()
            + " < ? AND "
            + period.last().expression()
            + " >= ?"
            + asDay(period.first())
            + asDay(period.last()),
        List.of(
            (statement, position) ->
                period.first().column().bind(statement, position, range.dayAfter()),
            (statement, position) ->
                period.last().column().bind(statement, position, range.firstDay())));
  }

  /**
   * What no client and period asks for: rows without an account or day, or with one that is no
   * account or day as it stands there. They are to be told of, not overlooked.
   */
  private static Condition rest(
      LandedRange range, LandedDays period, RowOwner owner, List<String> meant) {
    List<String> nobody = new ArrayList<>();
    List<Binding> bindings = new ArrayList<>();
    if (owner.account() != null) {
      nobody.add(noId(owner.account()));
    }
    if (owner.client() != null) {
      Condition cached = ids(range.everyClient(), owner.client());
      nobody.add("(%s OR NOT %s)".formatted(noId(owner.client()), cached.sql()));
      bindings.addAll(cached.bindings());
    }
    String ofNobody = "(" + String.join(" AND ", nobody) + ")";
    if (!meant.isEmpty() && owner.account() != null) {
      Condition slips = oneOf(owner.account(), accountsAsWritten(meant, owner.account()));
      ofNobody = "(" + ofNobody + " OR " + slips.sql() + ")";
      bindings.addAll(slips.bindings());
    }
    bindings.addAll(days(range, period).bindings());
    String first = noDay(period.first());
    String last = noDay(period.last());
    return new Condition(
        "(%s OR %s OR %s) AND (%s OR %s < ?) AND (%s OR %s >= ?)"
            .formatted(
                ofNobody,
                first,
                last,
                first,
                period.first().expression(),
                last,
                period.last().expression()),
        bindings);
  }

  private static List<Binding> accountsAsWritten(List<String> written, LandedField account) {
    boolean number = account.column().kind() == ColumnKind.NUMBER;
    return written.stream()
        .<Binding>map(
            one ->
                number
                    ? (statement, position) ->
                        statement.setBigDecimal(position, new BigDecimal(one))
                    : (statement, position) -> statement.setString(position, one))
        .toList();
  }

  private static String noId(LandedField id) {
    String is = id.expression();
    return id.column().kind() == ColumnKind.TEXT
        ? "(%s IS NULL OR %s = '' OR %s LIKE '%%.%%' OR %s LIKE '%%,%%' OR %s LIKE '%%+%%')"
            .formatted(is, is, is, is, is)
        : is + " IS NULL";
  }

  /** What is no day stands in the rest, and once. */
  private static String asDay(LandedField day) {
    return day.column().kind() == ColumnKind.TEXT
        ? " AND " + day.expression() + " LIKE '" + DAY + "'"
        : "";
  }

  private static String noDay(LandedField day) {
    String is = day.expression();
    return day.column().kind() == ColumnKind.TEXT
        ? "(%s IS NULL OR %s NOT LIKE '%s')".formatted(is, is, DAY)
        : is + " IS NULL";
  }

  /** As everywhere, only a row without an account goes by its client id. */
  private static Condition whose(List<Client> clients, RowOwner owner) {
    Condition ofAccounts = owner.account() == null ? null : accounts(clients, owner.account());
    Condition ofIds = owner.client() == null ? null : ids(clients, owner.client());
    if (ofAccounts == null || ofIds == null) {
      return Objects.requireNonNull(ofAccounts == null ? ofIds : ofAccounts);
    }
    List<Binding> both = new ArrayList<>(ofAccounts.bindings());
    both.addAll(ofIds.bindings());
    String account = Objects.requireNonNull(owner.account()).expression();
    return new Condition(
        "(%s OR (%s IS NULL AND %s))".formatted(ofAccounts.sql(), account, ofIds.sql()), both);
  }

  private static Condition accounts(List<Client> clients, LandedField account) {
    List<Binding> bindings = new ArrayList<>();
    for (Client client : clients) {
      for (String id : client.accountIds()) {
        if (account.column().kind() == ColumnKind.NUMBER) {
          bindings.add((statement, position) -> statement.setLong(position, Long.parseLong(id)));
        } else {
          bindings.add((statement, position) -> statement.setString(position, id));
          bindings.add((statement, position) -> statement.setString(position, "act_" + id));
        }
      }
    }
    return oneOf(account, bindings);
  }

  private static Condition ids(List<Client> clients, LandedField clientId) {
    return oneOf(
        clientId,
        clients.stream()
            .<Binding>map(
                client -> (statement, position) -> statement.setString(position, client.id()))
            .toList());
  }

  private static Condition oneOf(LandedField field, List<Binding> bindings) {
    return new Condition(
        field.expression() + " IN (?" + ", ?".repeat(bindings.size() - 1) + ")", bindings);
  }
}
