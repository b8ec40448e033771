package com.campaignconversions.verification;

import com.campaignconversions.clients.Period;
import com.campaignconversions.conversions.Acceptances;
import com.campaignconversions.conversions.content.VersionChecks;
import com.campaignconversions.conversions.content.VersionContent;
import com.campaignconversions.publishing.schema.Tables;
import com.campaignconversions.publishing.schema.Tables.TableColumn;
import com.campaignconversions.records.Decimals;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.Reconciliation;
import com.campaignconversions.variance.numbers.Distribution;
import com.campaignconversions.variance.numbers.Verdict;
import com.campaignconversions.verification.StoredVersion.StoredJudgement;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A version worked out again from its own rows: each column against its check, sums against what
 * they add up to, all of it against the fingerprint.
 */
final class VersionVerification {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, String>> TEXTS =
      new TypeReference<>() {};

  private static final List<String> VERSION_COLUMNS =
      Tables.VERSION_CONTENT.stream().map(TableColumn::name).toList();
  private static final List<String> VARIANCE_COLUMNS =
      Tables.VARIANCE_CONTENT.stream().map(TableColumn::name).toList();
  private static final List<String> CAMPAIGN_COLUMNS =
      Tables.CAMPAIGN_CONTENT.stream().map(TableColumn::name).toList();
  private static final int SOURCES = CAMPAIGN_COLUMNS.indexOf("sources");
  private static final List<String> DELIVERY = List.of("spend", "impressions", "clicks");

  /** Of which most campaigns of a client period have the same. */
  private static final List<String> SHARED =
      List.of("account_id", "currency", "sources", "attribution");

  private final StoredVersion version;
  private final Differences differences;

  /** By column, the campaigns whose check says that it is not what it was, and those gone. */
  private final Map<String, Set<String>> changed = new HashMap<>();

  private final Set<String> added = new HashSet<>();

  private VersionVerification(StoredVersion version, Differences differences) {
    this.version = version;
    this.differences = differences;
  }

  /**
   * Looks for what was changed.
   *
   * @param catalogue a hash of the job's own
   * @return what could not be looked at, as a sentence; null where all was
   */
  static @Nullable String of(StoredVersion version, String catalogue, Differences differences) {
    return new VersionVerification(version, differences).verify(catalogue);
  }

  private @Nullable String verify(String catalogue) {
    if (version.content() == null) {
      differences.ofVersion("fingerprint", version.fingerprint(), null);
      return "The publication points to a version that is not there: run it again.";
    }
    VersionChecks checks = version.checks();
    if (checks != null) {
      compareCampaigns(checks);
      compareJudgements(checks);
      compareVersion(checks);
    } else if (version.document() != null) {
      differences.ofVersion(Tables.CHECKS, "damaged", null);
    }
    if (differences.isEmpty()) {
      compareSums();
    }
    boolean sameOrder = checks != null || catalogue.equals(version.catalogue());
    String again = differences.isEmpty() ? fingerprint() : version.fingerprint();
    if (!version.fingerprint().equals(again) && sameOrder) {
      differences.ofVersion("fingerprint", version.fingerprint(), again);
    }
    if (version.document() != null) {
      return null;
    }
    return "Published before the checks of single columns were kept: only its sums"
        + (version.fingerprint().equals(again) || sameOrder ? " and its fingerprint" : "")
        + " were compared, which tell that something was changed and not always where.";
  }

  private void compareCampaigns(VersionChecks checks) {
    List<String> columns = version.campaignColumns();
    int width = VersionChecks.CAMPAIGN_WIDTH;
    checks
        .campaigns()
        .forEach(
            (id, known) -> {
              List<@Nullable String> row = version.campaigns().get(id);
              for (int i = 0; i < columns.size(); i++) {
                if (row == null || !agrees(row.get(i), known, i, width)) {
                  changed.computeIfAbsent(columns.get(i), none -> new TreeSet<>()).add(id);
                }
              }
            });
    for (String id : version.campaigns().keySet()) {
      if (!checks.campaigns().containsKey(id)) {
        added.add(id);
        differences.ofCampaign(id, "campaign_id", id, null);
      }
    }
    for (Map.Entry<String, String> one : checks.campaigns().entrySet()) {
      String id = one.getKey();
      List<@Nullable String> row = version.campaigns().get(id);
      if (row == null) {
        differences.ofCampaign(id, "campaign_id", null, id);
        continue;
      }
      for (int i = 0; i < columns.size(); i++) {
        String column = columns.get(i);
        if (changed.getOrDefault(column, Set.of()).contains(id)) {
          List<@Nullable String> candidates = new ArrayList<>();
          candidates.add(SHARED.contains(column) ? shared(column, i) : rest(checks, id, column, i));
          differences.ofCampaign(
              id, column, row.get(i), first(candidates, one.getValue(), i, width));
        }
      }
    }
  }

