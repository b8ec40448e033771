package com.campaignconversions.insights.files;

import com.campaignconversions.insights.bytes.Lines;
import com.campaignconversions.insights.bytes.RecentBytes;
import com.campaignconversions.insights.bytes.RejectedBytes;
import com.campaignconversions.insights.bytes.Utf16;
import com.campaignconversions.insights.counts.RejectedInsight.Reason;
import com.campaignconversions.insights.json.DataFrame;
import com.campaignconversions.insights.json.Json;
import com.campaignconversions.insights.json.JsonTokens;
import com.campaignconversions.insights.json.Page;
import com.campaignconversions.insights.rows.InsightParser;
import com.campaignconversions.insights.rows.InsightRow;
import com.campaignconversions.insights.rows.RowSink;
import com.campaignconversions.insights.rows.SingleValueReader;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file, or the lines that begin in a part of it.
 *
 * <p>A file whose first value ends, or breaks, on its first line is JSON Lines: every line stands
 * alone, and a broken one costs only itself. Any other file is one stream of values, and if it ends
 * or breaks inside one, nobody knows what is missing.
 */
public final class InsightFileReader {
  /** Of an entry, without its name (APPNOTE.TXT of PKWARE, 4.3.7). */
  private static final int ZIP_HEADER_BYTES = 30;

  /** What follows {@code PK} where an archive holds nothing. */
  private static final byte ZIP_END = 5;

  /** So many lines without JSON at the beginning of a file, and it is something else. */
  private static final int MOST_STRANGE_LINES = 1000;

  private static final int MOST_LOOKED_AT = 1000;

  private final InsightParser parser;
  private final SingleValueReader loneValue;
  private final int longestLine;
  private final long mostBytes;

  /** Made when first needed: most jobs read no CSV, and its classes take time to load. */
  private @Nullable CsvRows csvRows;

  /** Whether the part that is being read has told of a row yet. */
  private boolean anyRow;

  /** Whether nothing but lines without JSON were read so far. */
  private boolean strange;

  public InsightFileReader(InsightParser parser) {
    this(parser, Lines.LONGEST);
  }

  /**
   * Reads lines up to a length.
   *
   * @param longestLine in bytes; longer ones are rejected
   */
  public InsightFileReader(InsightParser parser, int longestLine) {
    this(parser, longestLine, Long.MAX_VALUE);
  }

  private InsightFileReader(InsightParser parser, int longestLine, long mostBytes) {
    this.parser = parser;
    this.loneValue = new SingleValueReader(parser, "the line");
    this.longestLine = longestLine;
    this.mostBytes = mostBytes;
  }

  /**
   * Reads only how files begin.
   *
   * @param mostBytes of a file, unpacked
   */
  public static InsightFileReader ofBeginnings(InsightParser parser, long mostBytes) {
    return new InsightFileReader(parser, Lines.LONGEST, mostBytes);
  }

  /** As much of a file was read as was to be read: it neither ends nor breaks here. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1;

    Enough() {
      super(null, null, false, false);
    }
  }

  /**
   * Reads how a file begins; what is cut by the bound is not told.
   *
   * @return whether that is all of it
   */
  public boolean readBeginning(InsightFile file, RowSink sink) {
    try {
      read(new WorkList.Part(file, 0, file.size()), sink);
      return true;
    } catch (Enough e) {
      if (!anyRow && !CsvRows.isCsv(file)) {
        beginningOfOneLine(file, sink);
      }
      return false;
    }
  }

  /** A large array without line breaks, of which a reader of lines sees nothing. */
  private void beginningOfOneLine(InsightFile file, RowSink sink) {
    try (InputStream in = bounded(open(file, 0))) {
      stream(in, 0, file, sink);
    } catch (Enough e) {
      // Its beginning is told.
    } catch (IOException e) {
      sink.unreadable(file, LocalFiles.reason(e));
    }
  }

  private InputStream bounded(InputStream in) {
    return mostBytes == Long.MAX_VALUE ? in : new Beginning(in, mostBytes);
  }

  /** The first bytes, behind which there is no end but {@link Enough}. */
  private static final class Beginning extends FilterInputStream {
    private long left;

    Beginning(InputStream in, long most) {
      super(in);
      this.left = most;
    }

    @Override
    public int read() throws IOException {
      int letter = super.read();
      if (letter >= 0 && left-- <= 0) {
        throw new Enough();
      }
      return letter;
    }

