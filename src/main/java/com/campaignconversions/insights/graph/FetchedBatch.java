package com.campaignconversions.insights.graph;

import com.campaignconversions.marketingapi.AskingFacts;
import java.util.List;

/**
 * What was fetched and is read together.
 *
 * @param periods all accounts' periods of some client periods
 * @param asking what it took to ask the accounts that were done since the batch before
 */
public record FetchedBatch(List<FetchedPeriod> periods, AskingFacts asking) {
  public FetchedBatch {
    periods = List.copyOf(periods);
  }
}
