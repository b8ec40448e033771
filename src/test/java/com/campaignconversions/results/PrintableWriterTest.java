package com.campaignconversions.results;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class PrintableWriterTest {
  private static String shown(String text) {
    StringWriter shown = new StringWriter();
    PrintWriter out = new PrintWriter(new PrintableWriter(shown));
    out.print(text);
    out.flush();
    return shown.toString();
  }

  @Test
  void leavesTextAsItIs() {
    assertThat(shown("Jesień w górach 🍷\n\tSPA"), is("Jesień w górach 🍷\n\tSPA"));
  }

  @Test
  void replacesWhatATerminalObeys() {
    assertThat(shown("a\u001b[2Jb\rc\u0007d\u009be\u202ef\u2066g"), is("a�[2Jb�c�d�e�f�g"));
  }
}
