package com.campaignconversions.faults;

import com.campaignconversions.commandline.Main;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The job in a process of its own. */
record Runner(Process process) {
  /** What the shell calls the end by kill -9. */
  static final int KILLED = 137;

  static final long UNLIMITED = Long.MAX_VALUE;

  /** Of the command line, in this process or another. */
  static String[] arguments(Path job) {
    return new String[] {
      "run",
      job.toString(),
      "--from=2025-08",
      "--to=2025-09",
      "--allow-untrusted",
      "--accept-shrink"
    };
  }

  /** With files of so many kilobytes at most, by the kernel's word. */
  static Runner inAnotherProcess(Path job, Path folder, long kilobytes) throws IOException {
    List<String> command = new ArrayList<>();
    if (kilobytes != UNLIMITED) {
      command.addAll(
          List.of("bash", "-c", "ulimit -f " + kilobytes + " && exec \"$@\"", "limited"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx300m", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(Arrays.asList(arguments(job)));
    return new Runner(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("run.log").toFile())
            .start());
  }

  void kill() {
    process.destroyForcibly();
  }

  int join() throws InterruptedException {
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("a run does not end");
    }
    return process.exitValue();
  }
}
