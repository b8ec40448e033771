package com.campaignconversions.conversions.content;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.ReferenceTotal;
import com.campaignconversions.variance.numbers.Verdict;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The content of a version as its fingerprint sees it, made or read back. */
public final class VersionContent {
  private static final JsonFactory JSON = new JsonFactory();

  private VersionContent() {}

  /**
   * The name of a version: a digest of its campaigns, their sources, and the metrics' names,
   * verdicts and acceptances; no run, no time.
   *
   * @param judgements in the order of the catalogue
   * @param accepted what acceptance adds to the evidence of a judgement; empty where nothing
   * @param rows in the order of the campaigns' ids, each its id, account, name, currency, spend,
   *     impressions, clicks, sources and attribution, then its metrics in the order of the
   *     catalogue
   * @return 32 hexadecimal digits
   */
  public static String fingerprint(
      ClientPeriod clientPeriod,
      List<MetricJudgement> judgements,
      Function<MetricJudgement, String> accepted,
      Iterable<? extends List<? extends @Nullable Object>> rows) {
    Fingerprint content =
        new Fingerprint().add(clientPeriod.clientId()).add(clientPeriod.period().id());
    for (MetricJudgement judgement : judgements) {
      content
          .add(judgement.metric())
          .add(verdict(judgement))
          .add(judgement.accountTotal())
          .add(judgement.reconciliation())
          // Or what is published would stay trusted when its acceptance ends.
          .add(accepted.apply(judgement));
      if (judgement.verdict() == Verdict.OUTLIER && judgement.isOfVerdict()) {
        content.add("distrusted");
      }
      ReferenceTotal reference = judgement.reference();
      if (reference != null) {
        content.add(reference.total()).add(reference.reconciliation());
      }
    }
    rows.forEach(content::addRow);
    return content.hex();
  }

  /** A 0 is the same whether its action type was ever seen or not. */
  private static Verdict verdict(MetricJudgement judgement) {
    return judgement.verdict() == Verdict.NEVER_SEEN ? Verdict.ALL_ZERO : judgement.verdict();
  }

  /** A flat JSON object of texts, in the order of the map. */
  public static String flatJson(Map<String, String> texts) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, String> one : texts.entrySet()) {
        json.writeStringField(one.getKey(), one.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory failed", e);
    }
    return text.toString();
  }
}
