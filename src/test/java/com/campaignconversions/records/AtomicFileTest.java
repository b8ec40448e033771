package com.campaignconversions.records;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  private final Path folder;

  AtomicFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void isAsItWasWhereItCannotBeWrittenWhole() throws IOException {
    Path file = Files.writeString(folder.resolve("page"), "before");
    assertThrows(
        IOException.class,
        () ->
            AtomicFile.write(
                file,
                out -> {
                  out.write('h');
                  throw new IOException("no room");
                }));
    assertThat(Files.readString(file), is("before"));
    try (var files = Files.list(folder)) {
      assertThat(files.count(), is(1L));
    }
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Path file = Files.writeString(folder.resolve("page"), "before");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    AtomicFile.write(link, out -> out.write('x'));
    assertThat(Files.isSymbolicLink(link), is(true));
    assertThat(Files.readString(file), is("x"));
  }

  @Test
  void aDeviceIsWrittenToAndNotReplaced() throws IOException {
    Path device = Path.of("/dev/null");
    AtomicFile.write(device, out -> out.write('x'));
    assertThat(Files.isRegularFile(device), is(false));
    assertThat(AtomicFile.canBeWritten(device), is(true));
    assertThat(AtomicFile.canBeWritten(folder), is(false));
    assertThat(AtomicFile.canBeWritten(folder.resolve("no/file")), is(false));
  }
}
