package com.campaignconversions.insights.graph;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignconversions.clients.Period;
import com.campaignconversions.insights.json.FetchHeading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
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
        new KeptPages("/kept").path(account, Period.parse("2025-11")),
        is("/kept/" + name + "/act_438600948208231_2025-11.jsonl"));
  }

  @Test
  void aFinishedFileIsPutIntoItsPlaceAndNothingElseIsLeft() throws IOException {
    Path fetched = Files.writeString(folder.resolve("fetched"), "rows\n");
    Path inside = folder.resolve("kept/belmonte");
    Path place = inside.resolve("act_1_2025-11.jsonl");

    KeptPages.put("heading", fetched, place.toString());

    assertThat(Files.readString(place), is("heading\nrows\n"));
    assertThat(names(inside), contains("act_1_2025-11.jsonl"));
  }

  @Test
  void theLastFetchReplacesTheOneBefore() throws IOException {
    Path place = folder.resolve("kept/act_1.jsonl");
    Path first = Files.writeString(folder.resolve("first"), "much longer\n");
    Path second = Files.writeString(folder.resolve("second"), "last\n");
    KeptPages.put("one", first, place.toString());
    KeptPages.put("two", second, place.toString());

    assertThat(Files.readString(place), is("two\nlast\n"));
  }

  @Test
  void nothingIsPutWhereTheFetchedFileCannotBeRead() {
    Path place = folder.resolve("kept/act_1.jsonl");

    assertThrows(
        NoSuchFileException.class,
        () -> KeptPages.put("heading", folder.resolve("nothing"), place.toString()));
    assertThat(Files.exists(place), is(false));
  }

  private static final Instant RUN = Instant.parse("2025-12-05T10:00:00.123456Z");

  private String kept(String question) throws IOException {
    String heading = FetchHeading.line(question, RUN, List.of("v27.0"));
    return Files.writeString(folder.resolve("act_1.jsonl"), heading + "\nrows\n").toString();
  }

  private static String question(String until) throws IOException {
    return FetchHeading.question(
        "1",
        LocalDate.parse("2025-11-01"),
        LocalDate.parse(until),
        "v27.0",
        List.of("spend", "żółw"),
        List.of());
  }

  @Test
  void aKeptFileIsKnownByItsQuestionAndItsRun() throws IOException {
    String question = question("2025-11-30");
    Instant another = RUN.plusSeconds(1);

    assertThat(KeptPages.askedBy(kept(question), question, List.of(another, RUN)), is(RUN));
    assertThat(KeptPages.askedBy(kept(question), question, List.of(another)), is(nullValue()));
  }

  @Test
  void aFileOfAnotherQuestionIsNotTaken() throws IOException {
    String kept = kept(question("2025-11-29"));

    assertThat(KeptPages.askedBy(kept, question("2025-11-30"), List.of(RUN)), is(nullValue()));
  }

  @Test
  void whatWasNeverKeptIsNotTaken() throws IOException {
    String question = question("2025-11-30");
    String none = folder.resolve("none/act_1.jsonl").toString();
    Path empty = Files.createFile(folder.resolve("empty"));

    assertThat(KeptPages.askedBy(none, question, List.of(RUN)), is(nullValue()));
    assertThat(KeptPages.askedBy(empty.toString(), question, List.of(RUN)), is(nullValue()));
  }

  @Test
  void aFolderThatCannotHoldPagesIsKnownBefore() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(KeptPages.whyNotKept(folder.resolve("new/pages").toString()), is(nullValue()));
    assertThat(KeptPages.whyNotKept("s3://bucket/pages"), is(nullValue()));
    assertThat(
        KeptPages.whyNotKept(file.resolve("pages").toString()),
        is(file + " is no folder, so that pages cannot be kept in it"));
  }

  private static List<String> names(Path of) throws IOException {
    try (Stream<Path> files = Files.list(of)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
