package com.campaignconversions.job.file;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.campaignconversions.clients.Client;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.metrics.ActionTypes;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.job.metrics.Metric.Scope;
import com.campaignconversions.job.metrics.Metric.Unit;
import com.campaignconversions.job.yaml.JobFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientsSectionTest {
  private final Path folder;

  ClientsSectionTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void readsAClientWithItsDefaults() throws Exception {
    Client client = clients("[{id: belmonte, account_id: '438600948208231'}]").get(0);

    assertThat(client.id(), is("belmonte"));
    assertThat(client.name(), is("belmonte"));
    assertThat(client.accountIds(), is(List.of("438600948208231")));
    assertThat(client.currency(), is(nullValue()));
    assertThat(client.timezone(), is(ZoneOffset.UTC));
  }

  @Test
  void readsEverythingThatAClientCanHave() throws Exception {
    Client client =
        clients(
                "[{id: lakeside, name: Lakeside Spa, account_ids: [act_12, '34'], currency: eur,"
                    + " timezone: Europe/Warsaw}]")
            .get(0);

    assertThat(
        client,
        is(
            new Client(
                "lakeside",
                "Lakeside Spa",
                List.of("12", "34"),
                "EUR",
                ZoneId.of("Europe/Warsaw"))));
  }

  @ParameterizedTest
  @CsvSource({
    "438600948208231,438600948208231",
    "act_438600948208231,438600948208231",
    "'\"438600948208231\"',438600948208231",
    "'\"0123\"',0123",
    "999999999999999999999999999999,999999999999999999999999999999"
  })
  void keepsAnAccountIdAsItIsWritten(String written, String account) throws Exception {
    assertThat(
        clients("[{id: a, account_id: " + written + "}]").get(0).accountIds(),
        is(List.of(account)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0123 | account_id: \"0123\" is no ad account id; write the digits",
        "1_000 | account_id: \"1_000\" is no ad account id",
        "0x1F | account_id: \"0x1F\" is no ad account id",
        "1:30 | account_id: \"1:30\" is no ad account id",
        "4.386e14 | account_id: \"4.386e14\" is no ad account id",
        "acct_12 | account_id: \"acct_12\" is no ad account id",
        "ACT_12 | account_id: \"ACT_12\" is no ad account id",
        "-12 | account_id: \"-12\" is no ad account id",
        "'٣٤' | account_id: \"٣٤\" is no ad account id",
        "[12] | account_id: wants the digits of an ad account id",
        "yes | account_id: \"yes\" is no ad account id",
      })
  void refusesAnAccountIdThatIsNone(String written, String problem) {
    assertThat(
        problem("[{id: a, account_id: " + written + "}]"),
        startsWith("job.yaml:4: clients[0]." + problem));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | clients: names no client",
        "{id: a} | clients: wants the path of a clients file, or a list",
        "[a] | clients[0]: wants a map with id and account_id, not text",
        "[{account_id: '1'}] | clients[0].id: is missing",
        "[{id: 4711, account_id: '1'}] | clients[0].id: wants text, but YAML reads this as a number",
        "[{id: no, account_id: '1'}] | clients[0].id: wants text, but YAML reads this as true or false",
        "[{id: \"a\\tb\", account_id: '1'}] | clients[0].id: holds a line break or another character",
        "[{id: a}] | clients[0].account_id: is missing",
        "[{id: a, account_id: '1', account_ids: ['2']}] | clients[0].account_ids: stands beside account_id",
        "[{id: a, account_ids: []}] | clients[0].account_ids: names no ad account",
        "[{id: a, account_ids: '1'}] | clients[0].account_ids: wants a list of ad account ids, not text",
        "[{id: a, account_id: '1', currency: EURO}] | clients[0].currency: \"EURO\" is no currency",
        "[{id: a, account_id: '1', timezone: Europe/Warsav}] | clients[0].timezone: \"Europe/Warsav\" is no known time zone; write one such as Europe/Warsaw; did you mean Europe/Warsaw?",
        "[{id: a, account_id: '1', timzone: UTC}] | clients[0].timzone: is not a known key; did you mean timezone?",
        "[{id: a, account_id: '1', name: [b]}] | clients[0].name: wants the client's name, not a list",
        "[{id: a, account_id: '1', metrics: [b]}] | clients[0].metrics: wants a map of metrics by name, not a list",
      })
  void refusesAClientThatIsNone(String clients, String problem) {
    assertThat(problem(clients), startsWith("job.yaml:4: " + problem));
  }

  @Test
  void boundsTheLengthOfAnId() throws Exception {
    String longest = "x".repeat(100);
    assertThat(clients("[{id: " + longest + ", account_id: '1'}]").get(0).id(), is(longest));
    assertThat(
        problem("[{id: x" + longest + ", account_id: '1'}]"),
        is("job.yaml:4: clients[0].id: is longer than 100 characters"));
  }

  @Test
  void refusesAnIdOrAnAccountThatStandsTwiceAndNamesBothLines() {
    assertThat(
        problem("\n- {id: a, account_id: '1'}\n- {id: a, account_id: '2'}"),
        is(
            "job.yaml:6: clients[1].id: the client \"a\" stands in line 5 already; join the two,"
                + " or give this one another id"));
    assertThat(
        problem("\n- {id: a, account_id: '1'}\n- {id: b, account_ids: ['2', act_1]}"),
        is(
            "job.yaml:6: clients[1].account_ids[1]: the ad account 1 stands already in line 5,"
                + " client a; it has one client"));
    assertThat(
        problem("\n- id: a\n  account_ids:\n  - '1'\n  - '1'"),
        startsWith(
            "job.yaml:8: clients[0].account_ids[1]: the ad account 1 stands already in line 7"));
  }

  @Test
  void comparesIdsExactlyAndLetsNamesBeEqual() throws Exception {
    assertThat(
        clients("[{id: a, name: N, account_id: '1'}, {id: A, name: n, account_id: '2'}]").size(),
        is(2));
  }

  @Test
  void readsClientsFromAFileRelativeToTheJobFile() throws Exception {
    Job job =
        JobText.in(folder)
            .with("clients: ./clients.yaml")
            .withFile("clients.yaml", "clients:\n- {id: a, account_id: 1}\n")
            .read();
    assertThat(job.clients().get(0).accountIds(), is(List.of("1")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clients: [{id: a}] | clients.yaml:1: clients[0].account_id: is missing",
        "customers: [] | clients.yaml:1: customers: is not a known key",
        "clients: other.yaml | clients.yaml:1: clients: wants a list of clients",
        "[{id: a, account_id: 1}] | clients.yaml:1: wants a map, not a list",
        "clients: 'a | clients.yaml:2: the file ends inside quotes",
      })
  void namesTheClientsFileAndItsLine(String text, String problem) {
    JobText job =
        JobText.in(folder).with("clients: clients.yaml").withFile("clients.yaml", text + "\n");
    assertThat(job.shown(job.problems()).get(0), startsWith(problem));
  }

  @Test
  void namesTheLineThatNamesAFileThatCannotBeRead() {
    assertThat(
        JobText.in(folder).with("clients: clinets.yaml").problem(),
        is(
            "job.yaml:4: clients: the file clinets.yaml does not exist; paths in a job file are"
                + " relative to it"));
    assertThat(
        JobText.in(folder).with("clients: ..").problem(),
        containsString("is a folder; name a file in it"));
  }

  @Test
  void replacesOnlyTheKeysThatAClientNames() throws Exception {
    Job job =
        JobText.in(folder)
            .with(
                """
                metrics:
                  search: {first_of: [search]}
                  calls: {from: [actions, conversions], scope: account, first_of: [], unit: count, after: search}""")
            .with(
                "clients: [{id: a, account_id: '1', metrics: {calls: {first_of: [call]}}},"
                    + " {id: b, account_id: '2', metrics: {calls: {first_of: []}}},"
                    + " {id: c, account_id: '3', metrics: {calls: {from: action_values, scope:"
                    + " campaign, unit: money}}}]")
            .read();

    Metric calls = job.metricsOf("a").get(1);
    assertThat(
        calls,
        is(
            new Metric(
                "calls",
                List.of("actions", "conversions"),
                Scope.ACCOUNT,
                List.of(new ActionTypes(List.of("call"))),
                Unit.COUNT,
                "search")));
    assertThat(job.metricsOf("a").get(0), is(job.catalogue().get(0)));
    assertThat(job.overrides().containsKey("b"), is(false));
    assertThat(job.metricsOf("b"), is(job.catalogue()));
    assertThat(
        job.metricsOf("c").get(1),
        is(
            new Metric(
                "calls",
                List.of("action_values"),
                Scope.CAMPAIGN,
                List.of(),
                Unit.MONEY,
                "search")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{reservation: {first_of: [a]}} | .reservation: is no metric of the catalogue, which a client can only change; did you mean reservations?; the catalogue has reservations",
        "{reservations: [a]} | .reservations: wants a map such as {first_of: [purchase]}, not a list",
        "{reservations: {first: [a]}} | .reservations.first: is not a known key",
        "{reservations: {first_of: [a, A]}} | .reservations.first_of[1]: stands twice",
        "{reservations: {after: reservations}} | .reservations.after: \"reservations\" is not a metric that stands before",
      })
  void refusesOverridesThatDoNotFitTheCatalogue(String metrics, String problem) {
    assertThat(
        problem("[{id: a, account_id: '1', metrics: " + metrics + "}]"),
        startsWith("job.yaml:4: clients[0].metrics" + problem));
  }

  @Test
  void doesNotBlameAClientForACatalogueThatCannotBeRead() {
    assertThat(
        JobText.in(folder)
            .with("metrics: nowhere.yaml")
            .with("clients: [{id: a, account_id: '1', metrics: {calls: {first_of: [call]}}}]")
            .problem(),
        startsWith("job.yaml:5: metrics: the file nowhere.yaml does not exist"));
  }

  private List<Client> clients(String clients) throws JobFileException {
    return JobText.in(folder).with("clients: " + clients).read().clients();
  }

  private String problem(String clients) {
    return JobText.in(folder).with("clients: " + clients).problem();
  }
}
