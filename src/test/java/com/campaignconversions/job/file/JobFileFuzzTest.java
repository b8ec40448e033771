package com.campaignconversions.job.file;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.not;

import com.campaignconversions.job.yaml.JobFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged job files: each is a job or is refused in words, and none gives its password away. */
class JobFileFuzzTest {
  private static final String PASSWORD = "Xq7-hunter";
  private static final String PIECES = "{}[]:,-#*&!|>'\"%@` \n\t\\~?=<\u0000\u0085é0";

  private final Path folder;

  JobFileFuzzTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aDamagedJobFileIsAJobOrIsRefusedWithoutItsPassword() throws IOException {
    String job =
        """
        job: hotel-bookings
        granularity: week
        insights:
          files: [../insights/**/*, "gs://bucket/*"]
          newest: file
        clients:
          - {id: belmonte, name: "Belmonte Hotel", account_id: "438600948208231", currency: PLN}
          - id: lakeside
            account_ids: &ids [act_936330954171046, 936330954171047]
            timezone: Europe/Warsaw
            metrics: {leads: {first_of: ['custom 1']}}
        metrics:
          search: {first_of: [omni_search, search]}
          leads:
            from: [actions, conversions]
            first_of: [lead, {sum: [lead_a, lead_b]}]
            after: search
        attribution: [7d_click, 1d_view]
        output:
          jdbc_url: jdbc:postgresql://host/db?ssl=true
          username: me
          password: PASSWORD
          schema: reporting
        significance: 0.001
        monitoring: {textfile: hotels.prom}
        notify:
          - slack: {env: SLACK}
          - {webhook: {file: webhook}}
        options: {runner: DirectRunner, parallelism: 2}
        """;
    String urlInClear = job.replace("password: PASSWORD", "password: {env: DB}");
    String[] originals = {
      job.replace("PASSWORD", PASSWORD),
      job.replace("PASSWORD", "'" + PASSWORD + "'"),
      urlInClear,
      urlInClear.replace("ssl=true", "password=" + PASSWORD),
      urlInClear.replace("//host", "//me:" + PASSWORD + "@host"),
      urlInClear.replace("{env: SLACK}", "https://hooks.example/" + PASSWORD),
      urlInClear.replace("{file: webhook}", PASSWORD),
      urlInClear.replace("2}", "2, apiToken: " + PASSWORD + "}"),
    };
    int jobs = 0;
    for (int seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      byte[] text = damaged(originals[seed % originals.length], random);
      Path file = Files.write(folder.resolve("job.yaml"), text);
      try {
        JobFile.read(file);
        jobs++;
      } catch (JobFileException refused) {
        assertThat("seed " + seed, refused.getMessage(), not(containsString(PASSWORD)));
      }
    }
    assertThat("some damage is harmless", jobs, greaterThan(10));
  }

  /** A few letters lost, added, or replaced by those that YAML cares about, or lines swapped. */
  private static byte[] damaged(String original, Random random) {
    StringBuilder text = new StringBuilder(original);
    for (int i = 0; i <= random.nextInt(4); i++) {
      int at = random.nextInt(text.length());
      char piece = PIECES.charAt(random.nextInt(PIECES.length()));
      switch (random.nextInt(6)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, piece);
        case 2 -> text.setCharAt(at, piece);
        case 3 -> text.delete(at, Math.min(text.length(), at + random.nextInt(20)));
        case 4 -> text.insert(at, text.substring(at, Math.min(text.length(), at + 15)));
        default -> {
          List<String> lines = new ArrayList<>(text.toString().lines().toList());
          int from = random.nextInt(lines.size());
          lines.add(random.nextInt(lines.size()), lines.remove(from));
          text = new StringBuilder(String.join("\n", lines)).append('\n');
        }
      }
      if (text.length() == 0) {
        text.append('x');
      }
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(20) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