  /** What all other campaigns have in a column; null where they differ. */
  private @Nullable String shared(String column, int place) {
    Set<String> values = new HashSet<>();
    version
        .campaigns()
        .forEach(
            (id, row) -> {
              if (!added.contains(id) && !changed.getOrDefault(column, Set.of()).contains(id)) {
                values.add(String.valueOf(row.get(place)));
              }
            });
    return values.size() == 1 ? values.iterator().next() : null;
  }

  /** What the sum leaves for a campaign, where no other was changed; null where nobody can tell. */
  private @Nullable String rest(VersionChecks checks, String campaign, String column, int place) {
    String total = total(checks, column);
    if (total == null || changed.getOrDefault(column, Set.of()).size() != 1) {
      return null;
    }
    BigDecimal rest = new BigDecimal(total);
    for (Map.Entry<String, List<@Nullable String>> other : version.campaigns().entrySet()) {
      String value = other.getValue().get(place);
      if (!other.getKey().equals(campaign) && !added.contains(other.getKey()) && value != null) {
        rest = rest.subtract(new BigDecimal(value));
      }
    }
    return Decimals.text(rest);
  }

  /** The stored sum of a column, if its own check agrees. */
  private @Nullable String total(VersionChecks checks, String column) {
    List<@Nullable String> content = Objects.requireNonNull(version.content());
    if (DELIVERY.contains(column)) {
      int place = VERSION_COLUMNS.indexOf(column);
      String sum = content.get(place);
      return agrees(sum, checks.version(), place, VersionChecks.WIDTH) ? sum : null;
    }
    StoredJudgement judgement = version.judgements().get(column);
    String known = checks.variance().get(column);
    int place = VARIANCE_COLUMNS.indexOf("total");
    return judgement != null
            && known != null
            && agrees(judgement.texts().get(place), known, place, VersionChecks.WIDTH)
        ? judgement.texts().get(place)
        : null;
  }

  private void compareJudgements(VersionChecks checks) {
    checks
        .variance()
        .forEach(
            (metric, known) -> {
              StoredJudgement stored = version.judgements().get(metric);
              if (stored == null) {
                differences.ofMetric(metric, "metric", null, metric);
                return;
              }
              List<@Nullable String> again = statistics(metric);
              // A version that was made before a column was has no check of it.
              int columns = Math.min(VARIANCE_COLUMNS.size(), known.length() / VersionChecks.WIDTH);
              for (int i = 0; i < columns; i++) {
                String text = stored.texts().get(i);
                if (!agrees(text, known, i, VersionChecks.WIDTH)) {
                  String candidate = again != null && i < again.size() ? again.get(i) : null;
                  differences.ofMetric(
                      metric,
                      VARIANCE_COLUMNS.get(i),
                      text,
                      first(trueOrFalse(i, candidate), known, i, VersionChecks.WIDTH));
                }
              }
            });
    version.judgements().keySet().stream()
        .filter(metric -> !checks.variance().containsKey(metric))
        .forEach(metric -> differences.ofMetric(metric, "metric", metric, null));
  }

  private static List<@Nullable String> trueOrFalse(int place, @Nullable String candidate) {
    return switch (VARIANCE_COLUMNS.get(place)) {
      case "trusted" -> List.of("true", "false");
      case "verdict" ->
          Arrays.stream(Verdict.values())
              .map(Enum::name)
              .collect(Collectors.toCollection(ArrayList<@Nullable String>::new));
      case "reconciliation", "reference_reconciliation" ->
          Arrays.stream(Reconciliation.values())
              .map(Enum::name)
              .collect(Collectors.toCollection(ArrayList<@Nullable String>::new));
      default -> Arrays.asList(candidate);
    };
  }

  /** The statistics of a metric's stored values; null where a campaign of it was changed. */
  private @Nullable List<@Nullable String> statistics(String metric) {
    int place = version.metrics().indexOf(metric);
    if (place < 0 || changed.containsKey(metric) || !added.isEmpty()) {
      return null;
    }
    List<BigDecimal> known = new ArrayList<>();
    for (List<@Nullable String> row : version.campaigns().values()) {
      String value = row.get(CAMPAIGN_COLUMNS.size() + place);
      if (value != null) {
        known.add(new BigDecimal(value));
      }
    }
    int all = version.campaigns().size();
    Distribution again =
        known.isEmpty() && all > 0
            ? Distribution.unknown(all)
            : known.size() == all ? Distribution.of(known) : Distribution.of(known).inPart(all);
    return Arrays.asList(
        String.valueOf(again.campaigns()),
        String.valueOf(again.reportingCampaigns()),
        String.valueOf(again.distinctValues()),
        Decimals.textIfKnown(again.total()),
        Decimals.textIfKnown(again.min()),
        Decimals.textIfKnown(again.max()),
        Decimals.textIfKnown(again.mean()),
        Decimals.textIfKnown(again.stddev()));
  }

