package com.campaignconversions.results;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;

import com.campaignconversions.results.Screen.Item;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class GitHubAnnotationsTest {
  private static List<String> lines(Item... problems) {
    StringWriter text = new StringWriter();
    GitHubAnnotations.print(List.of(problems), new PrintWriter(text));
    return text.toString().lines().toList();
  }

  @Test
  void aProblemIsAnErrorAWarningOrANotice() {
    assertThat(
        lines(
            new Item("WITHHELD", "a 2025-11: rows contradict each other."),
            new Item("NOT TRUSTED", "b 2025-11 leads: All show 20."),
            new Item("NOTED", "c 2025-11: a page.")),
        contains(
            "::error title=WITHHELD::a 2025-11: rows contradict each other.",
            "::warning title=NOT TRUSTED::b 2025-11 leads: All show 20.",
            "::notice title=NOTED::c 2025-11: a page."));
  }

  @Test
  void noTextEndsTheCommandOrBeginsAnother() {
    assertThat(
        lines(new Item("NOT TRUSTED", "100 %\r\n::set-output name=x::y")),
        contains("::warning title=NOT TRUSTED::100 %25%0D%0A::set-output name=x::y"));
  }
}
