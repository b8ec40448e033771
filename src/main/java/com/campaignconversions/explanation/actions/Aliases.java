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
import java.util.function.Function;

/**
 * Which action types of an array move together: of at least half of the clients that can tell, they
 * have the same value in every row in which one of them has any.
 */
final class Aliases {
  /** Beyond so many alike they are no names of one event, but filled in. */
  private static final int MOST_ALIKE = 40;

  private final Map<SeenType, Set<SeenType>> together = new LinkedHashMap<>();
  private final SeenTypes seen;

  private Aliases(SeenTypes seen) {
    this.seen = seen;
  }

  private record Pair(SeenType one, SeenType other) {}

  static Aliases of(SeenTypes seen) {
    Aliases aliases = new Aliases(seen);
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

  /**
   * Those that move together and that metrics treat otherwise: some of them is listed, and no
   * metric lists all. What does so in one array as a part of others in another is told once.
   *
   * @param metrics those that list a type
   */
  List<Together> groups(Function<SeenType, List<String>> metrics) {
    Set<SeenType> told = new LinkedHashSet<>();
    Map<Set<String>, Together> groups = new LinkedHashMap<>();
    for (SeenType type : together.keySet()) {
      List<SeenType> group = new ArrayList<>();
      gather(type, told, group);
      if (!group.isEmpty() && isListedInPart(group, metrics)) {
        Together together = together(group);
        if (together.clients() > 0) {
          groups.putIfAbsent(Set.copyOf(together.actionTypes()), together);
        }
      }
    }
    return groups.entrySet().stream()
        .filter(
            group ->
                groups.keySet().stream()
                    .noneMatch(
                        other ->
                            !other.equals(group.getKey()) && other.containsAll(group.getKey())))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static boolean isListedInPart(
      List<SeenType> group, Function<SeenType, List<String>> metrics) {
    Set<String> any = new LinkedHashSet<>();
    group.forEach(type -> any.addAll(metrics.apply(type)));
    return !any.isEmpty()
        && any.stream()
            .noneMatch(
                metric -> group.stream().allMatch(type -> metrics.apply(type).contains(metric)));
  }

  private Together together(List<SeenType> group) {
    int having = 0;
    int alike = 0;
    for (Map<SeenType, Movement> client : seen.movements()) {
      List<Movement> theirs =
          group.stream()
              .map(client::get)
              .filter(movement -> movement != null && movement.tells())
              .toList();
      having += theirs.isEmpty() ? 0 : 1;
      boolean same = theirs.stream().map(Movement::likeness).distinct().count() == 1;
      alike += same && theirs.size() == group.size() ? 1 : 0;
    }
    return new Together(
        group.stream().map(type -> type.actionType).sorted().toList(), alike, having);
  }

  private void gather(SeenType type, Set<SeenType> told, List<SeenType> group) {
    if (told.add(type)) {
      group.add(type);
      Objects.requireNonNull(together.get(type)).forEach(other -> gather(other, told, group));
    }
  }
}