  private void compareVersion(VersionChecks checks) {
    List<@Nullable String> content = Objects.requireNonNull(version.content());
    List<@Nullable String> again = versionAgain();
    for (int i = 0; i < VERSION_COLUMNS.size(); i++) {
      if (!agrees(content.get(i), checks.version(), i, VersionChecks.WIDTH)) {
        differences.ofVersion(
            VERSION_COLUMNS.get(i),
            content.get(i),
            first(Arrays.asList(again.get(i)), checks.version(), i, VersionChecks.WIDTH));
      }
    }
  }

  private List<@Nullable String> versionAgain() {
    Period period = version.clientPeriod().period();
    return Arrays.asList(
        version.clientPeriod().clientId(),
        period.id(),
        period.granularity().name(),
        period.start().toString(),
        period.end().toString(),
        String.valueOf(version.campaigns().size()),
        sum("spend"),
        sum("impressions"),
        sum("clicks"),
        null);
  }

  /** Of the campaigns' stored values; null where all are. */
  private @Nullable String sum(String column) {
    int place = CAMPAIGN_COLUMNS.indexOf(column);
    BigDecimal sum = null;
    for (List<@Nullable String> row : version.campaigns().values()) {
      String value = row.get(place);
      if (value != null) {
        sum = sum == null ? new BigDecimal(value) : sum.add(new BigDecimal(value));
      }
    }
    return Decimals.textIfKnown(sum);
  }

  /** What every version has, also one without checks. */
  private void compareSums() {
    List<@Nullable String> content = Objects.requireNonNull(version.content());
    List<@Nullable String> again = versionAgain();
    // No digest of the numbers alone is made again: the fingerprint is one of all.
    for (int i = 0; i < VERSION_COLUMNS.size() - 1; i++) {
      if (!Objects.equals(content.get(i), again.get(i))) {
        differences.ofVersion(VERSION_COLUMNS.get(i), content.get(i), again.get(i));
      }
    }
    version
        .judgements()
        .forEach(
            (metric, stored) -> {
              List<@Nullable String> statistics = statistics(metric);
              for (int i = 0; statistics != null && i < statistics.size(); i++) {
                String text = stored.texts().get(i);
                // Of a metric that is not known anywhere nothing need be said.
                if (text != null && !text.equals(statistics.get(i)) && i != 0) {
                  differences.ofMetric(metric, VARIANCE_COLUMNS.get(i), text, statistics.get(i));
                }
              }
            });
  }

  /** The fingerprint of the rows; of what has a judgement too few, or none that can be read, "". */
  private String fingerprint() {
    List<MetricJudgement> judgements = new ArrayList<>();
    boolean judged = !version.judgements().isEmpty() || !version.campaigns().isEmpty();
    for (String metric : judged ? version.metrics() : List.<String>of()) {
      StoredJudgement stored = version.judgements().get(metric);
      if (stored == null || stored.judgement() == null) {
        return "";
      }
      judgements.add(stored.judgement());
    }
    Map<String, String> sources = new HashMap<>();
    List<List<@Nullable String>> rows = new ArrayList<>(version.campaigns().size());
    version
        .campaigns()
        .forEach(
            (id, texts) -> {
              List<@Nullable String> row = new ArrayList<>(texts.size() + 1);
              row.add(id);
              row.addAll(texts);
              String json = texts.get(SOURCES);
              if (json != null) {
                row.set(SOURCES + 1, sources.computeIfAbsent(json, this::inOrderOfMetrics));
              }
              rows.add(row);
            });
    return VersionContent.fingerprint(
        version.clientPeriod(), judgements, Acceptances::saidIn, rows);
  }

  private String inOrderOfMetrics(String json) {
    try {
      Map<String, String> taken = new TreeMap<>(JSON.readValue(json, TEXTS));
      Map<String, String> ordered = new LinkedHashMap<>();
      for (String metric : version.metrics()) {
        String type = taken.remove(metric);
        if (type != null) {
          ordered.put(metric, type);
        }
      }
      ordered.putAll(taken);
      return VersionContent.flatJson(ordered);
    } catch (JsonProcessingException e) {
      return json;
    }
  }

  private static boolean agrees(@Nullable String text, String checks, int place, int width) {
    int from = place * width;
    return checks.length() >= from + width
        && checks.regionMatches(from, VersionChecks.of(text, width), 0, width);
  }

  /** The first of these that has the check. */
  private static @Nullable String first(
      Collection<@Nullable String> candidates, String checks, int place, int width) {
    for (String candidate : candidates) {
      if (candidate != null && agrees(candidate, checks, place, width)) {
        return candidate;
      }
    }
    return null;
  }
}
