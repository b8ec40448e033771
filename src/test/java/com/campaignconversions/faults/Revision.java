package com.campaignconversions.faults;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Insights of some clients and months whose every number follows from one: what is published can be
 * told from any other revision, and half of it from the whole.
 */
record Revision(int number) {
  static final int CLIENTS = 6;
  private static final List<String> MONTHS = List.of("2025-08", "2025-09");

  /** What must be visible of one client period. */
  record Visible(long campaigns, BigDecimal leads, BigDecimal spend) {}

  /** Another number of campaigns each time: some come, some go. */
  int campaigns() {
    return 20 + number % 5;
  }

  private int leads(int client, int month, int campaign) {
    return 1 + (number * 31 + client * 17 + month * 7 + campaign * campaign * 13) % 97;
  }

  private BigDecimal spend(int campaign) {
    return BigDecimal.valueOf(number * 100L + campaign * 37L % 1000, 2);
  }

  /** By client and period. */
  Map<String, Visible> visible() {
    Map<String, Visible> visible = new TreeMap<>();
    for (int client = 0; client < CLIENTS; client++) {
      for (int month = 0; month < MONTHS.size(); month++) {
        long leads = 0;
        BigDecimal spend = BigDecimal.ZERO;
        for (int campaign = 0; campaign < campaigns(); campaign++) {
          leads += leads(client, month, campaign);
          spend = spend.add(spend(campaign));
        }
        visible.put(
            "client" + client + " " + MONTHS.get(month),
            new Visible(campaigns(), BigDecimal.valueOf(leads), spend));
      }
    }
    return visible;
  }

  /** The files and a job that reads them. */
  static Path job(Path folder, String jdbcUrl, String username) throws IOException {
    StringBuilder clients = new StringBuilder();
    for (int client = 0; client < CLIENTS; client++) {
      clients.append(
          "  - {id: client%d, name: Client %d, account_id: \"10%d\", currency: EUR}%n"
              .formatted(client, client, client));
    }
    Path job = folder.resolve("job.yaml");
    Files.createDirectories(folder.resolve("insights"));
    Files.writeString(
        job,
        """
        job: faults
        granularity: month
        insights:
          files: insights/*
        clients:
        %smetrics:
          leads: {from: actions, first_of: [lead]}
        output:
          jdbc_url: %s
          username: %s
          cache: all
        options:
          runner: DirectRunner
          enforceImmutability: "false"
          enforceEncodability: "false"
        """
            .formatted(clients, jdbcUrl, username));
    return job;
  }

  /** Puts these numbers in the place of those that were there. */
  void write(Path job) throws IOException {
    for (int client = 0; client < CLIENTS; client++) {
      StringBuilder lines = new StringBuilder();
      for (int month = 0; month < MONTHS.size(); month++) {
        String period = MONTHS.get(month);
        String last = period.equals("2025-08") ? "-31" : "-30";
        for (int campaign = 0; campaign < campaigns(); campaign++) {
          lines.append(
              ("{\"account_id\":\"10%d\",\"campaign_id\":\"c%d\",\"campaign_name\":\"Campaign %d\","
                      + "\"date_start\":\"%s-01\",\"date_stop\":\"%s%s\",\"spend\":\"%s\","
                      + "\"impressions\":\"%d\",\"clicks\":\"1\","
                      + "\"actions\":[{\"action_type\":\"lead\",\"value\":\"%d\"}]}%n")
                  .formatted(
                      client,
                      campaign,
                      campaign,
                      period,
                      period,
                      last,
                      spend(campaign).toPlainString(),
                      number,
                      leads(client, month, campaign)));
        }
      }
      Files.writeString(job.resolveSibling("insights").resolve(client + ".jsonl"), lines);
    }
  }
}
