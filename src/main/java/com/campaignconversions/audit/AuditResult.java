package com.campaignconversions.audit;

import com.campaignconversions.audit.Audits.Extent;
import com.campaignconversions.audit.Comparison.Differences;
import com.campaignconversions.clients.Client;
import com.campaignconversions.database.Database;
import com.campaignconversions.job.Job;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.CommandResult;
import com.campaignconversions.results.Screen;
import com.campaignconversions.results.Screen.Item;
import com.campaignconversions.results.runs.ClientPeriodResult;
import com.campaignconversions.results.runs.Problems;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an audit found, the suspicious client periods first.
 *
 * @param clientPeriods all that were judged, or the suspicious ones only
 * @param caution what speaks against the audit itself; null where nothing does
 * @param comparison with the real numbers; null where that was not asked for
 */
public record AuditResult(
    Database database,
    long runId,
    int exitCode,
    Extent extent,
    List<ClientPeriodResult> clientPeriods,
    @Nullable String caution,
    @Nullable Differences comparison)
    implements CommandResult {
  public AuditResult {
    clientPeriods = List.copyOf(clientPeriods);
  }

  /**
   * Reads it.
   *
   * @param whole whether with what is trusted
   */
  public static AuditResult of(
      Database database,
      Job job,
      long runId,
      int exitCode,
      boolean whole,
      @Nullable String caution,
      @Nullable Differences comparison) {
    Map<String, Client> clients = job.clientsById();
    List<ClientPeriodResult> judged =
        Audits.judged(database, runId, whole).stream()
            .sorted(Comparator.comparingDouble(AuditResult::sortedBy))
            .map(
                one ->
                    new ClientPeriodResult(
                        one.clientPeriod(),
                        clients.get(one.clientPeriod().clientId()),
                        null,
                        null,
                        one.judgements()))
            .toList();
    return new AuditResult(
        database, runId, exitCode, Audits.extent(database, runId), judged, caution, comparison);
  }

  /** What is trusted stands last, and before it what has no probability. */
  private static double sortedBy(AuditedPeriod period) {
    return period.judgements().stream()
        .filter(judgement -> !judgement.trusted())
        .map(judgement -> judgement.manufacture().pValue())
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(period.trusted() ? Double.POSITIVE_INFINITY : Double.valueOf(1));
  }

  @Override
  public void writeTo(ObjectNode json) {
    json.put("run", runId);
    json.put("exit_code", exitCode);
    json.put("judged", extent.clientPeriods());
    json.put("not_trusted", extent.notTrusted());
    json.put("caution", caution);
    ArrayNode periods = json.putArray("client_periods");
    clientPeriods.forEach(one -> one.writeTo(periods));
    if (comparison == null) {
      json.putNull("differences");
      json.putNull("not_compared");
    } else {
      comparison.writeTo(json);
    }
  }

  @Override
  public List<Item> problems() {
    List<Item> items = new ArrayList<>(Problems.ofJudgements(clientPeriods));
    if (comparison != null) {
      items.addAll(comparison.items());
    }
    return items;
  }

  @Override
  public void print(Screen screen) {
    List<Item> items = Problems.ofJudgements(clientPeriods);
    if (screen.quiet() && items.isEmpty() && exitCode == 0) {
      return;
    }
    screen.say(
        "Audit %d: %s of %s judged, %s not trusted; exit code %d."
            .formatted(
                runId,
                Wording.counted(extent.clientPeriods(), "client period"),
                Wording.counted(extent.clients(), "client"),
                Wording.count(extent.notTrusted()),
                exitCode));
    if (caution != null) {
      screen.say(List.of(new Item("CAUTION", caution)));
    }
    if (!items.isEmpty()) {
      screen.emptyLine();
      Screen.Shown shown = screen.say(items);
      if (shown.leftOut() > 0) {
        screen.say(Wording.counted(shown.leftOut(), "more problem") + ": --all lists them.");
      }
    }
    if (comparison != null) {
      screen.emptyLine();
      comparison.print(screen);
    }
    if (!screen.quiet()) {
      screen.emptyLine();
      screen.say(
          "Nothing was published; all verdicts are in audit_variance of %s where run_id = %d."
              .formatted(database.output().jdbcUrl(), runId));
    }
  }
}
