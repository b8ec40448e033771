package com.campaignconversions.conversions.losses;

import com.campaignconversions.insights.fields.WantedActions;
import java.util.BitSet;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the sources of a run show of one client beside the rows of one period: also in rows of
 * periods that were not asked for.
 *
 * @param series the action types that some metric of the job lists and that the client's rows have
 *     entries of, by their numbers in {@link com.campaignconversions.insights.fields.WantedActions}
 * @param similarTypes action types of the client's rows that no metric of the job lists and that
 *     are like one that some metric lists, as the rows spell them
 * @param arraysOfFiles by rank of a file that has rows of the client: one bit for each array that
 *     some row of the file has, of whatever client
 */
public record ClientSightings(
    BitSet series, SortedSet<String> similarTypes, Map<Integer, Long> arraysOfFiles) {

  /**
   * Action types that occur and may be meant by one that does not.
   *
   * @param listed the series that the client's own metrics count
   */
  public SortedSet<String> unlisted(BitSet listed, WantedActions wanted) {
    TreeSet<String> types = new TreeSet<>(similarTypes);
    BitSet ofOthers = (BitSet) series.clone();
    ofOthers.andNot(listed);
    ofOthers.stream().mapToObj(wanted::type).forEach(types::add);
    return types;
  }
}
