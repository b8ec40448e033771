package com.campaignconversions.publishing.versions;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.variance.MetricJudgement;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One metric of one campaign as readers see it, and by what it came about.
 *
 * @param value null where it is unknown
 * @param taken the action type that it was taken from, those of a group with {@code +} between;
 *     null where the value is 0 or unknown
 * @param judgement of the metric in the whole client period; null where none was stored
 * @param rowsRead how many rows of the client period were read
 * @param catalogue hash of the metrics that it was counted by
 */
public record PublishedNumber(
    ClientPeriod clientPeriod,
    String campaignId,
    @Nullable String campaignName,
    String metric,
    @Nullable BigDecimal value,
    @Nullable String taken,
    PublicationState state,
    @Nullable MetricJudgement judgement,
    long rowsRead,
    @Nullable String catalogue) {
  private static final int MOST_CAMPAIGNS = 100_000;

  /** Nothing is published of the client period, or not this campaign of it. */
  public static final class Missing extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<CampaignSample> campaigns;
    private final transient List<CampaignSample> namesakes;

    private Missing(List<CampaignSample> campaigns, List<CampaignSample> namesakes) {
      super("nothing of that name is published");
      this.campaigns = campaigns;
      this.namesakes = namesakes;
    }

    /** Those that there are, the largest first; none where the client period is not published. */
    public List<CampaignSample> campaigns() {
      return campaigns;
    }

    /** Those of them that have the name, of which there are several or none. */
    public List<CampaignSample> namesakes() {
      return namesakes;
    }
  }

  /**
   * Looks it up.
   *
   * @param metric of the catalogue
   * @param campaign its id, or its name where only one campaign has it
   */
  public static PublishedNumber of(
      Database database, ClientPeriod clientPeriod, String campaign, String metric) throws Missing {
    List<ClientPeriod> one = List.of(clientPeriod);
    PublicationState state = PublicationQueries.states(database, one).get(clientPeriod);
    if (state == null) {
      throw new Missing(List.of(), List.of());
    }
    List<CampaignSample> campaigns =
        PublicationQueries.sample(database, clientPeriod, metric, MOST_CAMPAIGNS);
    CampaignSample found = named(campaigns, campaign);
    MetricJudgement judgement =
        PublicationQueries.judgements(database, one).getOrDefault(clientPeriod, List.of()).stream()
            .filter(judged -> judged.metric().equals(metric))
            .findFirst()
            .orElse(null);
    return database.transaction(
        connection ->
            Sql.query(
                    connection,
                    """
                    -- By what its numbers were counted
                    SELECT p.rows_read, p.catalogue, r.sources
                    FROM publication p JOIN campaign_row r ON r._fingerprint = p.fingerprint
                    WHERE p.client_id = ? AND p.period_id = ? AND r.campaign_id = ?
                    """,
                    List.of(
                        clientPeriod.clientId(), clientPeriod.period().id(), found.campaignId()),
                    row ->
                        new PublishedNumber(
                            clientPeriod,
                            found.campaignId(),
                            found.campaignName(),
                            metric,
                            found.value(),
                            PublishedCampaign.sources(row.getString("sources")).get(metric),
                            state,
                            judgement,
                            row.getLong("rows_read"),
                            row.getString("catalogue")))
                .get(0));
  }

  private static CampaignSample named(List<CampaignSample> campaigns, String campaign)
      throws Missing {
    for (CampaignSample one : campaigns) {
      if (one.campaignId().equals(campaign)) {
        return one;
      }
    }
    List<CampaignSample> named =
        campaigns.stream().filter(one -> Objects.equals(one.campaignName(), campaign)).toList();
    if (named.size() != 1) {
      throw new Missing(campaigns, named);
    }
    return named.get(0);
  }
}
