package com.campaignconversions.conversions.losses;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Granularity;
import com.campaignconversions.insights.counts.ClientSource;
import com.campaignconversions.insights.counts.Loss;
import com.campaignconversions.insights.counts.MistypedAccount;
import com.campaignconversions.insights.counts.PageSeen;
import com.campaignconversions.insights.counts.SourceFacts;
import com.campaignconversions.insights.rows.Insight;
import com.campaignconversions.insights.rows.InsightBlock;
import com.campaignconversions.insights.rows.InsightBlock.Unreadable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What all sources together say of the client periods of one shard. */
public final class GatheredRows implements InsightBlock.Reader {
  private final Map<ClientPeriod, OfClientPeriod> byClientPeriod = new HashMap<>();
  private final Map<String, ClientSources> byClient = new HashMap<>();
  private final AllSources all = new AllSources();

  /** Of the last row: that of the next is most often the very same. */
  private @Nullable OfClientPeriod last;

  /** What was found of one client period. */
  public static final class OfClientPeriod {
    private final ClientPeriod clientPeriod;
    private final List<Insight> rows = new ArrayList<>();
    private final TreeSet<String> unfinished = new TreeSet<>();

    OfClientPeriod(ClientPeriod clientPeriod) {
      this.clientPeriod = clientPeriod;
    }

    public List<Insight> rows() {
      return rows;
    }

    /** Why not all of it came, although it was asked for. */
    SortedSet<String> unfinished() {
      return unfinished;
    }
  }

  public static GatheredRows of(Iterable<byte[]> blocks, Granularity granularity) {
    GatheredRows gathered = new GatheredRows();
    for (byte[] block : blocks) {
      InsightBlock.read(block, granularity, gathered);
    }
    return gathered;
  }

  /** Hands the rows of a client period over; they are forgotten here. */
  public OfClientPeriod take(ClientPeriod clientPeriod) {
    OfClientPeriod found = byClientPeriod.remove(clientPeriod);
    return found == null ? new OfClientPeriod(clientPeriod) : found;
  }

  /** Those of which a row can be used. */
  public Set<ClientPeriod> clientPeriods() {
    return byClientPeriod.keySet();
  }

  /** What the sources say of a client. */
  public ClientSources sources(String clientId) {
    return byClient.computeIfAbsent(clientId, none -> new ClientSources(all));
  }

  @Override
  public void row(Insight insight) {
    of(insight.clientPeriod()).rows.add(insight);
  }

  @Override
  public void loss(Loss loss) {
    String clientId = loss.clientId();
    if (clientId == null) {
      all.add(loss);
    } else {
      sources(clientId).add(loss);
    }
  }

  @Override
  public void sighting(ClientSource sighting) {
    sources(sighting.clientId()).add(sighting);
  }

  @Override
  public void source(SourceFacts facts) {
    all.add(facts);
  }

  @Override
  public void stranger(MistypedAccount stranger) {
    sources(stranger.clientId()).add(stranger);
  }

  @Override
  public void page(PageSeen page) {
    sources(page.clientId()).add(page);
  }

  @Override
  public void emptyPage(int behindFile) {
    all.addEmptyPage(behindFile);
  }

  @Override
  public void unreadable(Unreadable source) {
    all.add(source);
  }

  @Override
  public void unfinished(ClientPeriod clientPeriod, String reason) {
    of(clientPeriod).unfinished.add(reason);
  }

  @SuppressWarnings("ReferenceEquality")
  private OfClientPeriod of(ClientPeriod clientPeriod) {
    OfClientPeriod found = last;
    // Nearly always the same object, and what Java makes to compare records is slow.
    if (found == null
        || (clientPeriod != found.clientPeriod && !clientPeriod.equals(found.clientPeriod))) {
      found = byClientPeriod.computeIfAbsent(clientPeriod, OfClientPeriod::new);
      last = found;
    }
    return found;
  }
}
