package com.campaignconversions.publishing.runs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
final class RunProcessTest {
  private final String[] parts = String.valueOf(RunProcess.current()).split(" ", -1);

  @Test
  void thisProcessIsThere() {
    assertThat(RunProcess.current(), notNullValue());
    assertThat(RunProcess.isGone(RunProcess.current()), is(false));
  }

  @Test
  void aProcessThatEndedIsGone() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();

    assertThat(RunProcess.isGone(parts[0] + " " + ended.pid() + " " + parts[2]), is(true));
  }

  @Test
  void anotherProcessWithItsNumberIsNotIt() {
    assertThat(RunProcess.isGone(parts[0] + " " + parts[1] + " 1"), is(true));
  }

  @Test
  void ofAnotherMachineContainerOrUserNobodyCanTell() {
    assertThat(RunProcess.isGone("elsewhere/" + parts[0] + " 1 1"), is(false));
    assertThat(RunProcess.isGone(parts[0] + "1 1 1"), is(false));
    assertThat(RunProcess.isGone(null), is(false));
  }
}
