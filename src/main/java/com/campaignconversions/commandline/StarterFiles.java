package com.campaignconversions.commandline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A job file with its clients and its metric catalogue, commented, to begin with. */
public final class StarterFiles {
  private static final List<String> NAMES = List.of("job.yaml", "clients.yaml", "metrics.yaml");

  private StarterFiles() {}

  /**
   * Writes the files into a folder, which is made where it does not exist.
   *
   * @return the files, the job file first
   * @throws FileAlreadyExistsException naming the file that is there already; then nothing is
   *     written
   */
  public static List<Path> writeInto(Path folder) throws IOException {
    Files.createDirectories(folder);
    List<Path> files = NAMES.stream().map(folder::resolve).toList();
    for (Path file : files) {
      if (Files.exists(file)) {
        throw new FileAlreadyExistsException(file.toString());
      }
    }
    for (Path file : files) {
      try (InputStream text = StarterFiles.class.getResourceAsStream("" + file.getFileName())) {
        if (text == null) {
          throw new IllegalStateException(file.getFileName() + " is missing from the jar");
        }
        Files.copy(text, file);
      }
    }
    return files;
  }
}
