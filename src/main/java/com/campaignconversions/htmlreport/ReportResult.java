package com.campaignconversions.htmlreport;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.Period;
import com.campaignconversions.database.Database;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.versions.VersionEvent;
import com.campaignconversions.publishing.versions.VersionHistory;
import com.campaignconversions.records.AtomicFile;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.results.CommandResult;
import com.campaignconversions.results.Screen;
import com.campaignconversions.results.runs.StatusResult;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That the page was written.
 *
 * @param clientPeriods that it shows
 * @param drawn those of them with pictures and campaigns
 */
public record ReportResult(Path file, long bytes, int clientPeriods, int drawn)
    implements CommandResult {
  private static final int MOST_RESTATEMENTS = 2_000;

  /**
   * Writes it.
   *
   * @param named only these periods; null for all that there are
   * @param exists whether there are tables to read
   * @param chosen whether only some clients or periods were asked for
   * @param whole whether all of it is shown, however large the page becomes
   * @throws CommandException if the file cannot be written
   */
  public static ReportResult write(
      Path file,
      Database database,
      Job job,
      List<Client> clients,
      @Nullable List<Period> named,
      boolean exists,
      boolean chosen,
      boolean whole,
      Instant now)
      throws CommandException {
    StatusResult status =
        exists ? StatusResult.of(database, job, clients, named, true) : StatusResult.nothing(job);
    List<VersionEvent> restatements =
        exists
            ? VersionHistory.history(
                database,
                clients.stream().map(Client::id).toList(),
                job.granularity(),
                named,
                true,
                MOST_RESTATEMENTS)
            : List.of();
    ReportPage page = new ReportPage(status, database, restatements, chosen, whole, now);
    byte[] html = page.html().getBytes(StandardCharsets.UTF_8);
    try {
      AtomicFile.write(file, out -> out.write(html));
    } catch (IOException e) {
      throw CommandException.failed(
          "--file=" + file + ": the page was not written: " + AtomicFile.why(e));
    }
    return new ReportResult(file, html.length, page.size(), page.drawn());
  }

  @Override
  public int exitCode() {
    return 0;
  }

  @Override
  public void writeTo(ObjectNode json) {
    json.put("exit_code", 0)
        .put("file", file.toString())
        .put("bytes", bytes)
        .put("client_periods", clientPeriods)
        .put("drawn", drawn);
  }

  @Override
  public void print(Screen screen) {
    if (!screen.quiet()) {
      screen.say(
          clientPeriods == 0
              ? file + " shows that nothing is published yet: `run` publishes."
              : "%s shows %s, %s with pictures and campaigns; open it in a browser."
                  .formatted(
                      file,
                      Wording.counted(clientPeriods, "client period"),
                      drawn == clientPeriods ? "all" : Wording.count(drawn)));
    }
  }
}
