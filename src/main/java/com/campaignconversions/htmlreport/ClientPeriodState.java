package com.campaignconversions.htmlreport;

import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import com.campaignconversions.publishing.versions.PublicationState;
import com.campaignconversions.results.runs.ClientPeriodResult;

/** How a client period stands, as a sign and a word: nobody has to tell colours apart. */
enum ClientPeriodState {
  WITHHELD(
      "■",
      "withheld",
      "newer rows were not published; what was published before, if anything, stands"),
  NOT_TRUSTED("✗", "not trusted", "published, and something speaks against a number"),
  HELD("‖", "held", "rolled back; what was published before stands"),
  MISSING("?", "missing", "a run looked for it and found no row"),
  NOT_RUN("·", "not run", "no run has looked for it yet"),
  PROVISIONAL("◌", "provisional", "published and trusted, and Meta may still restate it"),
  TRUSTED("✓", "trusted", "published, nothing is known to be lost, and Meta restates it no more");

  final String sign;
  final String word;
  final String meaning;

  ClientPeriodState(String sign, String word, String meaning) {
    this.sign = sign;
    this.word = word;
    this.meaning = meaning;
  }

  static ClientPeriodState of(ClientPeriodResult result) {
    PublicationState publication = result.publication();
    if (result.is(Outcome.WITHHELD)) {
      return WITHHELD;
    }
    if (publication == null) {
      return result.outcome() == null ? NOT_RUN : MISSING;
    }
    if (result.is(Outcome.HELD)) {
      return HELD;
    }
    if (!publication.trusted()) {
      return NOT_TRUSTED;
    }
    return publication.isFinal() ? TRUSTED : PROVISIONAL;
  }

  /** Whether somebody has to look. */
  boolean isWell() {
    return this == TRUSTED || this == PROVISIONAL;
  }

  /** {@code ✓ trusted}. */
  String text() {
    return sign + " " + word;
  }
}
