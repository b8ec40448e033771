package com.campaignconversions.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;

/**
 * A folder that is a disk of its own where this user may mount one.
 *
 * @param mounted whether it is
 */
record SmallDisk(Path folder, boolean mounted) implements AutoCloseable {
  static SmallDisk of(int megabytes) throws IOException {
    Path folder = Files.createTempDirectory("faults");
    String size = "size=" + megabytes + "m";
    return new SmallDisk(
        folder, run("mount", "-t", "tmpfs", "-o", size, "faults", folder.toString()) == 0);
  }

  /** Leaves no byte free. */
  void fill() throws IOException {
    try (OutputStream filler = Files.newOutputStream(folder.resolve("filler"))) {
      byte[] block = new byte[4096];
      while (true) {
        filler.write(block);
      }
    } catch (IOException full) {
      if (!String.valueOf(full.getMessage()).contains("No space left")) {
        throw full;
      }
    }
  }

  void free() throws IOException {
    Files.deleteIfExists(folder.resolve("filler"));
  }

  @Override
  public void close() throws IOException {
    if (mounted) {
      run("umount", "-l", folder.toString());
    }
    FileUtils.deleteDirectory(folder.toFile());
  }

  /** The exit code of a program that ends soon. */
  static int run(String... command) throws IOException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(150, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", command) + " does not end");
      }
      return process.exitValue();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    }
  }
}
