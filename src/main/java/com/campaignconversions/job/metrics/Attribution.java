package com.campaignconversions.job.metrics;

import java.io.Serializable;
import java.util.List;

/**
 * Which value of an action entry counts.
 *
 * @param windows {@code [value]} for the account's own attribution setting; else one attribution
 *     window, or one click and one view window, which are disjoint and added
 */
public record Attribution(List<String> windows) implements Serializable {
  public static final String DEFAULT_WINDOW = "value";

  public Attribution {
    windows = List.copyOf(windows);
  }
}
