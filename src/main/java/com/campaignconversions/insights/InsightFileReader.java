package com.campaignconversions.insights;

import com.campaignconversions.insights.RejectedInsight.Reason;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file, or the lines that begin in a part of it.
 *
 * <p>A file whose first value ends, or breaks, on its first line is JSON Lines: every line stands
 * alone, and a broken one costs only itself. Any other file is one stream of values, and if it ends
 * or breaks inside one, nobody knows what is missing.
 */
final class InsightFileReader {
  /** So many lines without JSON at the beginning of a file, and it is something else. */
  private static final int MOST_STRANGE_LINES = 1000;

  private final InsightParser parser;

  InsightFileReader(InsightParser parser) {
    this.parser = parser;
  }

  /** What happens while a file is read. */
  interface Sink {
    /** A row, complete JSON. Its payload is to be asked for before the next call. */
    void row(InsightFile file, InsightRow row);

    /** A line or element that is no row; it counts as a row read and rejected. */
    void rejected(InsightFile file, String position, Reason reason, String detail, String payload);

    /** The file is incomplete, and perhaps the last row that was begun tells whose it was. */
    void broken(InsightFile file, String reason, @Nullable InsightRow unfinished);

    /** The file cannot be read at all. */
    void unreadable(InsightFile file, String reason);
  }

  /** Whether a large uncompressed file is made of lines. */
  static boolean isJsonLines(InsightFile file) {
    try (InputStream in = open(file, 0)) {
      Lines lines = new Lines(in, 0);
      return lines.next() && lines.terminated() && beginsAsJson(lines) && standsAlone(lines);
    } catch (IOException e) {
      // Whoever reads the file as a whole tells of it.
      return false;
    }
  }

  /** Reads a part; everything that is wrong with the file is told to the sink. */
  void read(WorkList.Part part, Sink sink) {
    InsightFile file = part.file();
    long begin = Math.max(0, part.start() - 1);
    try (InputStream in = open(file, begin)) {
      Lines lines = new Lines(in, begin);
      if (part.start() > 0) {
        lines.next();
        lines(lines, part.end(), file, sink);
      } else {
        fromStart(lines, part, sink);
      }
      MatchResult.Metadata now = FileSystems.matchSingleFileSpec(escaped(file.resource()));
      if (now.sizeBytes() != file.size() || now.lastModifiedMillis() != file.modifiedMillis()) {
        sink.broken(file, "it changed while it was read", null);
      }
    } catch (IOException e) {
      sink.unreadable(file, StorableText.shortened(String.valueOf(e.getMessage())));
    }
  }

  private void fromStart(Lines lines, WorkList.Part part, Sink sink) throws IOException {
    InsightFile file = part.file();
    boolean any = lines.next();
    while (any && lines.blank() && !lines.tooLong()) {
      any = lines.next();
    }
    if (!any) {
      return;
    }
    if (part.whole() && !beginsAsJson(lines)) {
      strangeLines(lines, part.end(), file, sink);
    } else if (part.whole() && !standsAlone(lines)) {
      stream(lines, file, sink);
    } else {
      line(lines, file, sink);
      lines(lines, part.end(), file, sink);
    }
  }

  /** Whether a first line holds a whole value, or breaks: then every line stands for itself. */
  private static boolean standsAlone(Lines line) throws IOException {
    if (line.tooLong()) {
      return false;
    }
    // With its line break: a line may end between two values, but not inside a text.
    int length = line.length() + (line.terminated() ? 1 : 0);
    try (JsonParser json = InsightParser.JSON.createParser(line.buffer(), line.start(), length)) {
      json.nextToken();
      json.skipChildren();
      json.finishToken();
      return true;
    } catch (JsonEOFException e) {
      return false;
    } catch (JsonProcessingException e) {
      return true;
    }
  }

  private static boolean beginsAsJson(Lines line) {
    int at = line.start();
    int end = at + line.length();
    if (line.length() >= 3 && isByteOrderMark(line.buffer(), at)) {
      at += 3;
    }
    while (at < end && line.buffer()[at] <= ' ' && line.buffer()[at] >= 0) {
      at++;
    }
    return at < end && (line.buffer()[at] == '{' || line.buffer()[at] == '[');
  }

  private void lines(Lines lines, long end, InsightFile file, Sink sink) throws IOException {
    while (lines.next() && lines.offset() < end) {
      line(lines, file, sink);
    }
  }

  /**
   * Lines of a file that begins like no JSON: perhaps its first lines are broken, perhaps it is
   * something else altogether.
   */
  private void strangeLines(Lines lines, long end, InsightFile file, Sink sink) throws IOException {
    int strange = 0;
    do {
      if (!lines.blank() && parses(lines)) {
        line(lines, file, sink);
        lines(lines, end, file, sink);
        return;
      }
      line(lines, file, sink);
      strange++;
    } while (strange < MOST_STRANGE_LINES && lines.next());
    sink.unreadable(file, "it is neither JSON nor lines of JSON");
  }

