package com.campaignconversions.explanation;

import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.runs.CatalogueDigest;
import com.campaignconversions.publishing.versions.PublishedNumber;
import com.campaignconversions.records.Wording;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why the sources do not say what is published, as far as that can be told.
 *
 * @param missing the names of sources that are gone
 * @param sameVersion whether the client period comes out of them as it was published
 */
record Changes(
    Job job, PublishedNumber number, CampaignRows read, List<String> missing, boolean sameVersion) {
  private static final int MOST_NAMES = 3;

  /**
   * What the sources say now, and what has changed since.
   *
   * @param there whether the campaign came out of them
   * @param now null where it is unknown
   * @param sum of the entries
   * @param withheld why the client period would not be published now; null where it would
   * @param rowsRead how many rows of the client period were found
   */
  String sentence(
      boolean there,
      @Nullable BigDecimal now,
      @Nullable BigDecimal sum,
      @Nullable String withheld,
      long rowsRead) {
    String says = says(there, now, sum, withheld);
    if (sameVersion) {
      return Wording.sentence(
          says
              + ", and so they did when it was published: it was changed in the database by hand"
              + " since; `verify` tells");
    }
    List<String> causes = causes(rowsRead);
    return Wording.sentence(
        says
            + (causes.isEmpty()
                ? ", and nothing tells why: run the period again; where that leaves it UNCHANGED, it"
                    + " was changed in the database by hand, which `verify` tells"
                : ": " + String.join("; ", causes)));
  }

  private List<String> causes(long rowsRead) {
    List<String> causes = new ArrayList<>();
    if (!CatalogueDigest.of(job).equals(number.catalogue())) {
      causes.add("the catalogue, a client's metrics or the attribution changed since");
    }
    if (!missing.isEmpty()) {
      causes.add(some(missing) + (missing.size() == 1 ? " is gone" : " are gone"));
    }
    if (!read.newer().isEmpty()) {
      causes.add(some(List.copyOf(read.newer())) + " changed after it was last checked");
    }
    if (rowsRead != number.rowsRead()) {
      causes.add(
          "%s had %s then and has %s now%s"
              .formatted(
                  number.clientPeriod(),
                  Wording.counted(number.rowsRead(), "row"),
                  rowsRead == 0 ? "none" : Wording.count(rowsRead),
                  rowsRead < number.rowsRead() ? ", so that files are gone or hold less" : ""));
    }
    return causes;
  }

  private String says(
      boolean there,
      @Nullable BigDecimal now,
      @Nullable BigDecimal sum,
      @Nullable String withheld) {
    if (withheld != null) {
      return "the sources would not be published now (" + stripped(withheld) + ")";
    }
    if (!there) {
      return "the sources have no row of the campaign now";
    }
    if (now != null && sum != null && sum.compareTo(now) != 0) {
      return "the sources say %s now, and the entries that were read add up to %s"
          .formatted(Wording.number(now), Wording.number(sum));
    }
    return "the sources say %s now"
        .formatted(now == null ? "that it is unknown" : Wording.number(now));
  }

  private static String stripped(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private static String some(List<String> names) {
    return Wording.some(names, MOST_NAMES);
  }
}
