package com.campaignconversions.job.yaml;

import com.campaignconversions.records.Spelling;
import com.campaignconversions.records.Wording;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads a YAML file into nodes that know their line; nothing in the file is ever instantiated. */
public final class YamlFile {
  private static final int MOST_BYTES = 4 << 20;
  private static final int MOST_LEVELS = 30;
  private static final int MOST_OTHERS = 5;

  /** Aliases inside aliases multiply what is read; job files need few. */
  private static final int MOST_ALIASES = 100;

  private YamlFile() {}

  /** The value of the whole file; null, with the problem told, where there is none. */
  public static @Nullable YamlValue read(Path path, Problems problems) {
    String file = path.toString();
    problems.opened(file);
    try {
      return parse(file, bytes(path), problems);
    } catch (IOException e) {
      problems.add(file, 0, "", whyUnreadable(path, e, others(path)));
      return null;
    }
  }

  /** The value of the file that this value names, relative to the job file. */
  public static @Nullable YamlValue readNamedBy(YamlValue name, Path jobFile, Problems problems) {
    String text = name.text("the path of a file", 1000);
    if (text == null) {
      return null;
    }
    Path folder = jobFile.getParent();
    Path path = name.path(folder == null ? Path.of("") : folder, text);
    if (path == null) {
      return null;
    }
    try {
      return parse(path.toString(), bytes(path), problems);
    } catch (IOException e) {
      // Told at the line that names the file: it is this line that has to change.
      name.problem(
          "the file "
              + Spelling.shown(path.toString())
              + " "
              + whyUnreadable(path, e, "; paths in a job file are relative to it"));
      return null;
    }
  }

  private static byte[] bytes(Path path) throws IOException {
    try (InputStream stream = Files.newInputStream(path)) {
      return stream.readNBytes(MOST_BYTES + 1);
    }
  }

  private static @Nullable YamlValue parse(String file, byte[] bytes, Problems problems) {
    problems.opened(file);
    if (bytes.length > MOST_BYTES) {
      problems.add(file, 0, "", "is larger than 4 MB; is it really the file that is meant?");
      return null;
    }
    String text = decode(file, bytes, problems);
    return text == null ? null : compose(file, text, problems);
  }

  private static String whyUnreadable(Path path, IOException e, String remark) {
    if (Files.isDirectory(path)) {
      return "is a folder; name a file in it";
    }
    if (e instanceof NoSuchFileException) {
      return "does not exist" + remark;
    }
    return e instanceof AccessDeniedException
        ? "may not be read by this user"
        : "cannot be read: " + e.getClass().getSimpleName();
  }

  /** What may be meant. */
  private static String others(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return "";
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{yaml,yml}")) {
      List<String> names =
          StreamSupport.stream(files.spliterator(), false)
              .map(file -> Spelling.shown(String.valueOf(file.getFileName())))
              .sorted()
              .toList();
      return names.isEmpty()
          ? ""
          : "; beside it "
              + (names.size() == 1 ? "is " : "are ")
              + Wording.some(names, MOST_OTHERS);
    } catch (IOException e) {
      // That it is not there is said all the same.
      return "";
    }
  }

  private static @Nullable String decode(String file, byte[] bytes, Problems problems) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    out.flip();
    String text = out.toString();
    if (result.isError()) {
      problems.add(
          file, lineAt(text, text.length()), "", "is not UTF-8 here; save the file as UTF-8");
      return null;
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static @Nullable YamlValue compose(String file, String text, Problems problems) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_BYTES);
    options.setNestingDepthLimit(MOST_LEVELS);
    options.setMaxAliasesForCollections(MOST_ALIASES);
    try {
      LineParser parser = new LineParser(new StreamReader(text), options);
      try {
        Node root = new Composer(parser, new Resolver(), options).getSingleNode();
        if (root == null) {
          problems.add(file, 0, "", "is empty");
          return null;
        }
        return new YamlValue(root, file, parser.firstLine, "", problems);
      } catch (MarkedYAMLException e) {
        int line = e.getProblemMark() == null ? parser.line : e.getProblemMark().getLine() + 1;
        problems.add(file, line, "", syntax(e.getProblem()));
      } catch (ReaderException e) {
        throw e;
      } catch (YAMLException e) {
        problems.add(file, parser.line, "", bound(e.getMessage()));
      }
    } catch (ReaderException e) {
      int line = lineAt(text, text.offsetByCodePoints(0, e.getPosition()));
      problems.add(file, line, "", "holds a control character, which YAML does not allow");
    }
    return null;
  }

  /** In own words and without the text of the file, which may be a secret. */
  private static String syntax(@Nullable String problem) {
    String said = problem == null ? "" : problem;
    if (said.contains("TAB") || said.contains("\\t")) {
      return "is indented with a tab; YAML wants spaces";
    }
    if (said.startsWith("mapping values are not allowed")) {
      return "has a second colon in one line (text with ': ' in it needs quotes), or is indented further"
          + " than the line before it: keys of one map begin in one column";
    }
    if (said.startsWith("could not find expected ':'")) {
      return "a line without a colon; every line of a map is 'key: value'";
    }
    if (said.startsWith("found undefined alias")) {
      return "an alias (*name) without its anchor (&name) above it; text that begins with * needs"
          + " quotes";
    }
    if (said.startsWith("found character") || said.startsWith("found undefined tag")) {
      return "text cannot begin with this character unless it stands in quotes";
    }
    if (said.startsWith("expected a single document") || said.startsWith("but found another")) {
      return "a second document begins here (---); one file holds one";
    }
    if (said.startsWith("expected ','")) {
      return "a comma or the closing bracket is missing before this";
    }
    if (said.startsWith("found unexpected end of stream")) {
      return "the file ends inside quotes or brackets that are never closed";
    }
    if (said.startsWith("found unknown escape")) {
      return "a backslash inside double quotes begins an escape; use single quotes";
    }
    if (said.startsWith("expected <block end>")) {
      return "does not fit what stands above it; check the indentation";
    }
    return "is not YAML here; check indentation, quotes and brackets";
  }

  private static String bound(@Nullable String message) {
    String said = message == null ? "" : message;
    if (said.startsWith("Number of aliases")) {
      return "uses more than " + MOST_ALIASES + " aliases (*name) of lists and maps";
    }
    if (said.startsWith("Nesting Depth")) {
      return "is nested more than " + MOST_LEVELS + " levels deep";
    }
    return "is not YAML here; check indentation, quotes and brackets";
  }

  private static int lineAt(String text, int offset) {
    return 1 + (int) text.chars().limit(offset).filter(c -> c == '\n').count();
  }

  /** Remembers where it is, because SnakeYAML's bounds fail without saying where. */
  private static final class LineParser extends ParserImpl {
    private int line = 1;
    private int firstLine = 0;

    LineParser(StreamReader reader, LoaderOptions options) {
      super(reader, options);
    }

    @Override
    public Event getEvent() {
      Event event = super.getEvent();
      line = event.getStartMark().getLine() + 1;
      if (firstLine == 0 && !event.is(Event.ID.StreamStart)) {
        firstLine = line;
      }
      return event;
    }
  }
}
