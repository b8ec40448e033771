package com.campaignconversions.job.yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A YAML file of a few lines, and what is told of it. */
final class YamlText {
  private final Path file;
  private final Problems problems = new Problems();
  private final @Nullable YamlValue value;

  private YamlText(Path file) {
    this.file = file;
    this.value = YamlFile.read(file, problems);
  }

  static YamlText in(Path folder, String text) {
    try {
      return new YamlText(Files.writeString(folder.resolve("job.yaml"), text));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Path file() {
    return file;
  }

  Problems problems() {
    return problems;
  }

  boolean isRead() {
    return value != null;
  }

  /** The value of the whole file. */
  YamlValue value() {
    return Objects.requireNonNull(value, () -> told().toString());
  }

  /** The value of a key of the whole file, which is a map. */
  YamlValue value(String key) {
    YamlMap map = Objects.requireNonNull(YamlMap.ofNames(value(), "a map"));
    return Objects.requireNonNull(map.get(key));
  }

  /** All problems, as {@code line: key: sentence}. */
  List<String> told() {
    return problems.asException().problems().stream()
        .map(problem -> problem.toString().replace(file + ":", "").strip())
        .toList();
  }
}
