package com.campaignconversions.insights.graph;

import com.campaignconversions.marketingapi.MarketingApi;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Pages of the Graph API as a file of lines, one page a line: only their rows, because the links
 * between pages carry access tokens.
 */
final class GraphPages implements MarketingApi.Pages, Closeable {
  private static final byte[] BEGIN = "{\"data\":".getBytes(StandardCharsets.UTF_8);
  private static final byte[] END = "}\n".getBytes(StandardCharsets.UTF_8);

  private final FileChannel file;

  /**
   * Begins a file.
   *
   * @param heading a first line, a page without rows
   */
  GraphPages(Path path, String heading) throws IOException {
    file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    write((heading + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void add(ByteBuffer data) throws IOException {
    byte[] onOneLine = new byte[data.remaining()];
    data.get(onOneLine);
    for (int i = 0; i < onOneLine.length; i++) {
      // Inside a text JSON has no line breaks, so that these are between values.
      if (onOneLine[i] == '\n' || onOneLine[i] == '\r') {
        onOneLine[i] = ' ';
      }
    }
    write(BEGIN);
    write(onOneLine);
    write(END);
  }

  @Override
  public long place() throws IOException {
    return file.position();
  }

  @Override
  public void backTo(long place) throws IOException {
    file.truncate(place);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void write(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
  }
}
