package com.campaignconversions.results.runs;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.database.Database;
import com.campaignconversions.publishing.versions.PublishedCampaign;
import com.campaignconversions.records.Decimals;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.CommandResult;
import com.campaignconversions.results.Screen;
import com.campaignconversions.results.Screen.Item;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A dry run by another catalogue, and which published numbers it would move.
 *
 * @param compared how many client periods are published and came out of the run
 * @param moves of each metric with a number that is another one, in the order of the catalogues
 */
public record CatalogueTrial(RunResult run, int compared, List<Move> moves)
    implements CommandResult {
  public CatalogueTrial {
    moves = List.copyOf(moves);
  }

  /**
   * What would change of one metric.
   *
   * @param clientPeriods in how many
   * @param campaigns of how many numbers
   * @param before what those numbers are together, as far as they are known; null where none is
   * @param after the same by the other catalogue
   */
  public record Move(
      String metric,
      int clientPeriods,
      int campaigns,
      @Nullable BigDecimal before,
      @Nullable BigDecimal after) {
    private Move with(List<@Nullable BigDecimal> old, List<@Nullable BigDecimal> now) {
      return new Move(
          metric, clientPeriods + 1, campaigns + old.size(), plus(before, old), plus(after, now));
    }

    private static @Nullable BigDecimal plus(
        @Nullable BigDecimal sum, List<@Nullable BigDecimal> more) {
      BigDecimal added = sum;
      for (BigDecimal value : more) {
        added = added == null ? value : value == null ? added : added.add(value);
      }
      return added;
    }
  }

  /**
   * Compares campaign by campaign; of campaigns that only one side has the other knows nothing.
   *
   * @param published with the columns of both catalogues that there are
   * @param trial what the run would have published
   */
  public static CatalogueTrial of(RunResult run, Database published, Database trial) {
    Set<String> metrics = new LinkedHashSet<>(trial.metricNames());
    metrics.addAll(published.metricNames());
    Map<String, Move> moves = new LinkedHashMap<>();
    int compared = 0;
    for (ClientPeriodResult result : run.clientPeriods()) {
      ClientPeriod clientPeriod = result.clientPeriod();
      Map<String, PublishedCampaign> before = campaigns(published, clientPeriod);
      if (before.isEmpty() || result.outcome() == null || !result.outcome().isPublished()) {
        continue;
      }
      compared++;
      Map<String, PublishedCampaign> after = campaigns(trial, clientPeriod);
      Set<String> ids = new LinkedHashSet<>(before.keySet());
      ids.addAll(after.keySet());
      for (String metric : metrics) {
        List<@Nullable BigDecimal> old = new ArrayList<>();
        List<@Nullable BigDecimal> now = new ArrayList<>();
        for (String id : ids) {
          BigDecimal was = value(before.get(id), metric);
          BigDecimal would = value(after.get(id), metric);
          if (!Decimals.same(was, would)) {
            old.add(was);
            now.add(would);
          }
        }
        if (!old.isEmpty()) {
          moves.put(
              metric,
              moves.getOrDefault(metric, new Move(metric, 0, 0, null, null)).with(old, now));
        }
      }
    }
    return new CatalogueTrial(
        run,
        compared,
        metrics.stream().filter(moves::containsKey).map(moves::get).collect(Collectors.toList()));
  }

  private static Map<String, PublishedCampaign> campaigns(
      Database database, ClientPeriod clientPeriod) {
    return PublishedCampaign.of(database, clientPeriod).stream()
        .collect(Collectors.toMap(PublishedCampaign::campaignId, Function.identity()));
  }

  private static @Nullable BigDecimal value(@Nullable PublishedCampaign campaign, String metric) {
    return campaign == null ? null : campaign.conversions().get(metric);
  }

  @Override
  public int exitCode() {
    return run.exitCode();
  }

  @Override
  public void writeTo(ObjectNode json) {
    run.writeTo(json);
    json.put("compared", compared);
    ArrayNode moved = json.putArray("moved");
    for (Move move : moves) {
      moved
          .addObject()
          .put("metric", move.metric())
          .put("client_periods", move.clientPeriods())
          .put("campaigns", move.campaigns())
          .put("before", Decimals.textIfKnown(move.before()))
          .put("after", Decimals.textIfKnown(move.after()));
    }
  }

  @Override
  public List<Item> problems() {
    return run.problems();
  }

  @Override
  public void print(Screen screen) {
    run.print(screen);
    screen.emptyLine();
    screen.say(
        "By this catalogue %s of %s, that were compared, would move."
            .formatted(
                moves.isEmpty() ? "no number" : Wording.counted(moves.size(), "metric"),
                Wording.counted(compared, "published client period")));
    screen.list(
        moves.stream()
            .map(
                move ->
                    new Item(
                        "MOVES",
                        "%s: %s of %s, together %s → %s."
                            .formatted(
                                move.metric(),
                                Wording.counted(move.campaigns(), "campaign"),
                                Wording.counted(move.clientPeriods(), "client period"),
                                move.before() == null ? "unknown" : Wording.number(move.before()),
                                move.after() == null ? "unknown" : Wording.number(move.after()))))
            .toList());
  }
}
