package com.campaignconversions.insights.graph;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphPagesTest {
  private final Path file;

  GraphPagesTest(@TempDir Path folder) {
    this.file = folder.resolve("pages.jsonl");
  }

  @Test
  void beginsWithItsHeading() throws IOException {
    try (GraphPages pages = new GraphPages(file, "heading")) {
      assertThat(pages.place(), is(8L));
    }

    assertThat(Files.readString(file), is("heading\n"));
  }

  @Test
  void writesTheRowsOfAPageALine() throws IOException {
    try (GraphPages pages = new GraphPages(file, "heading")) {
      pages.add(data("[{\"a\":1}]"));
      pages.add(data("[]"));
    }

    assertThat(Files.readString(file), is("heading\n{\"data\":[{\"a\":1}]}\n{\"data\":[]}\n"));
  }

  @Test
  void putsAPageThatHasLineBreaksIntoOneLine() throws IOException {
    try (GraphPages pages = new GraphPages(file, "heading")) {
      pages.add(data("[\r\n  {\"a\":\n1}]"));
    }

    assertThat(Files.readString(file), is("heading\n{\"data\":[    {\"a\": 1}]}\n"));
  }

  @Test
  void writesWhatIsLeftOfABuffer() throws IOException {
    ByteBuffer page = data("{\"data\":[1],\"paging\":{\"next\":\"access_token=hunter2\"}}");
    page.position(8).limit(11);

    try (GraphPages pages = new GraphPages(file, "heading")) {
      pages.add(page);
    }

    assertThat(Files.readString(file), is("heading\n{\"data\":[1]}\n"));
  }

  @Test
  void goesBackToAPlaceAndOnFromThere() throws IOException {
    try (GraphPages pages = new GraphPages(file, "heading")) {
      pages.add(data("[1]"));
      long place = pages.place();
      pages.add(data("[\"half a report\"]"));
      pages.backTo(place);
      assertThat(pages.place(), is(place));
      pages.add(data("[2]"));
    }

    assertThat(Files.readString(file), is("heading\n{\"data\":[1]}\n{\"data\":[2]}\n"));
  }

  @Test
  void takesThePlaceOfAnOlderFile() throws IOException {
    Files.writeString(file, "an older fetch that was longer\n");
    new GraphPages(file, "heading").close();

    assertThat(Files.readString(file), is("heading\n"));
  }

  private static ByteBuffer data(String json) {
    return ByteBuffer.wrap(json.getBytes(UTF_8));
  }
}
