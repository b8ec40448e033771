package com.campaignconversions.commandline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a real Chromium, by {@code mvn -B test -Pbrowser}: every filter, with scripts and
 * styles blocked, on a phone, on paper, and what axe-core finds. The screenshots are in {@code
 * target/browser}.
 */
@EnabledIfSystemProperty(named = "browser", matches = "true")
class ReportInBrowserTest {
  private static final Path SCRIPTS = Path.of("src/test/browser");

  @Test
  void everyoneCanReadIt(@TempDir Path folder) throws Exception {
    Story story = Story.copiedTo(folder, "conversions");
    story.add(
        "zatoka/hostile.jsonl",
        """
        {"account_id":"1027384950617284","campaign_id":"991","campaign_name":"<script>alert(1)</script>","date_start":"2025-12-01","date_stop":"2025-12-31","spend":"1","actions":[]}
        """);
    String job = story.jobFile("local.yaml");
    Answer.to("run", job, "--from=2025-09", "--to=2025-12");
    Path page = folder.resolve("conversions.html");
    assertThat(Answer.to("report", job, "--file=" + page).exitCode(), is(0));

    Path modules = Path.of("target/browser");
    Files.createDirectories(modules);
    for (String file : List.of("package.json", "package-lock.json", "report.mjs")) {
      Files.copy(
          SCRIPTS.resolve(file),
          modules.resolve(file),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    run(modules, "npm", "ci", "--no-audit", "--no-fund");
    assertThat(
        run(modules, "node", "report.mjs", page.toString(), "."),
        containsString("looks, nothing wrong"));
  }

  private static String run(Path folder, String... command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(printed, process.waitFor(), is(0));
    return printed;
  }
}
