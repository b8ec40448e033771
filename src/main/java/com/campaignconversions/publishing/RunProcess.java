package com.campaignconversions.publishing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The process that a run lives in, as the list of runs keeps it: whoever is in the same place sees
 * whether it is gone, and need not wait until its silence tells.
 */
final class RunProcess {
  private RunProcess() {}

  /** This process; null where a place cannot be told from another. */
  static @Nullable String current() {
    String place = place();
    ProcessHandle self = ProcessHandle.current();
    return place == null ? null : place + " " + self.pid() + " " + started(self);
  }

  /** Whether a process of this very place is no more; false where nobody can tell. */
  static boolean isGone(@Nullable String process) {
    String[] parts = process == null ? new String[0] : process.split(" ", -1);
    if (parts.length != 3 || !parts[0].equals(place())) {
      return false;
    }
    Optional<ProcessHandle> handle = ProcessHandle.of(Long.parseLong(parts[1]));
    return handle.isEmpty() || started(handle.get()) != Long.parseLong(parts[2]);
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /** One start of a machine, and one space of process numbers in it: containers have their own. */
  private static @Nullable String place() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
          + "/"
          + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException | UnsupportedOperationException e) {
      // Not every system has them; then the lease tells.
      return null;
    }
  }
}
