package com.campaignconversions.results;

import com.campaignconversions.results.Screen.Item;
import java.io.PrintWriter;
import java.util.List;

/**
 * Problems as lines that GitHub Actions shows beside a workflow's run: {@code ::error title=…::…}.
 * Its runner reads them on standard error too, where they disturb no document.
 */
public final class GitHubAnnotations {
  private GitHubAnnotations() {}

  /** Whether this process is a step of a workflow. */
  public static boolean wanted() {
    return "true".equals(System.getenv("GITHUB_ACTIONS"));
  }

  /** One line for each. */
  public static void print(List<Item> problems, PrintWriter err) {
    for (Item problem : problems) {
      err.println(
          "::%s title=%s::%s"
              .formatted(level(problem.label()), property(problem.label()), data(problem.text())));
    }
    err.flush();
  }

  private static String level(String label) {
    return switch (label) {
      case "WITHHELD", "FAILS", "IN THE WAY" -> "error";
      case "NOTED", "HELD", "SUPERSEDED", "SAME" -> "notice";
      default -> "warning";
    };
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
