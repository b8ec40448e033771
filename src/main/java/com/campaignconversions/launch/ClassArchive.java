package com.campaignconversions.launch;

import com.campaignconversions.publishing.runs.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The product's classes as the JVM has parsed them once, in a file of the user's cache folder,
 * which saves about a second of every start. The first run makes it when it ends; where no file can
 * be written, runs are as they would be without it.
 */
final class ClassArchive {
  private static final int LAST_USUAL_EXIT_CODE = ExitCode.NOT_TRUSTED.number();

  private final @Nullable Path file;
  private final @Nullable Path unfinished;

  private ClassArchive(@Nullable Path file, @Nullable Path unfinished) {
    this.file = file;
    this.unfinished = unfinished;
  }

  /**
   * The archive of this jar for this JVM: another of either has another file.
   *
   * @param mayMake whether what is started uses the classes that are worth keeping
   */
  static ClassArchive of(Path jar, boolean mayMake) {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path home = Path.of(System.getProperty("user.home"));
    // A user without a home has a question mark for one.
    if ((cache == null || cache.isEmpty()) && !home.isAbsolute()) {
      return new ClassArchive(null, null);
    }
    Path folder =
        (cache == null || cache.isEmpty() ? home.resolve(".cache") : Path.of(cache))
            .resolve("campaign-conversions");
    return of(jar, mayMake, folder);
  }

  static ClassArchive of(Path jar, boolean mayMake, Path folder) {
    try {
      String name =
          "%s-%x-%x.jsa"
              .formatted(
                  System.getProperty("java.vm.version").replaceAll("[^0-9A-Za-z.+-]", "_"),
                  Files.size(jar),
                  Files.getLastModifiedTime(jar).toMillis()
                      ^ ((long) jar.toAbsolutePath().hashCode() << 32));
      Path file = folder.resolve(name);
      if (Files.isReadable(file) && isOurs(file)) {
        return new ClassArchive(file, null);
      }
      if (!mayMake || Files.exists(file)) {
        return new ClassArchive(null, null);
      }
      Files.createDirectories(folder);
      return new ClassArchive(
          file, folder.resolve(name + "." + ProcessHandle.current().pid() + ".unfinished"));
    } catch (IOException e) {
      return new ClassArchive(null, null);
    }
  }

  /** What the product's JVM is told: to use the archive, or to make it. */
  List<String> settings() {
    if (file == null) {
      return List.of();
    }
    return unfinished == null
        ? List.of("-XX:SharedArchiveFile=" + file)
        : List.of("-XX:ArchiveClassesAtExit=" + unfinished);
  }

  /** What somebody else has put there is not loaded into a process of this user's. */
  private static boolean isOurs(Path file) throws IOException {
    return Files.getOwner(file).getName().equals(System.getProperty("user.name"));
  }

  /** Whether the product's JVM uses what an earlier one made. */
  boolean isUsed() {
    return file != null && unfinished == null;
  }

  /**
   * Takes an archive away that a JVM died of: one that is cut or damaged is not told from others.
   */
  void remove() {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }

  /**
   * Lets the next start use what this one made, whole: where it ended the usual way.
   *
   * @param exitCode of the JVM that made it
   */
  void keep(int exitCode) {
    if (file == null || unfinished == null || !Files.exists(unfinished)) {
      return;
    }
    try {
      if (exitCode < 0 || exitCode > LAST_USUAL_EXIT_CODE) {
        Files.delete(unfinished);
        return;
      }
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      // The run itself ended as it ended; the next one makes the archive again.
      unfinished.toFile().deleteOnExit();
    }
  }
}