  private static boolean parses(Lines line) throws IOException {
    if (line.tooLong() || looksLikeOtherEncoding(line)) {
      return false;
    }
    try (JsonParser json =
        InsightParser.JSON.createParser(line.buffer(), line.start(), line.length())) {
      json.nextToken();
      json.skipChildren();
      json.finishToken();
      return json.nextToken() == null;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private void line(Lines lines, InsightFile file, Sink sink) throws IOException {
    if (lines.blank() && !lines.tooLong()) {
      return;
    }
    String position = Long.toString(lines.offset());
    byte[] buffer = lines.buffer();
    int mark = lines.length() >= 3 && isByteOrderMark(buffer, lines.start()) ? 3 : 0;
    int start = lines.start() + mark;
    int length = lines.length() - mark;
    if (lines.tooLong()) {
      sink.rejected(
          file,
          position,
          Reason.TOO_LONG,
          "the line is longer than " + Lines.LONGEST + " bytes",
          RejectedBytes.text(buffer, start, length));
      return;
    }
    InsightParser.Text text =
        (from, to) -> RejectedBytes.text(buffer, start + (int) from, (int) (to - from));
    Collected collected = new Collected();
    String trouble = looksLikeOtherEncoding(lines) ? "the line is not UTF-8" : null;
    if (trouble == null) {
      try (JsonParser json = InsightParser.JSON.createParser(buffer, start, length)) {
        if (json.nextToken() != null) {
          parser.value(json, position, text, collected);
          if (json.nextToken() != null) {
            trouble = "the line holds more than one value";
          }
        }
      } catch (JsonProcessingException e) {
        trouble = "the line is not JSON: " + StorableText.shortened(e.getOriginalMessage());
      }
    }
    if (trouble == null) {
      collected.tell(file, sink);
    } else {
      sink.rejected(
          file, position, Reason.NOT_JSON, trouble, RejectedBytes.text(buffer, start, length));
    }
  }

  private void stream(Lines lines, InsightFile file, Sink sink) throws IOException {
    long begin = lines.offset();
    PushbackInputStream in = new PushbackInputStream(lines.rest(), 3);
    byte[] head = in.readNBytes(3);
    if (head.length == 3 && isByteOrderMark(head, 0)) {
      begin += 3;
    } else {
      in.unread(head);
    }
    long base = begin;
    RecentBytes recent = new RecentBytes(in);
    boolean[] anyRow = new boolean[1];
    InsightParser.Listener told =
        new InsightParser.Listener() {
          @Override
          public void row(InsightRow row) {
            anyRow[0] = true;
            sink.row(file, row);
          }

          @Override
          public void notAnObject(String position, String payload) {
            sink.rejected(file, position, Reason.NOT_AN_OBJECT, NO_OBJECT, payload);
          }

          @Override
          public void pageError(String message) {
            sink.broken(file, "it carries an error of the Marketing API: " + message, null);
          }
        };
    try (JsonParser json = InsightParser.JSON.createParser(recent)) {
      while (json.nextToken() != null) {
        long at = base + json.currentTokenLocation().getByteOffset();
        parser.value(json, Long.toString(at), recent, told);
      }
    } catch (JsonProcessingException e) {
      String reason = "it ends or breaks inside a value, at byte " + (base + place(e));
      InsightRow unfinished = parser.unfinished();
      if (anyRow[0] || (unfinished != null && unfinished.tellsWhose())) {
        sink.broken(file, reason, unfinished);
      } else {
        // Whose rows are missing cannot be told: they may be anybody's.
        sink.unreadable(file, reason);
      }
    }
  }

  private static long place(JsonProcessingException problem) {
    return problem.getLocation() == null ? 0 : Math.max(0, problem.getLocation().getByteOffset());
  }

  private static final String NO_OBJECT = "a row is a JSON object, and this is none";

  /** A line's rows, kept until the whole line is known to be JSON. */
  private static final class Collected implements InsightParser.Listener {
    private record Stranger(String position, String payload) {}

    private final List<InsightRow> rows = new ArrayList<>(1);
    private final List<Stranger> strangers = new ArrayList<>(0);
    private final List<String> errors = new ArrayList<>(0);

    @Override
    public void row(InsightRow row) {
      rows.add(row);
    }

    @Override
    public void notAnObject(String position, String payload) {
      strangers.add(new Stranger(position, payload));
    }

    @Override
    public void pageError(String message) {
      errors.add(message);
    }

    void tell(InsightFile file, Sink sink) {
      rows.forEach(row -> sink.row(file, row));
      strangers.forEach(
          stranger ->
              sink.rejected(
                  file, stranger.position(), Reason.NOT_AN_OBJECT, NO_OBJECT, stranger.payload()));
      errors.forEach(
          message ->
              sink.broken(file, "it carries an error of the Marketing API: " + message, null));
    }
  }

  /** Jackson would guess UTF-16 and UTF-32 from zero bytes and marks; a row is UTF-8. */
  private static boolean looksLikeOtherEncoding(Lines line) {
    byte[] buffer = line.buffer();
    int start = line.start();
    int length = line.length();
    return length >= 2
        && (buffer[start] == 0
            || buffer[start + 1] == 0
            || buffer[start] == (byte) 0xFE
            || buffer[start] == (byte) 0xFF);
  }

  private static boolean isByteOrderMark(byte[] bytes, int at) {
    return bytes[at] == (byte) 0xEF && bytes[at + 1] == (byte) 0xBB && bytes[at + 2] == (byte) 0xBF;
  }

  private static InputStream open(InsightFile file, long offset) throws IOException {
    ReadableByteChannel channel =
        FileSystems.open(FileSystems.matchNewResource(file.resource(), false));
    Compression compression = Compression.detect(file.resource());
    if (compression != Compression.UNCOMPRESSED) {
      channel = compression.readDecompressed(channel);
    } else if (offset > 0) {
      if (!(channel instanceof SeekableByteChannel seekable)) {
        channel.close();
        throw new IOException("the file system cannot read from the middle of a file");
      }
      seekable.position(offset);
    }
    return Channels.newInputStream(channel);
  }

  /** A name is no pattern. */
  private static String escaped(String resource) {
    return resource.replaceAll("([*?\\[\\]{}\\\\])", "\\\\$1");
  }
}
