package com.campaignconversions.job.file;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.campaignconversions.job.Audit;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Secret;
import com.campaignconversions.job.yaml.JobFileException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditSectionTest {
  private final Path folder;

  AuditSectionTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void auditsNothingWhereNothingIsSaid() throws Exception {
    assertThat(JobText.in(folder).read().audit(), is(nullValue()));
  }

  @Test
  void readsAQueryOfManyLinesWithoutItsSemicolon() throws Exception {
    Audit audit = audit("audit:\n  query: |\n    SELECT *\n    FROM old;\n");
    assertThat(audit.query(), is("SELECT *\nFROM old"));
    assertThat(audit.cacheTable(), is(nullValue()));
  }

  @Test
  void readsTheTableThatDashboardsKnowWhereNoneIsNamed() throws Exception {
    assertThat(audit("audit: {cache: {}}").cacheTable(), is("current_month_cache"));
    assertThat(audit("audit: {cache: {table: old.cache}}").cacheTable(), is("old.cache"));
  }

  @Test
  void takesTheDatabaseOfOutputWhereNoneIsNamed() throws Exception {
    Job job =
        JobText.in(folder)
            .with("output: {jdbc_url: 'jdbc:h2:mem:x', username: sa, schema: reporting}")
            .with("audit: {query: SELECT 1}")
            .read();
    Audit audit = Objects.requireNonNull(job.audit());
    assertThat(audit.database(), is(job.output()));
    assertThat(audit.section(), is("output"));
  }

  @Test
  void takesADatabaseOfItsOwn() throws Exception {
    Audit audit =
        audit(
            "audit: {jdbc_url: 'jdbc:h2:file:old', username: reader, password: {env: OLD_PASSWORD},"
                + " query: SELECT 1}");
    assertThat(audit.database().jdbcUrl(), is("jdbc:h2:file:" + folder + "/old"));
    assertThat(audit.database().username(), is("reader"));
    assertThat(
        audit.database().password(),
        is(new Secret(Secret.SecretSource.ENVIRONMENT_VARIABLE, "OLD_PASSWORD")));
    assertThat(audit.section(), is("audit"));
  }

  @Test
  void isLessPatientWithStoredNumbersThanWithFreshOnes() throws Exception {
    Job job =
        JobText.in(folder).with("significance: 0.00001").with("audit: {query: SELECT 1}").read();
    assertThat(job.significance(), is(new BigDecimal("0.00001")));
    assertThat(Objects.requireNonNull(job.audit()).significance(), is(new BigDecimal("0.001")));
    assertThat(
        audit("audit: {query: SELECT 1, significance: 0.02}").significance(),
        is(new BigDecimal("0.02")));
    assertThat(JobText.in(folder).read().significance(), is(new BigDecimal("0.0001")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | audit: wants exactly one of query and cache",
        "{query: SELECT 1, cache: {}} | audit: wants exactly one of query and cache",
        "{query: } | audit.query: has no value",
        "{query: [SELECT 1]} | audit.query: wants a SELECT, not a list",
        "{cache: current_month_cache} | audit.cache: wants {table: current_month_cache}, not text",
        "{cache: {table: 'a; DROP TABLE b'}} | audit.cache.table: is not the name of a table",
        "{query: SELECT 1, username: me} | audit.username: stands without jdbc_url",
        "{query: SELECT 1, password: {env: A}} | audit.password: stands without jdbc_url",
        "{query: SELECT 1, significance: 0.5} | audit.significance: \"0.5\" is not a number above 0",
        "{query: SELECT 1, jdbc_url: 'jdbc:oracle:x'} | audit.jdbc_url: is no kind of database",
      })
  void refusesWhatItCannotUnderstand(String audit, String problem) {
    assertThat(
        JobText.in(folder).with("audit: " + audit).problem(), startsWith("job.yaml:7: " + problem));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{query: SELECT 1, hunter2: a}",
        "{query: SELECT 1, jdbc_url: 'jdbc:postgresql://me:hunter2@host/db'}",
        "{query: SELECT 1, jdbc_url: 'jdbc:h2:file:old', password: hunter2}",
      })
  void repeatsNothingThatMayBeASecret(String audit) {
    String told = JobText.in(folder).with("audit: " + audit).problem();
    assertThat(told, startsWith("job.yaml:7: audit"));
    assertThat(told, not(containsString("hunter2")));
  }

  private Audit audit(String section) throws JobFileException {
    return Objects.requireNonNull(JobText.in(folder).with(section).read().audit());
  }
}
