package com.campaignconversions.conversions;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Granularity;
import com.campaignconversions.insights.Insight;
import com.campaignconversions.insights.InsightBlock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What all files together say of the client periods of one shard. */
final class GatheredRows implements InsightBlock.Reader {
  private final Map<ClientPeriod, OfClientPeriod> byClientPeriod = new HashMap<>();
  private final TreeMap<Integer, String> brokenFiles = new TreeMap<>();
  private final TreeSet<String> unreadableFiles = new TreeSet<>();

  /** Of the last row: that of the next is most often the very same. */
  private @Nullable OfClientPeriod last;

  /** What was found of one client period. */
  static final class OfClientPeriod {
    private final ClientPeriod clientPeriod;
    private final List<Insight> rows = new ArrayList<>();
    private final Set<Integer> files = new HashSet<>();
    private final TreeSet<String> unfinished = new TreeSet<>();
    private long rejected;

    OfClientPeriod(ClientPeriod clientPeriod) {
      this.clientPeriod = clientPeriod;
    }

    List<Insight> rows() {
      return rows;
    }

    long rejected() {
      return rejected;
    }
  }

  static GatheredRows of(Iterable<byte[]> blocks, Granularity granularity) {
    GatheredRows gathered = new GatheredRows();
    for (byte[] block : blocks) {
      InsightBlock.read(block, granularity, gathered);
    }
    return gathered;
  }

  /** Hands the rows of a client period over; they are forgotten here. */
  OfClientPeriod take(ClientPeriod clientPeriod) {
    OfClientPeriod found = byClientPeriod.remove(clientPeriod);
    return found == null ? new OfClientPeriod(clientPeriod) : found;
  }

  /** Why what was found of a client period may not be all of it: sentences, perhaps none. */
  List<String> gaps(OfClientPeriod found) {
    List<String> gaps = new ArrayList<>();
    for (String file : unreadableFiles) {
      gaps.add("a file cannot be read and may hold rows of any client: " + file);
    }
    brokenFiles.forEach(
        (file, reason) -> {
          if (found.files.contains(file)) {
            gaps.add("a file that holds rows of it is incomplete: " + reason);
          }
        });
    for (String fetch : found.unfinished) {
      gaps.add("its insights could not be fetched: " + fetch);
    }
    return gaps;
  }

  @Override
  public void row(Insight insight) {
    OfClientPeriod found = at(insight.clientPeriod(), insight.file());
    found.rows.add(insight);
  }

  @Override
  public void rejected(ClientPeriod clientPeriod, int file) {
    at(clientPeriod, file).rejected++;
  }

  @Override
  public void sighted(ClientPeriod clientPeriod, int file) {
    at(clientPeriod, file);
  }

  @Override
  public void brokenFile(int file, String reason) {
    brokenFiles.merge(file, reason, (one, other) -> one.compareTo(other) <= 0 ? one : other);
  }

  @Override
  public void unreadableFile(String reason) {
    unreadableFiles.add(reason);
  }

  @Override
  public void unfinished(ClientPeriod clientPeriod, String reason) {
    of(clientPeriod).unfinished.add(reason);
  }

  private OfClientPeriod of(ClientPeriod clientPeriod) {
    OfClientPeriod found = last;
    if (found == null || !clientPeriod.equals(found.clientPeriod)) {
      found = byClientPeriod.computeIfAbsent(clientPeriod, OfClientPeriod::new);
      last = found;
    }
    return found;
  }

  private OfClientPeriod at(ClientPeriod clientPeriod, int file) {
    OfClientPeriod found = of(clientPeriod);
    found.files.add(file);
    return found;
  }
}
