package com.campaignconversions.commandline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another catalogue would move of what is published. */
class CatalogueTrialTest {
  private final Path folder;
  private final Path own;
  private final Path other;
  private String job = "";

  CatalogueTrialTest(@TempDir Path folder) {
    this.folder = folder;
    this.own = folder.resolve("pipelines/metrics/hotel-bookings.yaml");
    this.other = folder.resolve("other.yaml");
  }

  @BeforeEach
  void publish() throws Exception {
    job = Story.copiedTo(folder, "conversions").jobFile("local.yaml");
    assertThat(Answer.to("run", job, "--period=2025-11", "--client=belmonte").exitCode(), is(0));
  }

  private JsonNode trial() throws Exception {
    Answer answer =
        Answer.to(
            "run",
            job,
            "--period=2025-11",
            "--client=belmonte",
            "--dry-run",
            "--catalogue=" + other,
            "--output=json");
    return new ObjectMapper().readTree(answer.out());
  }

  @Test
  void theSameCatalogueMovesNothing() throws Exception {
    Files.copy(own, other);

    JsonNode trial = trial();

    assertThat(trial.path("compared").asInt(), is(1));
    assertThat(trial.path("moved").size(), is(0));
  }

  @Test
  void whatAnotherActionTypeAndAnotherNameWouldChangeIsNamed() throws Exception {
    Files.writeString(
        other,
        Files.readString(own)
            .replace("first_of: [omni_search,", "first_of: [omni_initiated_checkout,")
            .replace("  click_to_call:", "  calls:"));

    JsonNode trial = trial();

    assertThat(
        trial.path("moved").toString(),
        is(
            "[{\"metric\":\"booking_step_1\",\"client_periods\":1,\"campaigns\":22,\"before\":\"490\",\"after\":\"131\"},"
                + "{\"metric\":\"calls\",\"client_periods\":1,\"campaigns\":25,\"before\":null,\"after\":\"71\"},"
                + "{\"metric\":\"click_to_call\",\"client_periods\":1,\"campaigns\":25,\"before\":\"71\",\"after\":null}]"));
    // 131 is what the third step has, of 22 campaigns; three have none and fall back to searches.
    assertThat(
        Answer.to("verify", job, "--sources").out(),
        containsString("1 of 1 client period is stored as published, and as the insights say"));
  }

  @Test
  void itIsForDryRunsOnly() {
    Answer answer = Answer.to("run", job, "--catalogue=" + other);

    assertThat(answer.exitCode(), is(2));
    assertThat(answer.err(), containsString("--catalogue goes with --dry-run"));
  }
}
