package com.campaignconversions.audit;

import static com.campaignconversions.results.TextTable.left;

import com.campaignconversions.audit.Audits.Extent;
import com.campaignconversions.database.Database;
import com.campaignconversions.results.TextTable;
import com.campaignconversions.variance.MetricJudgement;
import com.github.freva.asciitable.Column;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an audit found, for a person at a terminal: the suspicious client periods, worst first. */
public final class AuditResults {
  private static final int MOST_LISTED = 40;

  private AuditResults() {}

  /**
   * Prints.
   *
   * @param exitCode null where something follows that may change it
   */
  public static void print(
      PrintWriter out, Database database, long runId, @Nullable Integer exitCode) {
    List<AuditedPeriod> suspicious = Audits.suspicious(database, runId);
    suspicious.sort(Comparator.comparingDouble(AuditResults::sortedBy));
    List<AuditedPeriod> listed = suspicious.stream().limit(MOST_LISTED).toList();
    if (!listed.isEmpty()) {
      out.println(table(listed));
      out.println();
    }
    for (AuditedPeriod period : listed) {
      for (MetricJudgement judgement : period.judgements()) {
        out.println(
            "NOT TRUSTED "
                + period.clientPeriod()
                + " "
                + judgement.metric()
                + ": "
                + judgement.evidence());
      }
    }
    if (listed.size() < suspicious.size()) {
      out.println((suspicious.size() - listed.size()) + " more client periods are not trusted.");
    }
    Extent extent = Audits.extent(database, runId);
    out.println();
    out.println(
        "Audit %d: %s of %s judged, %d not trusted%s. Nothing was"
                .formatted(
                    runId,
                    counted(extent.clientPeriods(), "client period"),
                    counted(extent.clients(), "client"),
                    extent.notTrusted(),
                    exitCode == null ? "" : "; exit code " + exitCode)
            + " published; all verdicts are in audit_variance of "
            + database.output().jdbcUrl()
            + " where run_id = "
            + runId
            + ".");
    out.flush();
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static String table(List<AuditedPeriod> periods) {
    return TextTable.of(
        periods,
        List.of(
            left("client").with(one -> one.clientPeriod().clientId()),
            left("period").with(one -> one.clientPeriod().period().id()),
            new Column()
                .header("campaigns")
                .with(one -> Long.toString(one.judgements().get(0).distribution().campaigns())),
            left("not trusted")
                .maxWidth(60)
                .with(
                    one ->
                        one.judgements().stream()
                            .map(judgement -> judgement.metric() + " " + judgement.whyNotTrusted())
                            .collect(Collectors.joining(", "))),
            new Column()
                .header("smallest p")
                .with(one -> smallestP(one) == null ? "" : String.valueOf(smallestP(one)))));
  }

  /** Verdicts without a probability stand last. */
  private static double sortedBy(AuditedPeriod period) {
    Double p = smallestP(period);
    return p == null ? Double.POSITIVE_INFINITY : p;
  }

  private static @Nullable Double smallestP(AuditedPeriod period) {
    return period.judgements().stream()
        .map(judgement -> judgement.manufacture().pValue())
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }
}
