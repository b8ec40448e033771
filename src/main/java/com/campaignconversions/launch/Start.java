package com.campaignconversions.launch;

import com.campaignconversions.commandline.Main;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Where {@code java -jar} starts: starts the product in a JVM with settings that suit it.
 *
 * <p>A manifest carries no JVM settings, and with Java's own half of a run's CPU goes into
 * compiling code that runs for seconds. The first JVM uses nothing but JDK classes and waits;
 * whoever gives settings of his own, or runs the jar inside a program such as {@code flink run},
 * gets no second JVM.
 */
public final class Start {
  /** Of a JVM that crashed: SIGABRT, SIGBUS and SIGSEGV. Whoever ends it sends another signal. */
  private static final Set<Integer> CRASHED = Set.of(128 + 6, 128 + 7, 128 + 11);

  /**
   * The JVM would begin with a heap by the size of the machine, use all of it before it collects
   * anything, and let it grow to more than twice what lives: a run holds some ten megabytes for
   * long, and the young generation holds what one work list leaves behind. The thorough compiler
   * takes more time than a run of a gigabyte gives back. {@code -Xlog:disable} keeps the JVM from
   * telling a person about archives.
   */
  private static final List<String> SETTINGS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xms112m",
          "-Xmn80m",
          "-XX:MinHeapFreeRatio=20",
          "-XX:MaxHeapFreeRatio=40",
          "-XX:TieredStopAtLevel=1",
          "-Xshare:auto",
          "-Xlog:disable",
          // What a JVM says when it crashes belongs to no result and into nobody's folder.
          "-XX:+DisplayVMOutputToStderr",
          "-XX:ErrorFile=" + System.getProperty("java.io.tmpdir") + "/hs_err_%p.log");

  /** What Java calls ASCII where no locale is set, as cron and containers have it. */
  private static final String NO_LOCALE = "ANSI_X3.4-1968";

  private Start() {}

  public static void main(String[] arguments) throws Exception {
    if (hasOwnSettings() || isInsideAnotherProgram()) {
      Main.main(arguments);
      return;
    }
    ClassArchive archive = ClassArchive.of(jar(), List.of(arguments).contains("run"));
    int exitCode;
    try {
      exitCode = run(archive, arguments);
    } catch (IOException e) {
      // No second process is to be had here: this one does.
      Main.main(arguments);
      return;
    }
    archive.keep(exitCode);
    System.exit(exitCode);
  }

  /** Runs the product; once more without the archive where it died of that. */
  private static int run(ClassArchive archive, String[] arguments) throws Exception {
    Path begun = Files.createTempFile("campaign-conversions-", ".starting");
    try {
      int exitCode = run(archive.settings(), begun, arguments);
      if (CRASHED.contains(exitCode) && archive.isUsed()) {
        archive.remove();
        if (Files.exists(begun)) {
          // It died before it did anything.
          exitCode = run(List.of(), begun, arguments);
        }
      }
      return exitCode;
    } finally {
      Files.deleteIfExists(begun);
    }
  }

  /** Runs the product in a JVM of its own; its exit code. */
  private static int run(List<String> archiveSettings, Path begun, String[] arguments)
      throws Exception {
    ProcessBuilder process =
        new ProcessBuilder(command(archiveSettings, begun, arguments)).inheritIO();
    if (System.getProperty("sun.jnu.encoding", "").equals(NO_LOCALE)) {
      // Java would open no path with other letters, and no property changes that.
      process.environment().put("LC_ALL", "C.UTF-8");
    }
    Process product = process.start();
    Thread end = new Thread(() -> end(product), "end with the product");
    Runtime.getRuntime().addShutdownHook(end);
    int exitCode = product.waitFor();
    try {
      Runtime.getRuntime().removeShutdownHook(end);
    } catch (IllegalStateException e) {
      // This process is ending already, and waits for the product in that thread.
    }
    return exitCode;
  }

  private static Path jar() throws URISyntaxException {
    return Path.of(Start.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static List<String> command(List<String> archiveSettings, Path begun, String[] arguments)
      throws URISyntaxException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SETTINGS);
    command.addAll(archiveSettings);
    command.add("-D" + Main.BEGUN + "=" + begun);
    command.add("-D" + Main.PARENT + "=" + ProcessHandle.current().pid());
    command.add("-cp");
    command.add(jar().toString());
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  private static boolean hasOwnSettings() {
    return System.getenv("JDK_JAVA_OPTIONS") != null
        || System.getenv("JAVA_TOOL_OPTIONS") != null
        || !ManagementFactory.getRuntimeMXBean().getInputArguments().isEmpty();
  }

  private static boolean isInsideAnotherProgram() {
    return Start.class.getClassLoader() != ClassLoader.getSystemClassLoader()
        || System.getProperty("java.class.path", "").contains(File.pathSeparator);
  }

  /** Asks the product to end, and waits until it has told the database. */
  private static void end(Process product) {
    product.destroy();
    boolean interrupted = false;
    while (product.isAlive()) {
      try {
        product.waitFor();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
