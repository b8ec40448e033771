package com.campaignconversions.job.yaml;

import com.campaignconversions.records.Spelling;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One value of a YAML file and where it stands. Whoever asks for a type that it is not gets null,
 * and the problem is told with file, line and key; {@code wanted} ends its sentence ("a list of
 * …").
 */
public final class YamlValue {
  /** What YAML takes text without quotes for. */
  private static final Map<Tag, String> READ_AS =
      Map.of(
          Tag.INT, "a number",
          Tag.FLOAT, "a number",
          Tag.BOOL, "true or false",
          Tag.TIMESTAMP, "a date",
          Tag.NULL, "nothing");

  private final Node node;
  private final String file;
  private final int line;
  private final String key;
  private final Problems problems;

  YamlValue(Node node, String file, int line, String key, Problems problems) {
    this.node = node;
    this.file = file;
    this.line = line;
    this.key = key;
    this.problems = problems;
  }

  public int line() {
    return line;
  }

  /** File and line, as messages begin. */
  public String place() {
    return file + ":" + line;
  }

  public void problem(String sentence) {
    problems.add(file, line, key, sentence);
  }

  /** A problem with a key of this map, or with one that it lacks. */
  public void problem(int atLine, String child, String sentence) {
    problems.add(file, atLine, childKey(child), sentence);
  }

  /** A value of this map. */
  YamlValue child(Node value, int atLine, String child) {
    return new YamlValue(value, file, atLine, childKey(child), problems);
  }

  private String childKey(String child) {
    return key.isEmpty() || child.isEmpty() ? key + child : key + "." + child;
  }

  public boolean isScalar() {
    return node instanceof ScalarNode;
  }

  public boolean isList() {
    return node instanceof SequenceNode;
  }

  public boolean isMap() {
    return node instanceof MappingNode;
  }

  public String file() {
    return file;
  }

  /** Where it stands, such as {@code metrics.leads.first_of[0]}. */
  public String key() {
    return key;
  }

  /** As a JSON text in which every scalar but nothing is text, as Meta writes numbers and ids. */
  public String asJson() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      write(node, json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory failed", e);
    }
    return text.toString();
  }

  private static void write(Node node, JsonGenerator json) throws IOException {
    if (node instanceof MappingNode map) {
      json.writeStartObject();
      for (NodeTuple entry : map.getValue()) {
        json.writeFieldName(
            entry.getKeyNode() instanceof ScalarNode name ? name.getValue() : "(no name)");
        write(entry.getValueNode(), json);
      }
      json.writeEndObject();
    } else if (node instanceof SequenceNode list) {
      json.writeStartArray();
      for (Node item : list.getValue()) {
        write(item, json);
      }
      json.writeEndArray();
    } else if (node instanceof ScalarNode scalar && !node.getTag().equals(Tag.NULL)) {
      json.writeString(scalar.getValue());
    } else {
      json.writeNull();
    }
  }

  public boolean isNull() {
    return node.getTag().equals(Tag.NULL);
  }

  public boolean isBoolean() {
    return node.getTag().equals(Tag.BOOL);
  }

  /** Whether it is written without quotes. */
  public boolean isPlain() {
    return node instanceof ScalarNode scalar && scalar.isPlain();
  }

  /** Text, which a number or {@code yes} without quotes is not. */
  public @Nullable String text(String wanted, int mostCharacters) {
    if (node instanceof ScalarNode && !isNull() && !node.getTag().equals(Tag.STR)) {
      problem(
          isPlain() && READ_AS.containsKey(node.getTag())
              ? "wants text, but YAML reads this as " + found() + "; put it in quotes"
              : "has a YAML tag (!…), which is not used here; remove it, or put"
                  + " the whole text in quotes");
      return null;
    }
    return written(wanted, mostCharacters);
  }

  /** Text of one or many lines. */
  public @Nullable String lines(String wanted, int mostCharacters) {
    if (!(node instanceof ScalarNode scalar)) {
      problem("wants " + wanted + ", not " + found());
    } else if (isNull() || scalar.getValue().isBlank()) {
      problem("has no value; write " + wanted);
    } else if (scalar.getValue().length() > mostCharacters) {
      problem("is longer than " + mostCharacters + " characters");
    } else {
      return scalar.getValue();
    }
    return null;
  }

  /** Whatever stands there, letter by letter: numbers and {@code yes} too. */
  public @Nullable String written(String wanted, int mostCharacters) {
    if (!(node instanceof ScalarNode scalar)) {
      problem("wants " + wanted + ", not " + found());
      return null;
    }
    String text = scalar.getValue();
    if (isNull() || text.isBlank()) {
      problem("has no value; write " + wanted);
    } else if (text.length() > mostCharacters) {
      problem("is longer than " + mostCharacters + " characters");
    } else if (!text.codePoints().allMatch(Spelling::isPrintable)) {
      problem("holds a line break or another character that does not print; remove it");
    } else if (!text.equals(text.strip())) {
      problem("begins or ends with white space; remove it");
    } else {
      return text;
    }
    return null;
  }

  /** A number without fraction, written with digits only. */
  public @Nullable Integer whole(String wanted, int least, int most) {
    String text = written(wanted, 20);
    if (text == null) {
      return null;
    }
    if (text.matches("\\d{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    problem(Spelling.quoted(text) + " is not " + wanted + ", from " + least + " to " + most);
    return null;
  }

  /** True or false. */
  public @Nullable Boolean truth() {
    String text = written("true or false", 20);
    if (text != null && !text.equals("true") && !text.equals("false")) {
      problem(Spelling.quoted(text) + " is neither true nor false");
      return null;
    }
    return text == null ? null : text.equals("true");
  }

  /** The path that the text names, relative to the folder. */
  public @Nullable Path path(Path folder, String text) {
    try {
      return folder.resolve(text).normalize();
    } catch (InvalidPathException e) {
      problem("holds a character that paths cannot have here; is the locale of this system UTF-8?");
      return null;
    }
  }

  /** One of the constants, in lower case. */
  public <E extends Enum<E>> @Nullable E choice(Class<E> choices) {
    List<String> names =
        Arrays.stream(choices.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .toList();
    String wanted = "one of " + String.join(", ", names);
    String text = text(wanted, 100);
    if (text == null) {
      return null;
    }
    if (!names.contains(text)) {
      problem(
          Spelling.quoted(text)
              + " is not known; write "
              + wanted
              + Spelling.suggestion(text, names));
      return null;
    }
    return choices.getEnumConstants()[names.indexOf(text)];
  }

  public @Nullable List<YamlValue> items(String wanted) {
    if (!(node instanceof SequenceNode list)) {
      problem(isNull() ? "has no value; write " + wanted : "wants " + wanted + ", not " + found());
      return null;
    }
    List<YamlValue> items = new ArrayList<>();
    for (Node item : list.getValue()) {
      String itemKey = key + "[" + items.size() + "]";
      items.add(new YamlValue(item, file, item.getStartMark().getLine() + 1, itemKey, problems));
    }
    return items;
  }

  /** The items of a list, or a single value as a list of itself. */
  public @Nullable List<YamlValue> itemsOrSelf(String wanted) {
    return isScalar() && !isNull() ? List.of(this) : items(wanted);
  }

  /** The node of a map; null, and told, where it is none. */
  @Nullable MappingNode mapping(String wanted) {
    if (node instanceof MappingNode map) {
      return map;
    }
    problem(isNull() ? "has no value; write " + wanted : "wants " + wanted + ", not " + found());
    return null;
  }

  private String found() {
    if (node instanceof MappingNode) {
      return "a map";
    }
    if (node instanceof SequenceNode) {
      return "a list";
    }
    return READ_AS.getOrDefault(node.getTag(), "text");
  }
}
