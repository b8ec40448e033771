package com.campaignconversions.explanation.actions;

import com.campaignconversions.explanation.actions.Movement.Likeness;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which action types of an array move together: of at least half of the clients that can tell, they
 * have the same value in every row in which one of them has any.
 */
final class Aliases {
  /** Beyond so many alike they are no names of one event, but filled in. */
  private static final int MOST_ALIKE = 40;

  private final Map<SeenType, Set<SeenType>> together = new LinkedHashMap<>();

  private Aliases() {}

  private record Pair(SeenType one, SeenType other) {}

  static Aliases of(SeenTypes seen) {
    Aliases aliases = new Aliases();
    Map<Pair, Integer> alike = new LinkedHashMap<>();
    for (Map<SeenType, Movement> client : seen.movements()) {
      for (List<SeenType> group : groups(client)) {
        for (int i = 0; i < group.size(); i++) {
          for (int j = i + 1; j < group.size(); j++) {
            alike.merge(new Pair(group.get(i), group.get(j)), 1, Integer::sum);
          }
        }
      }
    }
    alike.forEach(
        (pair, clients) -> {
          if (clients * 2 >= withEither(pair, seen.movements())) {
            aliases.with(pair.one()).add(pair.other());
            aliases.with(pair.other()).add(pair.one());
          }
        });
    return aliases;
  }

  /** The types of one client that are alike, in each array. */
  private static List<List<SeenType>> groups(Map<SeenType, Movement> client) {
    Map<String, Map<Likeness, List<SeenType>>> byArray = new HashMap<>();
    client.forEach(
        (type, movement) -> {
          if (movement.tells()) {
            byArray
                .computeIfAbsent(type.array, none -> new LinkedHashMap<>())
                .computeIfAbsent(movement.likeness(), none -> new ArrayList<>())
                .add(type);
          }
        });
    return byArray.values().stream()
        .flatMap(array -> array.values().stream())
        .filter(group -> group.size() > 1 && group.size() <= MOST_ALIKE)
        .toList();
  }

  /** How many clients have enough of one of both to tell. */
  private static int withEither(Pair pair, Collection<Map<SeenType, Movement>> clients) {
    int count = 0;
    for (Map<SeenType, Movement> client : clients) {
      Movement one = client.get(pair.one());
      Movement other = client.get(pair.other());
      if ((one != null && one.tells()) || (other != null && other.tells())) {
        count++;
      }
    }
    return count;
  }

  private Set<SeenType> with(SeenType type) {
    return together.computeIfAbsent(type, none -> new LinkedHashSet<>());
  }

  /** What moves with a type. */
  List<String> of(SeenType type) {
    return together.getOrDefault(type, Set.of()).stream()
        .map(other -> other.actionType)
        .sorted()
        .toList();
  }

  /** Those that move together; what does so in one array as a part of others in another, once. */
  List<List<String>> groups() {
    Set<SeenType> told = new LinkedHashSet<>();
    Set<Set<String>> groups = new LinkedHashSet<>();
    for (SeenType type : together.keySet()) {
      List<SeenType> group = new ArrayList<>();
      gather(type, told, group);
      if (!group.isEmpty()) {
        groups.add(
            group.stream()
                .map(one -> one.actionType)
                .collect(Collectors.toCollection(TreeSet::new)));
      }
    }
    return groups.stream()
        .filter(
            group -> groups.stream().noneMatch(other -> other != group && other.containsAll(group)))
        .<List<String>>map(List::copyOf)
        .toList();
  }

  private void gather(SeenType type, Set<SeenType> told, List<SeenType> group) {
    if (told.add(type)) {
      group.add(type);
      Objects.requireNonNull(together.get(type)).forEach(other -> gather(other, told, group));
    }
  }
}
