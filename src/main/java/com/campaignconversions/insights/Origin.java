package com.campaignconversions.insights;

import com.campaignconversions.clients.Period;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where rows come from that belong together: a file, a request, a query. */
interface Origin {
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

  /** Whether the product itself asked for all fields and all days, so that what is absent is 0. */
  default boolean asked() {
    return false;
  }

  /** One bit for each array of {@link WantedActions} that was asked for: what is absent is 0. */
  default long askedArrays() {
    return asked() ? -1 : 0;
  }

  /** The only ad account that it was asked for: digits; null where it may have rows of any. */
  default @Nullable String onlyAccount() {
    return null;
  }
}
