package com.campaignconversions.job.file;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.campaignconversions.job.InsightSource.Newest;
import com.campaignconversions.job.JdbcInsights;
import com.campaignconversions.job.JdbcInsights.Connector;
import com.campaignconversions.job.Secret;
import com.campaignconversions.job.yaml.JobFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcSectionTest {
  private final Path folder;

  JdbcSectionTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void readsATableThatAConnectorLanded() throws Exception {
    JdbcInsights insights =
        insights(
            "jdbc: {jdbc_url: 'jdbc:postgresql://host/warehouse', username: reader,"
                + " password: {env: WAREHOUSE_PASSWORD}, table: facebook.ads_insights,"
                + " preset: airbyte, columns: {clicks: Inline_Link_Clicks}}");
    assertThat(insights.database().jdbcUrl(), is("jdbc:postgresql://host/warehouse"));
    assertThat(insights.database().username(), is("reader"));
    assertThat(
        insights.database().password(),
        is(new Secret(Secret.SecretSource.ENVIRONMENT_VARIABLE, "WAREHOUSE_PASSWORD")));
    assertThat(insights.table(), is("facebook.ads_insights"));
    assertThat(insights.query(), is(nullValue()));
    assertThat(insights.preset(), is(Connector.AIRBYTE));
    assertThat(insights.columns(), is(Map.of("clicks", "inline_link_clicks")));
    assertThat(insights.newest(), is(Newest.FIELD));
    assertThat(insights.newestField(), is("_airbyte_extracted_at"));
  }

  @Test
  void readsAQueryWithoutItsSemicolon() throws Exception {
    JdbcInsights insights =
        insights("jdbc: {jdbc_url: 'jdbc:h2:file:./x', query: 'SELECT * FROM y; ', json: Payload}");
    assertThat(insights.query(), is("SELECT * FROM y"));
    assertThat(insights.json(), is("payload"));
    assertThat(insights.newest(), is(Newest.NONE));
    assertThat(insights.newestField(), is(nullValue()));
  }

  @ParameterizedTest
  @CsvSource({
    "newest: none, ",
    "newest: Loaded_At, loaded_at",
    "'preset: dlt', _dlt_load_id",
    "'preset: meltano', _sdc_extracted_at",
    "'preset: fivetran', _fivetran_synced",
    "'preset: stitch', _sdc_sequence",
  })
  void readsWhichExtractionWins(String written, String field) throws Exception {
    String beside = written.startsWith("newest") ? ", " + written : "";
    String inside = written.startsWith("preset") ? ", " + written : "";
    JdbcInsights insights =
        insights("jdbc: {jdbc_url: 'jdbc:h2:file:./x', table: y" + inside + "}" + beside);
    assertThat(insights.newestField(), field == null ? nullValue() : is(field));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdbc: {table: y} | jdbc.jdbc_url: is missing; write jdbc_url: jdbc:postgresql://",
        "jdbc: x | jdbc: wants a map with the key jdbc_url and table: ads_insights",
        "jdbc: {URL} | jdbc: wants one of query and table",
        "jdbc: {URL, table: y, query: SELECT 1} | jdbc.table: stands beside query, where it names the table whose child tables",
        "jdbc: {URL, table: 'y; DROP TABLE z'} | jdbc.table: is not the name of a table",
        "jdbc: {URL, table: y, preset: airbite} | jdbc.preset: \"airbite\" is not known; write one of airbyte, dlt, meltano, fivetran, stitch; did you mean airbyte?",
        "jdbc: {URL, query: SELECT 1, preset: fivetran} | jdbc.preset: wants a table, because Fivetran",
        "jdbc: {URL, table: y, preset: dlt, json: z} | jdbc.json: stands beside preset",
        "jdbc: {URL, table: y, columns: {clicks: 'a b'}} | jdbc.columns.clicks: is not the name of a column",
        "jdbc: {URL, table: y, columns: {'a b': c}} | jdbc.columns.a b: stands under a key that is no field",
        "jdbc: {URL, table: y, password: hunter2} | jdbc.password: stands here in clear (not repeated)",
        "jdbc: {URL, table: y, hunter2: z} | jdbc: holds a key that is not known (not repeated",
        "jdbc: {jdbc_url: 'jdbc:postgresql://u:hunter2@h/d', table: y} | jdbc.jdbc_url: holds credentials",
        "'jdbc: {URL, table: y}, newest: file' | newest: is file, but these insights stand in a table",
        "'jdbc: {URL, table: y}, newest: a-b' | newest: is not the name of a column",
        "'jdbc: {URL, table: y}, decimal: comma' | decimal: is said of CSV files, and this job reads none",
        "'jdbc: {URL, table: y}, files: a' | jdbc: stands beside files, and a job reads one source",
      })
  void refusesWhatCannotBeRead(String written, String problem) {
    String text = written.replace("URL", "jdbc_url: 'jdbc:h2:file:./x'");
    String told = JobText.in(folder).with("insights: {" + text + "}").problem();
    assertThat(told, startsWith("job.yaml:3: insights." + problem));
    assertThat(told, not(containsString("hunter2")));
  }

  private JdbcInsights insights(String insights) throws JobFileException {
    return (JdbcInsights) JobText.in(folder).with("insights: {" + insights + "}").read().insights();
  }
}
