package com.campaignconversions.job.yaml;

import com.campaignconversions.records.Spelling;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The entries of a map in their order, each key once. */
public final class YamlMap {
  private final YamlValue whole;
  private final Map<String, YamlValue> entries;
  private final Set<String> misspelt;

  private YamlMap(YamlValue whole, Map<String, YamlValue> entries, Set<String> misspelt) {
    this.whole = whole;
    this.entries = entries;
    this.misspelt = misspelt;
  }

  /** Of a map that has no other keys than these; null, and told, where it is no map. */
  public static @Nullable YamlMap of(YamlValue value, String wanted, List<String> known) {
    return of(value, wanted, known, Map.of());
  }

  /**
   * As {@link #of}, of a map whose entries are maps too.
   *
   * @param nested the keys of those: what stands one level too far out belongs under theirs
   */
  public static @Nullable YamlMap of(
      YamlValue value, String wanted, List<String> known, Map<String, List<String>> nested) {
    MappingNode map = value.mapping(wanted);
    return map == null ? null : read(value, map, known, nested, true);
  }

  /**
   * As {@link #of}; a key that is not known may be a secret in the wrong place, and is not told.
   */
  public static @Nullable YamlMap withSecrets(YamlValue value, String wanted, List<String> known) {
    MappingNode map = value.mapping(wanted);
    return map == null ? null : read(value, map, known, Map.of(), false);
  }

  /** Of a map of names that the user chooses. */
  public static @Nullable YamlMap ofNames(YamlValue value, String wanted) {
    MappingNode map = value.mapping(wanted);
    return map == null ? null : read(value, map, null, Map.of(), true);
  }

  /**
   * Tells of keys that are no text, stand twice or are not known.
   *
   * @param known null where the user chooses the names
   * @param nested the keys of maps in it
   * @param namesMayBeTold false where a key that is not known may be a secret
   */
  private static YamlMap read(
      YamlValue whole,
      MappingNode node,
      @Nullable List<String> known,
      Map<String, List<String>> nested,
      boolean namesMayBeTold) {
    Map<String, YamlValue> entries = new LinkedHashMap<>();
    Set<String> misspelt = new HashSet<>();
    for (NodeTuple tuple : node.getValue()) {
      int line = tuple.getKeyNode().getStartMark().getLine() + 1;
      if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
        whole.problem(line, "", "holds a key that is a list or a map; keys are plain words");
        continue;
      }
      String key = scalar.getValue();
      if (scalar.getTag().equals(Tag.MERGE)) {
        whole.problem(line, "", "merges (<<) are not supported; write the keys out");
      } else if (known != null && !known.contains(key)) {
        tellUnknown(whole, line, key, known, nested, namesMayBeTold);
        String meant = Spelling.nearest(key, known);
        if (meant != null) {
          misspelt.add(meant);
        }
      } else if (entries.containsKey(key)) {
        whole.problem(
            line,
            Spelling.shown(key),
            "stands twice, first in line " + entries.get(key).line() + "; keep one of them");
      } else {
        entries.put(key, whole.child(tuple.getValueNode(), line, Spelling.shown(key)));
      }
    }
    return new YamlMap(whole, entries, misspelt);
  }

  private static void tellUnknown(
      YamlValue whole,
      int line,
      String key,
      List<String> known,
      Map<String, List<String>> nested,
      boolean nameMayBeTold) {
    String list = "; known here: " + String.join(", ", known);
    String suggestion =
        nested.entrySet().stream()
            .filter(one -> one.getValue().contains(key))
            .findFirst()
            .map(one -> "; it belongs under " + one.getKey() + ":, indented further")
            .orElseGet(() -> Spelling.suggestion(key, known));
    if (nameMayBeTold) {
      whole.problem(line, Spelling.shown(key), "is not a known key" + suggestion + list);
    } else {
      whole.problem(
          line,
          "",
          "holds a key that is not known (not repeated: it may be a secret)" + suggestion + list);
    }
  }

  public @Nullable YamlValue get(String key) {
    return entries.get(key);
  }

  /** The value of a key that must be there; where it is only misspelt, that is told already. */
  public @Nullable YamlValue required(String key, String wanted) {
    YamlValue value = entries.get(key);
    if (value == null && !misspelt.contains(key)) {
      whole.problem(whole.line(), key, "is missing; write " + wanted);
    }
    return value;
  }

  /** The constant that a key names, or the default where the key is missing or wrong. */
  public <E extends Enum<E>> E choice(String key, Class<E> choices, E byDefault) {
    YamlValue value = entries.get(key);
    E choice = value == null ? null : value.choice(choices);
    return choice == null ? byDefault : choice;
  }

  public Map<String, YamlValue> entries() {
    return Collections.unmodifiableMap(entries);
  }
}
