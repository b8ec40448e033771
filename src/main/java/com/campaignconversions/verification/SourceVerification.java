package com.campaignconversions.verification;

import com.campaignconversions.publishing.schema.Tables;
import com.campaignconversions.publishing.schema.Tables.TableColumn;
import com.campaignconversions.verification.StoredVersion.StoredJudgement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A version as it is stored, held column by column against what the insights say now. */
final class SourceVerification {
  private static final List<String> VARIANCE_COLUMNS =
      Tables.VARIANCE_CONTENT.stream().map(TableColumn::name).toList();

  private SourceVerification() {}

  static void of(StoredVersion stored, StoredVersion real, Differences differences) {
    campaigns(stored, real, differences);
    judgements(stored, real, differences);
  }

  private static void campaigns(StoredVersion stored, StoredVersion real, Differences differences) {
    List<String> columns = real.campaignColumns();
    Map<String, Integer> places = new HashMap<>();
    List<String> storedColumns = stored.campaignColumns();
    for (int i = 0; i < storedColumns.size(); i++) {
      places.put(storedColumns.get(i), i);
    }
    TreeSet<String> ids = new TreeSet<>(stored.campaigns().keySet());
    ids.addAll(real.campaigns().keySet());
    for (String id : ids) {
      List<@Nullable String> is = stored.campaigns().get(id);
      List<@Nullable String> shouldBe = real.campaigns().get(id);
      if (is == null || shouldBe == null) {
        differences.ofCampaign(
            id, "campaign_id", is == null ? null : id, shouldBe == null ? null : id);
        if (shouldBe != null) {
          // What is needed to put the row back.
          for (int i = 0; i < columns.size(); i++) {
            if (shouldBe.get(i) != null) {
              differences.ofCampaign(id, columns.get(i), null, shouldBe.get(i));
            }
          }
        }
        continue;
      }
      for (int i = 0; i < columns.size(); i++) {
        Integer place = places.get(columns.get(i));
        String text = place == null ? null : is.get(place);
        if (!Objects.equals(text, shouldBe.get(i))) {
          differences.ofCampaign(id, columns.get(i), text, shouldBe.get(i));
        }
      }
    }
  }

  private static void judgements(
      StoredVersion stored, StoredVersion real, Differences differences) {
    TreeSet<String> metrics = new TreeSet<>(stored.judgements().keySet());
    metrics.addAll(real.judgements().keySet());
    for (String metric : metrics) {
      StoredJudgement is = stored.judgements().get(metric);
      StoredJudgement shouldBe = real.judgements().get(metric);
      if (is == null || shouldBe == null) {
        differences.ofMetric(
            metric, "metric", is == null ? null : metric, shouldBe == null ? null : metric);
        continue;
      }
      for (int i = 0; i < VARIANCE_COLUMNS.size(); i++) {
        if (!Objects.equals(is.texts().get(i), shouldBe.texts().get(i))) {
          differences.ofMetric(
              metric, VARIANCE_COLUMNS.get(i), is.texts().get(i), shouldBe.texts().get(i));
        }
      }
    }
  }
}
