package com.campaignconversions.launch;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassArchiveTest {
  private final Path folder;
  private final Path jar;

  ClassArchiveTest(@TempDir Path folder) throws IOException {
    this.folder = folder.resolve("cache");
    this.jar = Files.writeString(folder.resolve("product.jar"), "a jar");
  }

  private ClassArchive archive() {
    return ClassArchive.of(jar, true, folder);
  }

  /** As a JVM that ends would. */
  private static void make(ClassArchive archive) throws IOException {
    String setting = archive.settings().get(0);
    assertThat(setting, startsWith("-XX:ArchiveClassesAtExit="));
    Files.writeString(Path.of(setting.substring(setting.indexOf('=') + 1)), "classes");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void isKeptWhereTheJvmEndedTheUsualWay(int exitCode) throws IOException {
    ClassArchive archive = archive();
    make(archive);
    archive.keep(exitCode);

    assertThat(archive().isUsed(), is(true));
    assertThat(archive().settings().get(0), startsWith("-XX:SharedArchiveFile="));
  }

  @ParameterizedTest
  @ValueSource(ints = {130, 134, 137, 143, -1})
  void isNotKeptWhereTheJvmWasKilled(int exitCode) throws IOException {
    ClassArchive archive = archive();
    make(archive);
    archive.keep(exitCode);

    assertThat(archive().isUsed(), is(false));
    try (var left = Files.list(folder)) {
      assertThat(left.toList(), is(empty()));
    }
  }

  @Test
  void isMadeAgainWhereItWasRemoved() throws IOException {
    ClassArchive archive = archive();
    make(archive);
    archive.keep(0);
    archive().remove();

    assertThat(archive().isUsed(), is(false));
    assertThat(archive().settings().isEmpty(), is(false));
    assertThat(ClassArchive.of(jar, false, folder).settings(), is(List.of()));
  }
}
