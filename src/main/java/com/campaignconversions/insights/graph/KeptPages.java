package com.campaignconversions.insights.graph;

import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.insights.files.MatchedFiles;
import com.campaignconversions.job.GraphInsights;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * Where fetched pages are kept, as files that {@code insights.files} reads again: one for each ad
 * account and period, that of the last fetch.
 */
public final class KeptPages {
  private final String folder;

  KeptPages(String folder) {
    this.folder = folder;
  }

  String path(GraphAccount account, String periodId) {
    // A client's id is free text, and becomes the name of a folder.
    String client = URLEncoder.encode(account.clientId(), StandardCharsets.UTF_8);
    String name = client.startsWith(".") || client.startsWith("_") ? "client" + client : client;
    return folder + "/" + name + "/act_" + account.accountId() + "_" + periodId + ".jsonl";
  }

  /**
   * The kept pages of an ad account's periods.
   *
   * @param missing is given the names of those that are not there
   * @throws IOException if the folder cannot be looked into
   */
  public static List<InsightFile> files(
      GraphInsights source, GraphAccount account, Consumer<String> missing) throws IOException {
    String keep = source.keep();
    if (keep == null) {
      return List.of();
    }
    List<InsightFile> files = new ArrayList<>();
    for (int i = 0; i < account.periods().size(); i++) {
      String path = new KeptPages(keep).path(account, account.periods().get(i).id());
      String name = MatchedFiles.source(source.folder(), path);
      InsightFile file = MatchedFiles.one(account.firstRank() + i, path, name);
      if (file == null) {
        missing.accept(name);
      } else {
        files.add(file);
      }
    }
    return files;
  }

  /** Puts a finished file into its place; nobody ever sees a part of it there. */
  static void put(Path fetched, String path) throws IOException {
    ResourceId place = FileSystems.matchNewResource(path, false);
    ResourceId unfinished =
        FileSystems.matchNewResource(path.replaceFirst("([^/]+)$", "_$1.unfinished"), false);
    try (OutputStream out =
        Channels.newOutputStream(FileSystems.create(unfinished, "application/json"))) {
      Files.copy(fetched, out);
    }
    FileSystems.rename(
        List.of(unfinished), List.of(place), StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  /** Fetches a kept file that begins with this line; false if there is none. */
  static boolean take(String path, String heading, Path into) throws IOException {
    ResourceId place = FileSystems.matchNewResource(path, false);
    try (BufferedReader kept =
        new BufferedReader(Channels.newReader(FileSystems.open(place), StandardCharsets.UTF_8))) {
      if (!heading.equals(kept.readLine())) {
        return false;
      }
    } catch (FileNotFoundException e) {
      return false;
    }
    try (var whole = Channels.newInputStream(FileSystems.open(place));
        OutputStream out = Files.newOutputStream(into)) {
      whole.transferTo(out);
    }
    return true;
  }
}
