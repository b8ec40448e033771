package com.campaignconversions.conversions;

import com.campaignconversions.variance.EarlierPeriod;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is published already, as the judgement of a new period needs it. */
public interface History extends Serializable {
  /**
   * The published periods of the job's granularity.
   *
   * @return by client id, oldest period first; clients of which nothing is published have no entry
   */
  Map<String, List<PublishedPeriod>> of(Set<String> clientIds);

  /** Where nothing is published. */
  History NOTHING = clientIds -> Map.of();

  /** The same numbers, but all of them to be written again: for a dry run. */
  default History withoutFingerprints() {
    return clientIds -> {
      Map<String, List<PublishedPeriod>> forgetful = new HashMap<>();
      of(clientIds)
          .forEach(
              (client, periods) ->
                  forgetful.put(
                      client,
                      periods.stream()
                          .map(period -> new PublishedPeriod(period.numbers(), ""))
                          .toList()));
      return forgetful;
    };
  }

  /**
   * One published client period.
   *
   * @param fingerprint of its content: a period that comes out the same need not be written
   */
  record PublishedPeriod(EarlierPeriod numbers, String fingerprint) implements Serializable {}
}