    @Override
    public int read(byte[] into, int offset, int most) throws IOException {
      if (left <= 0 && most > 0) {
        return read();
      }
      int count = super.read(into, offset, (int) Math.min(most, left));
      left -= Math.max(0, count);
      return count;
    }
  }

  /** Whether a large uncompressed file is made of lines whose bytes are read as they are. */
  static boolean isJsonLines(InsightFile file) {
    if (CsvRows.isCsv(file)) {
      return false;
    }
    try (InputStream in = open(file, 0)) {
      Lines lines = new Lines(in, 0);
      return !(in instanceof Utf16)
          && lines.next()
          && lines.terminated()
          && beginsAsJson(lines)
          && standsAlone(lines);
    } catch (IOException e) {
      // Whoever reads the file as a whole tells of it.
      return false;
    }
  }

  /** Reads a part; everything that is wrong with the file is told to the sink. */
  public void read(WorkList.Part part, RowSink sink) {
    InsightFile file = part.file();
    if (file.error() != null) {
      sink.unreadable(file, file.error());
      return;
    }
    anyRow = false;
    strange = false;
    long begin = Math.max(0, part.start() - 1);
    try (InputStream in = bounded(open(file, begin))) {
      if (CsvRows.isCsv(file)) {
        csv(in, file, sink);
      } else if (part.start() > 0) {
        Lines lines = new Lines(in, begin, longestLine);
        lines.next();
        lines(lines, part.end(), file, sink);
      } else {
        fromStart(new Lines(in, begin, longestLine), part, sink);
      }
      if (hasChanged(file)) {
        incomplete(file, "it changed while it was read", null, sink);
      }
    } catch (IOException e) {
      sink.unreadable(file, e instanceof EOFException ? "it ends early" : LocalFiles.reason(e));
    }
  }

  private void csv(InputStream in, InsightFile file, RowSink sink) throws IOException {
    CsvRows rows = csvRows == null ? new CsvRows(parser, parser.decimalComma()) : csvRows;
    csvRows = rows;
    String error = rows.read(in, file, sink);
    anyRow = rows.anyRow();
    if (error != null) {
      incomplete(file, error, null, sink);
    }
  }

  /** Where nothing tells whose rows are missing, they may be anybody's. */
  private void incomplete(
      InsightFile file, String reason, @Nullable InsightRow unfinished, RowSink sink) {
    if (anyRow || (unfinished != null && unfinished.tellsWhose())) {
      sink.broken(file, reason, unfinished);
    } else {
      sink.unreadable(file, reason);
    }
  }

  private void fromStart(Lines lines, WorkList.Part part, RowSink sink) throws IOException {
    InsightFile file = part.file();
    // What a packed file holds is longer than the file.
    long end = part.whole() ? Long.MAX_VALUE : part.end();
    boolean any = lines.next();
    while (any && lines.blank() && !lines.tooLong()) {
      any = lines.next();
    }
    if (!any || lines.offset() >= end) {
      return;
    }
    if (part.whole() && !beginsAsJson(lines)) {
      strangeLines(lines, end, file, sink);
    } else if (part.whole() && lines.tooLong()) {
      // An array or page without line breaks: too long for a line, but not for a stream.
      try (InputStream again = bounded(open(file, 0))) {
        stream(again, 0, file, sink);
      }
    } else if (part.whole() && !standsAlone(lines)) {
      stream(lines.rest(), lines.offset(), file, sink);
    } else {
      line(lines, file, sink);
      lines(lines, end, file, sink);
    }
  }

  /** Whether a first line holds a whole value, or breaks: then every line stands for itself. */
  private static boolean standsAlone(Lines line) throws IOException {
    if (line.tooLong()) {
      return false;
    }
    try (JsonParser json = Json.FACTORY.createParser(new OneLine(line))) {
      json.nextToken();
      json.skipChildren();
      json.finishToken();
      return true;
    } catch (OneLine.Exhausted e) {
      return false;
    } catch (JsonProcessingException e) {
      return true;
    }
  }

  /**
   * A line and nothing behind it: who wants to read on is told so by an exception. The end of a
   * stream would not do, because Jackson takes it for an error like any other in some places.
   */
  private static final class OneLine extends InputStream {
    /** Jackson looks at four bytes before it begins, and {@code []} has only two. */
    private static final String ENOUGH_TO_BEGIN = "\n  ";

    private final Lines line;
    private final int length;
    private int read;

    static final class Exhausted extends IOException {}

    OneLine(Lines line) {
      this.line = line;
      // Behind a line break a text cannot go on, but an object can.
      this.length = line.length() + (line.terminated() ? ENOUGH_TO_BEGIN.length() : 0);
    }

