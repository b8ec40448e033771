package com.campaignconversions.insights.graph;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeptPagesTest {
  private final Path folder;

  KeptPagesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** A client's id is free text, and one that began with a point or _ would not be read again. */
  @ParameterizedTest
  @CsvSource({
    "belmonte, belmonte",
    "Hotel & Spa, Hotel+%26+Spa",
    "a/b, a%2Fb",
    "../x, client..%2Fx",
    ".hidden, client.hidden",
    "_x, client_x",
    "żółw, %C5%BC%C3%B3%C5%82w",
  })
  void aFileOfEachAccountAndPeriodStandsInTheFolderOfItsClient(String client, String name) {
    GraphAccount account =
        new GraphAccount(client, "438600948208231", 0, LocalDate.parse("2025-12-01"), List.of());

    assertThat(
        new KeptPages("/kept").path(account, "2025-11"),
        is("/kept/" + name + "/act_438600948208231_2025-11.jsonl"));
  }

  @Test
  void aFinishedFileIsPutIntoItsPlaceAndNothingElseIsLeft() throws IOException {
    Path fetched = Files.writeString(folder.resolve("fetched"), "heading\nrows\n");
    Path inside = folder.resolve("kept/belmonte");
    Path place = inside.resolve("act_1_2025-11.jsonl");

    KeptPages.put(fetched, place.toString());

    assertThat(Files.readString(place), is("heading\nrows\n"));
    assertThat(names(inside), contains("act_1_2025-11.jsonl"));
  }

  @Test
  void theLastFetchReplacesTheOneBefore() throws IOException {
    Path place = folder.resolve("kept/act_1.jsonl");
    KeptPages.put(Files.writeString(folder.resolve("first"), "much longer\n"), place.toString());
    KeptPages.put(Files.writeString(folder.resolve("second"), "last\n"), place.toString());

    assertThat(Files.readString(place), is("last\n"));
  }

  @Test
  void nothingIsPutWhereTheFetchedFileCannotBeRead() {
    Path place = folder.resolve("kept/act_1.jsonl");

    assertThrows(
        NoSuchFileException.class,
        () -> KeptPages.put(folder.resolve("nothing"), place.toString()));
    assertThat(Files.exists(place), is(false));
  }

  @Test
  void aKeptFileIsTakenByItsFirstLine() throws IOException {
    Path kept = Files.writeString(folder.resolve("act_1.jsonl"), "heading\nżółw\n");
    Path into = folder.resolve("taken");

    assertThat(KeptPages.take(kept.toString(), "heading", into), is(true));
    assertThat(Files.readString(into), is("heading\nżółw\n"));
  }

  @ParameterizedTest
  @CsvSource({"Heading", "head", "heading2", "''"})
  void aFileOfAnotherFetchIsNotTaken(String heading) throws IOException {
    Path kept = Files.writeString(folder.resolve("act_1.jsonl"), "heading\nrows\n");
    Path into = folder.resolve("taken");

    assertThat(KeptPages.take(kept.toString(), heading, into), is(false));
    assertThat(Files.exists(into), is(false));
  }

  @Test
  void whatWasNeverKeptIsNotTaken() throws IOException {
    Path into = folder.resolve("taken");

    assertThat(
        KeptPages.take(folder.resolve("none/act_1.jsonl").toString(), "heading", into), is(false));
    Path empty = Files.createFile(folder.resolve("empty"));
    assertThat(KeptPages.take(empty.toString(), "heading", into), is(false));
    assertThat(Files.exists(into), is(false));
  }

  private static List<String> names(Path of) throws IOException {
    try (Stream<Path> files = Files.list(of)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
