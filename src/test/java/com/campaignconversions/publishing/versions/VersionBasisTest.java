package com.campaignconversions.publishing.versions;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

class VersionBasisTest {
  private static final VersionBasis BEFORE =
      new VersionBasis(30L, 3L, "numbers", "catalogue", "metrics", "1.0", "files insights/*");

  private static String cause(VersionBasis after) {
    return after.causeSince(BEFORE, true, false);
  }

  @Test
  void eachCauseStandsAlone() {
    assertThat(
        cause(
            new VersionBasis(30L, 3L, "others", "catalogue", "metrics", "1.0", "files insights/*")),
        is("data"));
    assertThat(
        cause(new VersionBasis(30L, 3L, "others", "another", "other", "1.0", "files insights/*")),
        is("catalogue"));
    assertThat(
        cause(
            new VersionBasis(30L, 3L, "others", "catalogue", "metrics", "1.1", "files insights/*")),
        is("code"));
    assertThat(
        cause(new VersionBasis(1L, 3L, "others", "catalogue", "metrics", "1.0", "Marketing API")),
        is("source"));
    assertThat(
        new VersionBasis(30L, 3L, "others", "another", "metrics", "1.0", "files insights/*")
            .causeSince(BEFORE, true, true),
        is("window"));
  }

  @Test
  void aSettingOfTheAccountIsNoOtherCatalogueEither() {
    assertThat(
        new VersionBasis(30L, 3L, "others", "catalogue", "metrics", "1.0", "files insights/*")
            .causeSince(BEFORE, true, true),
        is("window"));
  }

  @Test
  void anotherSourceHasOtherRowsAndSumsButNoOtherDays() {
    VersionBasis landed =
        new VersionBasis(1L, 3L, "others", "catalogue", "metrics", "1.0", "table insights");
    assertThat(landed.causeSince(BEFORE, false, false), is("source"));
    VersionBasis longer =
        new VersionBasis(1L, 7L, "others", "catalogue", "metrics", "1.0", "table insights");
    assertThat(longer.causeSince(BEFORE, false, false), is("data, source"));
  }

  @Test
  void severalAreNamedTogether() {
    assertThat(
        new VersionBasis(31L, 7L, "others", "another", "other", "1.1", "Marketing API")
            .causeSince(BEFORE, false, true),
        is("data, catalogue, code, source, window"));
    assertThat(cause(BEFORE), is("names, action types or verdicts"));
  }

  /** As of versions that an earlier form of the tables holds. */
  @Test
  void whatIsUnknownDiffersFromNothing() {
    VersionBasis old = new VersionBasis(30L, 3L, "numbers", "catalogue", null, "1.0", null);
    VersionBasis now =
        new VersionBasis(30L, 3L, "others", "another", "other", "1.0", "Marketing API");
    assertThat(now.causeSince(old, true, false), is("catalogue"));
  }

  @Test
  void windowsAndSettingsAreCompared() {
    assertThat(VersionBasis.isOtherWindow("default", "7d_click"), is(true));
    assertThat(
        VersionBasis.isOtherWindow(
            "default (attribution_setting 7d_click)", "default (attribution_setting 1d_click)"),
        is(true));
    assertThat(
        VersionBasis.isOtherWindow("default", "default (attribution_setting 7d_click)"), is(false));
  }
}
