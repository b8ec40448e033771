package com.campaignconversions.publishing.schema;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyConditionTest {
  private static final ClientPeriod OCTOBER = clientPeriod("belmonte", "2025-10");
  private static final ClientPeriod NOVEMBER = clientPeriod("belmonte", "2025-11");
  private static final ClientPeriod LAKESIDE = clientPeriod("lakeside", "2025-11");

  private static ClientPeriod clientPeriod(String client, String period) {
    return new ClientPeriod(client, Period.parse(period));
  }

  @Test
  void theClientsStandBesideThePairs() {
    KeyCondition condition = KeyCondition.of(List.of(NOVEMBER));

    assertThat(condition.sql(), is("client_id IN (?) AND (client_id, period_id) IN ((?, ?))"));
    assertThat(condition.parameters(), contains("belmonte", "belmonte", "2025-11"));
  }

  @Test
  void aClientOfSeveralPeriodsStandsOnceAmongTheClients() {
    KeyCondition condition = KeyCondition.of(List.of(OCTOBER, NOVEMBER, LAKESIDE));

    assertThat(
        condition.sql(),
        is("client_id IN (?, ?) AND (client_id, period_id) IN ((?, ?), (?, ?), (?, ?))"));
    assertThat(
        condition.parameters(),
        contains(
            "belmonte",
            "lakeside",
            "belmonte",
            "2025-10",
            "belmonte",
            "2025-11",
            "lakeside",
            "2025-11"));
  }

  @Test
  void anAliasStandsBeforeEachColumn() {
    assertThat(
        KeyCondition.ofTable("p", List.of(NOVEMBER)).sql(),
        is("p.client_id IN (?) AND (p.client_id, p.period_id) IN ((?, ?))"));
  }

  @Test
  void aKeyIsTheClientAndThePeriod() {
    assertThat(KeyCondition.key(NOVEMBER), contains("belmonte", "2025-11"));
  }

  @Test
  void rowsOfAWantedClientInAnotherPeriodAreNotFound() {
    Database database = new Database(Database.inMemory(), List.of());
    KeyCondition condition = KeyCondition.ofTable("p", List.of(OCTOBER, LAKESIDE));
    List<ClientPeriod> found =
        database.transaction(
            connection -> {
              Sql.execute(connection, "CREATE TABLE pairs (client_id TEXT, period_id TEXT)");
              Sql.batch(
                  connection,
                  "INSERT INTO pairs VALUES (?, ?)",
                  List.of(
                      KeyCondition.key(OCTOBER),
                      KeyCondition.key(NOVEMBER),
                      KeyCondition.key(LAKESIDE),
                      KeyCondition.key(clientPeriod("lakeside", "2025-10"))));
              return Sql.query(
                  connection,
                  "SELECT * FROM pairs p WHERE " + condition.sql() + " ORDER BY client_id",
                  condition.parameters(),
                  KeyCondition::clientPeriod);
            });
    database.close();

    assertThat(found, contains(OCTOBER, LAKESIDE));
  }
}
