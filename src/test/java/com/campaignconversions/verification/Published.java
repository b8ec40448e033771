package com.campaignconversions.verification;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.conversions.history.History;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Output;
import com.campaignconversions.job.file.JobFile;
import com.campaignconversions.publishing.schema.Schema;
import com.campaignconversions.running.BeamOptions;
import com.campaignconversions.running.PipelineRun;
import com.campaignconversions.running.Rehearsal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code testdata/}, published once into a database in memory, which is put back as it was. */
record Published(Job job, Database database, PipelineOptions options, List<InsightFile> files) {
  private static final List<String> TABLES =
      List.of(
          "campaign_row",
          "variance_row",
          "client_period_version",
          "publication",
          "current_month_cache");

  /** What the clients have in some months. */
  static Published of(List<String> clients, String... months) throws Exception {
    Job job =
        JobFile.read(Path.of("pipelines/local.yaml"))
            .publishingTo(
                new Output(
                    "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1",
                    null,
                    null,
                    null,
                    Output.Cache.ALL));
    Database database = Database.of(job);
    Schema.prepare(database);
    PipelineOptions options = BeamOptions.of(job, List.of());
    List<InsightFile> files = PipelineRun.files(job, options);
    Map<String, List<Period>> wanted = new HashMap<>();
    clients.forEach(
        client -> wanted.put(client, List.of(months).stream().map(Period::parse).toList()));
    new Rehearsal(job, options, files)
        .into(database, new WantedPeriods(wanted), History.NOTHING, Instant.now());
    Published published = new Published(job, database, options, files);
    TABLES.forEach(
        table -> published.execute("CREATE TABLE kept_" + table + " AS SELECT * FROM " + table));
    return published;
  }

  static ClientPeriod clientPeriod(String client, String period) {
    return new ClientPeriod(client, Period.parse(period));
  }

  Verification verification() {
    return new Verification(database, job, Instant.now());
  }

  /** What is found of one client period. */
  VerifiedPeriod verified(ClientPeriod clientPeriod) {
    return verification().ofRows(List.of(clientPeriod)).get(0);
  }

  int execute(String sql) {
    return database.transaction(connection -> Sql.update(connection, sql, List.of()));
  }

  String text(String sql) {
    return database.transaction(
        connection ->
            Sql.query(connection, sql, List.of(), row -> String.valueOf(row.getString(1))).get(0));
  }

  /** Everything as it was published. */
  void restore() {
    for (String table : TABLES) {
      execute("DELETE FROM " + table);
      execute("INSERT INTO " + table + " SELECT * FROM kept_" + table);
    }
  }

  void close() {
    database.close();
  }
}
