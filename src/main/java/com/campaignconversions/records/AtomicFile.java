package com.campaignconversions.records;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that others read while it is replaced: they see it as it was or as it is, whole. */
public final class AtomicFile {
  private AtomicFile() {}

  /** What writes the bytes of a file. */
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Whether there seems to be a place for it. */
  public static boolean canBeWritten(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return !Files.isDirectory(file)
        && folder != null
        && (isSpecial(file) || Files.isWritable(folder));
  }

  /** A pipe or a device, in whose place nothing must be put. */
  private static boolean isSpecial(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file);
  }

  /**
   * Writes it beside the file, and then puts it in its place; where a link leads to it, the link
   * stays.
   *
   * @throws IOException if it cannot be written; then the file is as it was
   */
  public static void write(Path named, Content content) throws IOException {
    if (isSpecial(named)) {
      try (OutputStream out = Files.newOutputStream(named)) {
        content.writeTo(out);
      }
      return;
    }
    Path file = Files.exists(named) ? named.toRealPath() : named;
    // Not with the rights of a temporary file: whoever reads it may be another user.
    Path temporary = Path.of(file + "." + ProcessHandle.current().pid());
    try {
      try (OutputStream out = Files.newOutputStream(temporary)) {
        content.writeTo(out);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  /** Why it could not be written, as the end of a sentence. */
  public static String why(IOException problem) {
    if (problem instanceof NoSuchFileException) {
      return "its folder does not exist";
    }
    if (problem instanceof AccessDeniedException) {
      return "this user may not write there";
    }
    String told =
        problem instanceof FileSystemException known ? known.getReason() : problem.getMessage();
    return told == null ? problem.getClass().getSimpleName() : told;
  }
}
