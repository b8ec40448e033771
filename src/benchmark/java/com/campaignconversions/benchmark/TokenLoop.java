package com.campaignconversions.benchmark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** TokenLoop INSIGHTS: reads the tokens of all files in one thread, and does nothing with them. */
final class TokenLoop {
  private static final JsonFactory JSON = new JsonFactory();

  private TokenLoop() {}

  public static void main(String[] arguments) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
      System.out.println(files.sorted().mapToLong(TokenLoop::tokens).sum() + " tokens");
    }
  }

  private static long tokens(Path file) {
    try (InputStream in = Files.newInputStream(file);
        JsonParser json = JSON.createParser(in)) {
      long tokens = 0;
      while (json.nextToken() != null) {
        tokens++;
      }
      return tokens;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
