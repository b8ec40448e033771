package com.campaignconversions.insights.rows;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.insights.fields.WantedActions;
import com.campaignconversions.insights.json.FetchHeading;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Where rows come from that belong together: a file, a request, a query. */
public interface Origin {
  /** Its place among the origins of a run: what a newer one says has the greater rank. */
  int rank();

  /** Its name for people; with a position it names a row. */
  String source();

  /** The only periods whose rows it gives, as it was asked for them; empty for any. */
  default Collection<Period> periods() {
    return List.of();
  }

  /** When it was last changed, or asked: milliseconds since 1970; 0 where nobody knows. */
  default long modifiedMillis() {
    return 0;
  }

  /** What holds it and others like it. */
  default String folder() {
    return "";
  }

  /** The rank of the file of the same folder that stands before it by name; -1 for none. */
  default int behind() {
    return -1;
  }

  /**
   * One bit for each array of {@link WantedActions} that the product itself asked for, so that its
   * absence is 0. Pages of the Marketing API say so themselves, in a {@link FetchHeading}.
   */
  default long askedArrays() {
    return 0;
  }

  /** The client periods that it was asked for; none where it may hold any. */
  default Collection<ClientPeriod> clientPeriods() {
    return List.of();
  }

  /** The only ad accounts that it was asked for: digits; none where it may have rows of any. */
  default Set<String> onlyAccounts() {
    return Set.of();
  }

  /** Whether it is all of what its name stands for. */
  default boolean isWhole() {
    return true;
  }
}
