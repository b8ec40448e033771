package com.campaignconversions.insights.graph;

import java.io.IOException;

/** Fetched pages could not be written, so that the run cannot go on; says where and why. */
public final class PagesException extends RuntimeException {
  private static final long serialVersionUID = 1;

  PagesException(String place, IOException cause) {
    super(place + ": fetched pages cannot be written: " + cause.getMessage(), cause);
  }
}
