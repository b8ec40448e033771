package com.campaignconversions.insights.graph;

import com.campaignconversions.clients.Period;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.insights.files.MatchedFiles;
import com.campaignconversions.insights.json.FetchHeading;
import com.campaignconversions.job.GraphInsights;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * Where fetched pages lie, as files that {@code insights.files} reads again: one for each ad
 * account and period, that of the last fetch.
 */
public final class KeptPages {
  private final String folder;

  /**
   * Pages in a folder.
   *
   * @param folder absolute, or a URI
   */
  KeptPages(String folder) {
    this.folder = folder;
  }

  /**
   * Why pages cannot be kept in a folder of this machine, as far as can be seen without writing
   * there; null where they can, or the folder is elsewhere.
   */
  public static @Nullable String whyNotKept(String keep) {
    if (!keep.startsWith("/")) {
      return null;
    }
    Path place = Path.of(keep);
    while (place != null && !Files.exists(place)) {
      place = place.getParent();
    }
    if (place == null || !Files.isDirectory(place)) {
      return place + " is no folder, so that pages cannot be kept in it";
    }
    return Files.isWritable(place) ? null : "nothing can be written into " + place;
  }

  String path(GraphAccount account, Period period) {
    // A client's id is free text, and becomes the name of a folder.
    String client = URLEncoder.encode(account.clientId(), StandardCharsets.UTF_8);
    String name = client.startsWith(".") || client.startsWith("_") ? "client" + client : client;
    return folder + "/" + name + "/act_" + account.accountId() + "_" + period.id() + ".jsonl";
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
      String path = new KeptPages(keep).path(account, account.periods().get(i));
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

  /**
   * Puts all pages of a period into their place; nobody ever sees a part of them there.
   *
   * @param heading the first line
   */
  static void put(String heading, Path pages, String path) throws IOException {
    ResourceId place = FileSystems.matchNewResource(path, false);
    ResourceId unfinished =
        FileSystems.matchNewResource(path.replaceFirst("([^/]+)$", "_$1.unfinished"), false);
    try (OutputStream out =
        Channels.newOutputStream(FileSystems.create(unfinished, "application/json"))) {
      out.write((heading + "\n").getBytes(StandardCharsets.UTF_8));
      Files.copy(pages, out);
    }
    FileSystems.rename(
        List.of(unfinished), List.of(place), StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  /**
   * The run that asked a question whose answer is kept.
   *
   * @param runs when they started, of which it must be one
   * @return when it started; null where the answer is not there, or is that of another question
   */
  static @Nullable Instant askedBy(String path, String question, Collection<Instant> runs)
      throws IOException {
    Map<String, Instant> headings = new HashMap<>();
    int longest = 0;
    for (Instant run : runs) {
      String heading = question + FetchHeading.askedBy(run);
      headings.put(heading, run);
      longest = Math.max(longest, heading.getBytes(StandardCharsets.UTF_8).length);
    }
    String beginning;
    try (InputStream kept =
        Channels.newInputStream(FileSystems.open(FileSystems.matchNewResource(path, false)))) {
      beginning = new String(kept.readNBytes(longest), StandardCharsets.UTF_8);
    } catch (FileNotFoundException e) {
      return null;
    }
    for (Map.Entry<String, Instant> heading : headings.entrySet()) {
      if (beginning.startsWith(heading.getKey())) {
        return heading.getValue();
      }
    }
    return null;
  }
}
