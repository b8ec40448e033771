package com.campaignconversions.job.file;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.comparesEqualTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.job.GraphInsights.Level;
import com.campaignconversions.job.GraphInsights.Reports;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Secret;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphSectionTest {
  private static final String VERSION_AND_TOKEN = "version: v27.0, token: {env: META_TOKEN}";

  private final Path folder;

  GraphSectionTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private JobText job(String graph) {
    return JobText.in(folder).with("insights: {graph: {" + graph + "}}");
  }

  private GraphInsights graph(String keys) throws Exception {
    return (GraphInsights) job(keys).read().insights();
  }

  @Test
  void asksForCampaignsAndTotalsUnlessToldOtherwise() throws Exception {
    assertThat(
        graph(VERSION_AND_TOKEN),
        is(
            new GraphInsights(
                "https://graph.facebook.com",
                "v27.0",
                Level.CAMPAIGN,
                true,
                false,
                false,
                Reports.BY_NEED,
                500,
                Duration.ofMinutes(2),
                Duration.ofHours(2),
                null,
                folder.toString(),
                Map.of(
                    "belmonte",
                    new Secret(Secret.SecretSource.ENVIRONMENT_VARIABLE, "META_TOKEN")))));
  }

  @Test
  void readsEveryKey() throws Exception {
    assertThat(
        graph(
            VERSION_AND_TOKEN
                + ", level: ad, account_totals: false, reach: true, time_increment: day, reports: always,"
                + " page_size: 100, request_seconds: 30, time_limit_minutes: 10, keep: pages,"
                + " endpoint: 'http://127.0.0.1:8080/'"),
        is(
            new GraphInsights(
                "http://127.0.0.1:8080",
                "v27.0",
                Level.AD,
                false,
                true,
                true,
                Reports.ALWAYS,
                100,
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                folder.resolve("pages").toString(),
                folder.toString(),
                Map.of(
                    "belmonte",
                    new Secret(Secret.SecretSource.ENVIRONMENT_VARIABLE, "META_TOKEN")))));
  }

  @Test
  void aClientsOwnTokenStandsInTheClientsFile() throws Exception {
    Job job =
        job("version: v27.0")
            .with("clients: clients.yaml")
            .withFile(
                "clients.yaml",
                "clients: [{id: belmonte, account_id: '1', token: {file: secrets/belmonte}}]")
            .read();
    assertThat(
        ((GraphInsights) job.insights()).tokens(),
        is(
            Map.of(
                "belmonte",
                new Secret(
                    Secret.SecretSource.FILE, folder.resolve("secrets/belmonte").toString()))));
  }

  @Test
  void judgesLiveInsightsMoreStrictlyThanFiles() throws Exception {
    assertThat(
        job(VERSION_AND_TOKEN).read().significance(), comparesEqualTo(new BigDecimal("1e-6")));
    assertThat(
        job(VERSION_AND_TOKEN).with("significance: 0.01").read().significance(),
        comparesEqualTo(new BigDecimal("0.01")));
  }

  @Test
  void hasNoNewestRow() throws Exception {
    assertThat(graph(VERSION_AND_TOKEN).newestField(), nullValue());
  }

  @Test
  void everyClientNeedsAToken() {
    assertThat(
        job("version: v27.0").problem(),
        is(
            "job.yaml:3: insights.graph: has no token for the client \"belmonte\"; write token:"
                + " {env: NAME_OF_A_VARIABLE} or {file: PATH}, never the access token itself,"
                + " there or here for all clients"));
  }

  @Test
  void aTokenInClearIsNotRepeated() {
    assertThat(
        job("version: v27.0, token: EAABsbCS1iHgBAKlZC").problem(),
        allOf(
            containsString("insights.graph.token: stands here in clear (not repeated)"),
            not(containsString("EAAB"))));
    assertThat(
        job("version: v27.0")
            .with("clients: [{id: belmonte, account_id: '1', token: EAABsbCS1iHgBAKlZC}]")
            .problem(),
        allOf(
            containsString("clients[0].token: stands here in clear (not repeated)"),
            not(containsString("EAAB"))));
  }

  @ParameterizedTest
  @CsvSource({
    "endpoint: 'http://graph.facebook.com',would send tokens in clear",
    "endpoint: 'http://127.0.0.1.example.com',would send tokens in clear",
    "endpoint: 'ftp://localhost',would send tokens in clear",
    "endpoint: 'https://EAAB@graph.facebook.com',is not just the address",
    "endpoint: 'https://graph.facebook.com/?access_token=EAAB',is not just the address",
    "endpoint: 'https://graph.facebook.com/v27.0',is not just the address",
    "endpoint: graph.facebook.com,is not just the address",
    "endpoint: 'https://a b',is not the address",
    "level: account,is not known",
    "account_totals: 'yes',is neither true nor false",
    "time_increment: week,is not known",
    "page_size: 0,is not a whole number",
    "page_size: 1e2,is not a whole number",
    "time_limit_minutes: 100000,is not a whole number",
    "keep: 's3://key@bucket/pages',holds an @",
    "newest: file,holds a key that is not known",
  })
  void saysWhatIsWrongAndRepeatsNoSecret(String key, String sentence) {
    assertThat(
        job(VERSION_AND_TOKEN + ", " + key).problem(),
        allOf(containsString(sentence), not(containsString("EAAB"))));
  }

  @Test
  void wantsAVersion() {
    assertThat(
        job("token: {env: META_TOKEN}").problem(),
        is(
            "job.yaml:3: insights.graph.version: is missing; write version: and one that Meta"
                + " serves, such as v27.0"));
    assertThat(
        job("version: '23', token: {env: META_TOKEN}").problem(),
        containsString("\"23\" is no version of the API"));
  }

  @Test
  void readsFromOnePlace() {
    assertThat(
        JobText.in(folder)
            .with("insights: {files: a.json, graph: {" + VERSION_AND_TOKEN + "}}")
            .problem(),
        containsString("insights.graph: stands beside files"));
    assertThat(
        JobText.in(folder)
            .with("insights: {graph: {" + VERSION_AND_TOKEN + "}, json: a.b}")
            .problem(),
        containsString("insights.json: is said of files and tables"));
    assertThat(
        JobText.in(folder)
            .with("insights: {graph: {" + VERSION_AND_TOKEN + "}, decimal: comma}")
            .problem(),
        containsString("insights.decimal: is said of CSV files"));
    assertThat(
        JobText.in(folder)
            .with("insights: {graph: {" + VERSION_AND_TOKEN + "}, newest: file}")
            .problem(),
        containsString("insights.newest: has no meaning beside graph"));
  }
}
