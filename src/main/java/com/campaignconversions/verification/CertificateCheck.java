package com.campaignconversions.verification;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.database.Database;
import com.campaignconversions.publishing.versions.PublicationQueries;
import com.campaignconversions.records.Decimals;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.verification.CertifiedText.Columns;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A certificate held against what a database has now, whichever database it was made of. */
public final class CertificateCheck {
  private CertificateCheck() {}

  /** Of one client period. */
  private record Certified(ClientPeriod clientPeriod, String sha256, JsonNode metrics) {}

  /**
   * Tells for each certified client period whether it is the same, different, or gone.
   *
   * @param clientIds whose client periods are wanted; empty for all
   * @param named periods; null for all
   * @throws CommandException if the file is no certificate, or is damaged
   */
  public static VerificationResult of(
      Database database,
      Path file,
      Collection<String> clientIds,
      @Nullable Collection<Period> named)
      throws CommandException {
    ObjectNode json = CertificateFile.read(file);
    Columns columns =
        new Columns(
            texts(json.path("columns").path(CertifiedText.CAMPAIGNS)),
            texts(json.path("columns").path(CertifiedText.JUDGEMENTS)));
    if (!columns.isUsable()) {
      throw CertificateFile.bad(file, "it names columns that no certificate has");
    }
    List<VerifiedPeriod> found = new ArrayList<>();
    for (Certified one : certified(file, json)) {
      if ((clientIds.isEmpty() || clientIds.contains(one.clientPeriod().clientId()))
          && (named == null || named.contains(one.clientPeriod().period()))) {
        found.add(compared(database, one, columns));
      }
    }
    if (found.isEmpty()) {
      throw CommandException.failed(
          "--against=" + file + ": it certifies nothing of what was asked for");
    }
    return new VerificationResult(found, false, file.toString(), false, null);
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new HashSet<>();
    array.forEach(one -> texts.add(one.asText()));
    return texts;
  }

  private static List<Certified> certified(Path file, ObjectNode json) throws CommandException {
    List<Certified> certified = new ArrayList<>();
    for (JsonNode one : json.path("client_periods")) {
      try {
        certified.add(
            new Certified(
                new ClientPeriod(
                    one.path("client").asText(), Period.parse(one.path("period").asText())),
                one.path("sha256").asText(),
                one.path("metrics")));
      } catch (DateTimeException e) {
        throw CertificateFile.bad(file, "it names a period that there is not");
      }
    }
    return certified;
  }

  private static VerifiedPeriod compared(Database database, Certified one, Columns columns) {
    List<@Nullable String> now =
        database.transaction(
            connection -> {
              connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
              List<@Nullable String> read = new ArrayList<>();
              read.add(CertifiedText.sha256(connection, one.clientPeriod(), columns));
              return read;
            });
    String sha256 = now.get(0);
    Differences differences = new Differences();
    if (!one.sha256().equals(sha256)) {
      differences.ofVersion("sha256", sha256, one.sha256());
      if (sha256 != null) {
        metrics(database, one, differences);
      }
    }
    return VerifiedPeriod.of(
        one.clientPeriod(),
        differences,
        differences.isEmpty()
            ? null
            : sha256 == null
                ? "It is gone: nothing of it is published here."
                : "It is different: `verify` tells whether it was changed by hand, `history` whether"
                    + " it was restated.",
        false);
  }

  /** What of it a person knows: totals and verdicts. */
  private static void metrics(Database database, Certified one, Differences differences) {
    Map<String, MetricJudgement> now = new TreeMap<>();
    PublicationQueries.judgements(database, List.of(one.clientPeriod()))
        .getOrDefault(one.clientPeriod(), List.of())
        .forEach(judgement -> now.put(judgement.metric(), judgement));
    for (JsonNode certified : one.metrics()) {
      String metric = certified.path("metric").asText();
      MetricJudgement judgement = now.get(metric);
      if (judgement == null) {
        differences.ofMetric(metric, "metric", null, metric);
        continue;
      }
      BigDecimal total = judgement.total();
      compare(metric, "total", Decimals.textIfKnown(total), certified, differences);
      compare(metric, "verdict", judgement.verdict().name(), certified, differences);
    }
  }

  private static void compare(
      String metric,
      String column,
      @Nullable String now,
      JsonNode certified,
      Differences differences) {
    JsonNode value = certified.path(column);
    String was = value.isNull() ? null : value.asText();
    if (!Objects.equals(now, was)) {
      differences.ofMetric(metric, column, now, was);
    }
  }
}