    @Override
    public int read() throws IOException {
      if (read == length) {
        throw new Exhausted();
      }
      int at = read++;
      return at < line.length()
          ? line.buffer()[line.start() + at] & 0xFF
          : ENOUGH_TO_BEGIN.charAt(at - line.length());
    }

    @Override
    public int read(byte[] into, int offset, int most) throws IOException {
      int left = line.length() - read;
      if (left <= 0) {
        into[offset] = (byte) read();
        return 1;
      }
      int count = Math.min(left, most);
      System.arraycopy(line.buffer(), line.start() + read, into, offset, count);
      read += count;
      return count;
    }
  }

  private static boolean beginsAsJson(Lines line) {
    int at = line.start() + line.mark();
    int end = line.start() + line.length();
    if (looksLikeOtherEncoding(line)) {
      return false;
    }
    while (at < end && isWhiteSpace(line.buffer()[at])) {
      at++;
    }
    return at < end && (line.buffer()[at] == '{' || line.buffer()[at] == '[');
  }

  private static boolean isWhiteSpace(byte character) {
    return character == ' ' || character == '\t' || character == '\r';
  }

  private void lines(Lines lines, long end, InsightFile file, RowSink sink) throws IOException {
    while (lines.next() && lines.offset() < end) {
      line(lines, file, sink);
    }
  }

  /**
   * Lines of a file that begins like no JSON: perhaps its first lines are broken, perhaps it is
   * something else altogether.
   */
  private void strangeLines(Lines lines, long end, InsightFile file, RowSink sink)
      throws IOException {
    int count = 0;
    strange = true;
    String looks = looks(lines);
    do {
      if (!lines.blank() && parses(lines)) {
        strange = false;
        line(lines, file, sink);
        lines(lines, end, file, sink);
        return;
      }
      line(lines, file, sink);
      count++;
    } while (count < MOST_STRANGE_LINES && lines.next());
    sink.unreadable(file, "it is neither JSON nor lines of JSON" + looks);
  }

  /** What the first line tells of a file that is none of those that are read. */
  private static String looks(Lines line) {
    String text =
        new String(
                line.buffer(),
                line.start() + line.mark(),
                Math.min(MOST_LOOKED_AT, line.length() - line.mark()),
                StandardCharsets.UTF_8)
            .strip()
            .toLowerCase(Locale.ROOT);
    if (text.startsWith("<")) {
      return ", but HTML or XML, as a page that tells of an error is: export it again";
    }
    if (text.startsWith("par1") || text.startsWith("obj\u0001")) {
      return ", but %s, which is not read: have JSON Lines or CSV written (in Airbyte's S3 destination that is the output format), or make JSON Lines of it with DuckDB"
          .formatted(text.startsWith("p") ? "Parquet" : "Avro");
    }
    return text.contains("date_start") && text.matches("[^{]*[,;\t|][^{]*")
        ? ", but looks like CSV: give it a name that ends in .csv"
        : "";
  }

