package com.campaignconversions.explanation.actions;

import com.campaignconversions.clients.Client;
import com.campaignconversions.explanation.ActionLists;
import com.campaignconversions.explanation.ActionLists.ActionEntry;
import com.campaignconversions.insights.counts.RejectedInsight;
import com.campaignconversions.insights.counts.RunCounts;
import com.campaignconversions.insights.fields.InsightNames;
import com.campaignconversions.insights.fields.InsightNumber;
import com.campaignconversions.insights.rows.Insight;
import com.campaignconversions.insights.rows.InsightParser;
import com.campaignconversions.insights.rows.InsightRow;
import com.campaignconversions.insights.rows.Origin;
import com.campaignconversions.insights.rows.RowRouter;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.metrics.ActionTypes;
import java.math.BigDecimal;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Counts the action types of rows while they are read, whoever lists them. */
final class SeenTypes implements RowRouter.Destination {
  /** Hostile input could have ever new ones. */
  private static final int MOST_TYPES = 3_000;

  private static final int LONGEST_TYPE = 300;

  /** Of clients and types together: what is compared takes a hundred bytes each. */
  private static final int MOST_MOVEMENTS = 300_000;

  /** The keys of an entry that hold its values, as Meta and connectors spell them. */
  private static final Pattern WINDOW =
      Pattern.compile("value|inline|dda|_?[0-9]{1,2}_?d_[a-z_]{1,40}|(?:skan|lifetime)_?[a-z_]*");

  private static final int MOST_UNREAD = 1_000;

  private final InsightNames names;
  private final Map<String, Integer> clients = new HashMap<>();
  private final Map<Key, SeenType> types = new TreeMap<>();
  private final Map<Integer, Map<SeenType, Movement>> movements = new TreeMap<>();
  private final BitSet clientsSeen = new BitSet();
  private final Map<String, Unread> unread = new LinkedHashMap<>();
  private int movementCount;
  private RunCounts counts = RunCounts.NONE;
  private long rows;
  private long accountTotals;
  private long cutRows;
  private long entriesLeftOut;
  private long unreadCount;
  private boolean anyUnreadable;
  private boolean anyArray;

  /** Of a job. */
  SeenTypes(Job job) {
    this.names = InsightParser.of(job).names();
    job.clients().forEach(client -> clients.put(client.id(), clients.size()));
  }

  /** A type in an array; its case does not matter. */
  private record Key(String array, String folded) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byArray = array.compareTo(other.array);
      return byArray != 0 ? byArray : folded.compareTo(other.folded);
    }
  }

  /** What one row has of a type. */
  private static final class OfRow {
    private @Nullable BigDecimal amount;
  }

  @Override
  public void used(Origin origin, InsightRow row, Insight insight) {
    if (insight.isAccountTotal()) {
      accountTotals++;
      return;
    }
    rows++;
    int client = clients.getOrDefault(insight.clientPeriod().clientId(), 0);
    clientsSeen.set(client);
    anyArray |= (insight.actions().arraysPresent() | origin.askedArrays()) != 0;
    Map<SeenType, OfRow> ofRow = new LinkedHashMap<>();
    if (!ActionLists.read(row.payload(), entry -> entry(entry, ofRow))) {
      cutRows++;
    }
    ofRow.forEach(
        (type, theirs) -> {
          BigDecimal amount = theirs.amount;
          type.row(client, amount);
          if (amount != null && amount.signum() > 0 && !SeenType.isRate(type.array)) {
            movement(client, type, amount);
          }
        });
  }

  private void entry(ActionEntry entry, Map<SeenType, OfRow> ofRow) {
    SeenType type = type(entry);
    if (type == null) {
      entriesLeftOut++;
      return;
    }
    OfRow theirs = ofRow.computeIfAbsent(type, none -> new OfRow());
    entry
        .members()
        .forEach(
            (name, text) -> {
              if (WINDOW.matcher(name).matches()) {
                type.window(name);
              }
              BigDecimal amount = names.of(name).window >= 0 ? InsightNumber.parse(text) : null;
              if (amount != null) {
                theirs.amount = theirs.amount == null ? amount : theirs.amount.add(amount);
              }
            });
  }

  private @Nullable SeenType type(ActionEntry entry) {
    if (entry.actionType().length() > LONGEST_TYPE || entry.array().length() > LONGEST_TYPE) {
      return null;
    }
    Key key = new Key(entry.array(), ActionTypes.caseFolded(entry.actionType()));
    SeenType type = types.get(key);
    if (type == null && types.size() < MOST_TYPES) {
      type = new SeenType(entry.array(), entry.actionType());
      types.put(key, type);
    }
    return type;
  }

  private void movement(int client, SeenType type, BigDecimal amount) {
    Map<SeenType, Movement> ofClient =
        movements.computeIfAbsent(client, none -> new LinkedHashMap<>());
    Movement movement = ofClient.get(type);
    if (movement == null && movementCount < MOST_MOVEMENTS) {
      movement = new Movement();
      ofClient.put(type, movement);
      movementCount++;
    }
    if (movement != null) {
      movement.add(rows, amount);
    }
  }

  @Override
  public void rejected(RejectedInsight insight) {
    // Its count is enough.
  }

  @Override
  public void unread(Origin origin, String reason, boolean inPart) {
    anyUnreadable |= !inPart;
    if (unread.containsKey(origin.source())) {
      return;
    }
    unreadCount++;
    if (unread.size() < MOST_UNREAD) {
      unread.put(origin.source(), new Unread(origin.source(), reason, inPart));
    }
  }

  @Override
  public void block(int shard, byte[] block) {
    // Nothing is extracted.
  }

  @Override
  public void counts(RunCounts some) {
    counts = counts.plus(some);
  }

  /** By array, then by name. */
  Collection<SeenType> types() {
    return types.values();
  }

  /** A type of an array; null where no row has it. */
  @Nullable SeenType get(String array, String actionType) {
    return types.get(new Key(array, ActionTypes.caseFolded(actionType)));
  }

  /** By client, what can be compared. */
  Collection<Map<SeenType, Movement>> movements() {
    return movements.values();
  }

  /** Whether a row of a client has it. */
  boolean isOf(SeenType type, Client client) {
    Integer place = clients.get(client.id());
    return place != null && type.clients.get(place);
  }

  /** Whether a row of a client was read. */
  boolean isSeen(Client client) {
    Integer place = clients.get(client.id());
    return place != null && clientsSeen.get(place);
  }

  /** Of how many clients rows were read. */
  long clientsSeen() {
    return clientsSeen.cardinality();
  }

  /** The first sources that were not read, or not to their end. */
  Collection<Unread> unread() {
    return unread.values();
  }

  /** How many there are. */
  long unreadCount() {
    return unreadCount;
  }

  /** Whether a source could not be read at all. */
  boolean anyUnreadable() {
    return anyUnreadable;
  }

  /** Whether a row has an array that some metric looks in, or would, if it held anything. */
  boolean anyArray() {
    return anyArray;
  }

  long rows() {
    return rows;
  }

  RunCounts counts() {
    return counts;
  }

  long accountTotals() {
    return accountTotals;
  }

  /** Rows that are too long to be looked through. */
  long cutRows() {
    return cutRows;
  }

  /** Entries of types beyond the most that are told apart. */
  long entriesLeftOut() {
    return entriesLeftOut;
  }
}
