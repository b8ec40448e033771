package com.campaignconversions.publishing.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The process that a run lives in, as the list of runs keeps it: whoever is in the same place sees
 * whether it is gone, and need not wait until its silence tells.
 */
final class RunProcess {
  /** The place of the start in {@code /proc/PID/stat}, from 1 on (proc_pid_stat(5)). */
  private static final int STARTED = 22;

  private RunProcess() {}

  /** This process; null where a place cannot be told from another. */
  static @Nullable String current() {
    String position = position();
    long id = ProcessHandle.current().pid();
    try {
      return position == null ? null : position + " " + id + " " + started(id);
    } catch (IOException e) {
      return null;
    }
  }

  /** Whether a process of this very place is no more; false where nobody can tell. */
  static boolean isGone(@Nullable String process) {
    String[] parts = process == null ? new String[0] : process.split(" ", -1);
    if (parts.length != 3 || !parts[0].equals(position())) {
      return false;
    }
    try {
      return !parts[2].equals(started(Long.parseLong(parts[1])));
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * When it started, in ticks since the machine did: the clock of the day may be set.
   *
   * @throws NoSuchFileException if there is no such process
   */
  private static String started(long process) throws IOException {
    String status = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
    // The second field is a name in brackets, which may hold anything; the start is the 22nd.
    return status.substring(status.lastIndexOf(')') + 2).split(" ", -1)[STARTED - 3];
  }

  /**
   * One start of a machine, one space of process numbers in it, as containers have their own, and
   * one user, because others' processes may be hidden.
   */
  private static @Nullable String position() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
          + "/"
          + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))
          + "/"
          + Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      // Not every system has them; then the lease tells.
      return null;
    }
  }
}