  private static boolean parses(Lines line) throws IOException {
    if (line.tooLong() || looksLikeOtherEncoding(line)) {
      return false;
    }
    try (JsonParser json = Json.FACTORY.createParser(line.buffer(), line.start(), line.length())) {
      json.nextToken();
      json.skipChildren();
      json.finishToken();
      return json.nextToken() == null;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private void line(Lines lines, InsightFile file, RowSink sink) throws IOException {
    if (lines.blank() && !lines.tooLong()) {
      return;
    }
    String position = Long.toString(lines.offset());
    byte[] buffer = lines.buffer();
    int start = lines.start();
    int length = lines.length();
    if (lines.tooLong()) {
      sink.rejected(
          file,
          position,
          Reason.TOO_LONG,
          "the line is longer than " + longestLine + " bytes",
          RejectedBytes.text(buffer, start, length));
      return;
    }
    if (looksLikeOtherEncoding(lines)) {
      sink.rejected(
          file,
          position,
          Reason.NOT_JSON,
          "the line is not UTF-8",
          RejectedBytes.text(buffer, start, length));
    } else {
      boolean terminated = lines.terminated();
      anyRow |= loneValue.read(file, position, buffer, start, length, sink);
      if (loneValue.broke() && !terminated && !strange) {
        incomplete(
            file,
            "its last line breaks off at byte "
                + (lines.offset() + length)
                + ", so that it may be cut off there: export it again",
            null,
            sink);
      }
    }
  }

  private void stream(InputStream in, long base, InsightFile file, RowSink sink)
      throws IOException {
    RecentBytes recent = new RecentBytes(in);
    InsightParser.Listener listener =
        new InsightParser.Listener() {
          @Override
          public void row(InsightRow row) {
            anyRow = true;
            sink.row(file, row);
          }

          @Override
          public void notAnObject(String position, String payload) {
            sink.rejected(
                file, position, Reason.NOT_AN_OBJECT, SingleValueReader.NO_OBJECT, payload);
          }

          @Override
          public void page(Page page) {
            sink.page(file, page);
          }

          @Override
          public void pageError(String message) {
            sink.broken(file, "it carries an error of the Marketing API: " + message, null);
          }
        };
    try (JsonParser json = Json.FACTORY.createParser(recent)) {
      JsonTokens tokens = parser.tokens(json);
      while (tokens.next() != null) {
        parser.value(tokens, Long.toString(base + tokens.start()), recent, listener);
      }
      if (recent.wrong() >= 0) {
        String reason = "it holds bytes that are not UTF-8, from byte " + (base + recent.wrong());
        incomplete(file, reason, null, sink);
      }
    } catch (DataFrame.RefusedTable e) {
      incomplete(file, e.getOriginalMessage(), parser.unfinished(), sink);
    } catch (JsonProcessingException e) {
      String reason =
          "it ends or breaks inside a value, at byte " + (base + place(e)) + ": export it again";
      incomplete(file, reason, parser.unfinished(), sink);
    }
  }

  private static long place(JsonProcessingException problem) {
    return problem.getLocation() == null ? 0 : Math.max(0, problem.getLocation().getByteOffset());
  }

  private static boolean looksLikeOtherEncoding(Lines line) {
    return InsightParser.isOtherEncoding(
        line.buffer(), line.start() + line.mark(), line.length() - line.mark());
  }

  private static ReadableByteChannel channel(InsightFile file) throws IOException {
    return LocalFiles.isLocal(file.resource())
        ? LocalFiles.open(file.resource())
        : FileSystems.open(FileSystems.matchNewResource(file.resource(), false));
  }

  /** What the decompressing streams would take for a file without content, or have no code for. */
  private static void checkCompressed(InsightFile file, Compression compression)
      throws IOException {
    switch (compression) {
      case LZO, LZOP ->
          throw new IOException("what is compressed by LZO is not read: use gzip or Zstandard");
      case ZIP -> {
        try (InputStream in = Channels.newInputStream(channel(file))) {
          byte[] head = in.readNBytes(ZIP_HEADER_BYTES);
          boolean archive = head.length >= 4 && head[0] == 'P' && head[1] == 'K';
          if (!archive || (head.length < ZIP_HEADER_BYTES && head[2] != ZIP_END)) {
            throw new IOException("it is no ZIP archive, or a cut one");
          }
        }
      }
      default -> {
        if (file.size() == 0) {
          throw new IOException("it is empty, which no compressed file is");
        }
      }
    }
  }

  /** What a file holds, unpacked and as UTF-8; from the middle on where it is so already. */
  static InputStream open(InsightFile file, long offset) throws IOException {
    Compression compression = Compression.detect(file.resource());
    if (compression != Compression.UNCOMPRESSED) {
      checkCompressed(file, compression);
      return asUtf8(compression.readDecompressed(channel(file)));
    }
    ReadableByteChannel channel = channel(file);
    if (offset == 0) {
      return asUtf8(channel);
    }
    if (!(channel instanceof SeekableByteChannel seekable)) {
      channel.close();
      throw new IOException("the file system cannot read from the middle of a file");
    }
    seekable.position(offset);
    return Channels.newInputStream(channel);
  }

  private static InputStream asUtf8(ReadableByteChannel channel) throws IOException {
    try {
      return Utf16.asUtf8(Channels.newInputStream(channel));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean hasChanged(InsightFile file) throws IOException {
    if (LocalFiles.isLocal(file.resource())) {
      BasicFileAttributes now = LocalFiles.attributes(LocalFiles.path(file.resource()));
      return now.size() != file.size()
          || now.lastModifiedTime().toMillis() != file.modifiedMillis();
    }
    // A name may look like a pattern, and then others match it too.
    return FileSystems.match(file.resource(), EmptyMatchTreatment.ALLOW).metadata().stream()
        .noneMatch(
            now ->
                now.resourceId().toString().equals(file.resource())
                    && now.sizeBytes() == file.size()
                    && now.lastModifiedMillis() == file.modifiedMillis());
  }
}
