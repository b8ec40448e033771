package com.campaignconversions.running;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LinesAboveBarTest {
  private static final String CLEAR = "\r\u001b[2K";

  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private final PrintStream err =
      LinesAboveBar.over(new PrintStream(terminal, true, StandardCharsets.UTF_8));

  @Test
  void theBarIsClearedOnceBeforeEachLine() {
    err.print("Zał");
    err.print("oga\n");
    err.print("two\n");

    assertThat(terminal.toString(StandardCharsets.UTF_8), is(CLEAR + "Załoga\n" + CLEAR + "two\n"));
  }

  @Test
  void nothingClearsNothing() {
    err.print("");
    err.flush();

    assertThat(terminal.toString(StandardCharsets.UTF_8), is(""));
  }
}
