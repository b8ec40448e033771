package com.campaignconversions.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Profile RECORDING CPU_SECONDS: where the CPU that a run's Java threads took went, and what they
 * waited for. Each sample stands for as much of it as any other: a busy machine takes fewer.
 */
final class Profile {
  private static final String PRODUCT = "com.campaignconversions.";
  private static final int MOST = 25;

  /** What judges numbers, and what compares the database with what was counted. */
  private static final List<String> JUDGING_AND_GUARDS =
      List.of(
          PRODUCT + "variance.",
          PRODUCT + "publishing.Guard.",
          PRODUCT + "publishing.ShrinkGuard.");

  /** Whoever calls these knows what for. */
  private static final List<String> PLUMBING =
      List.of(PRODUCT + "publishing.Sql.", PRODUCT + "publishing.Database.");

  private final Map<String, Double> packages = new HashMap<>();
  private final Map<String, Double> methods = new HashMap<>();
  private final Map<String, Double> nearest = new HashMap<>();
  private final Map<String, Double> waits = new HashMap<>();
  private double samples;
  private double judgingSamples;
  private double waitedSeconds;
  private double judgingWaitedSeconds;

  private Profile() {}

  public static void main(String[] arguments) throws IOException {
    Profile profile = new Profile();
    try (RecordingFile recording = new RecordingFile(Path.of(arguments[0]))) {
      while (recording.hasMoreEvents()) {
        profile.add(recording.readEvent());
      }
    }
    profile.print(Double.parseDouble(arguments[1]));
  }

  private void add(RecordedEvent event) {
    List<RecordedFrame> frames =
        event.getStackTrace() == null ? List.of() : event.getStackTrace().getFrames();
    if (frames.isEmpty()) {
      return;
    }
    switch (event.getEventType().getName()) {
      case "jdk.ExecutionSample" -> sample(frames);
      case "jdk.SocketRead" -> waited(frames, event.getDuration().toNanos() / 1e9);
      default -> {}
    }
  }

  private void sample(List<RecordedFrame> frames) {
    RecordedFrame running = frames.get(0);
    samples++;
    packages.merge(packageOf(running), 1.0, Double::sum);
    methods.merge(name(running), 1.0, Double::sum);
    nearest.merge(ofProduct(frames, name -> true), 1.0, Double::sum);
    judgingSamples += judges(frames) ? 1 : 0;
  }

  private void waited(List<RecordedFrame> frames, double seconds) {
    waitedSeconds += seconds;
    waits.merge(
        ofProduct(frames, name -> PLUMBING.stream().noneMatch(name::startsWith)),
        seconds,
        Double::sum);
    judgingWaitedSeconds += judges(frames) ? seconds : 0;
  }

  private static boolean judges(List<RecordedFrame> frames) {
    return frames.stream()
        .map(Profile::name)
        .anyMatch(name -> JUDGING_AND_GUARDS.stream().anyMatch(name::startsWith));
  }

  /** The product's nearest method; without any, Beam's or Flink's, else the outermost. */
  private static String ofProduct(List<RecordedFrame> frames, Predicate<String> telling) {
    return first(frames, name -> name.startsWith(PRODUCT) && telling.test(name))
        .or(() -> first(frames, name -> name.startsWith("org.apache.")))
        .orElseGet(() -> name(frames.get(frames.size() - 1)));
  }

  private static Optional<String> first(List<RecordedFrame> frames, Predicate<String> wanted) {
    return frames.stream().map(Profile::name).filter(wanted).findFirst();
  }

  private static String name(RecordedFrame frame) {
    return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
  }

  private static String packageOf(RecordedFrame frame) {
    String type = frame.getMethod().getType().getName();
    return type.substring(0, Math.max(0, type.lastIndexOf('.')));
  }

  private void print(double cpuSeconds) {
    double secondsPerSample = cpuSeconds / samples;
    System.out.printf("CPU of Java threads: %.2f s, in %.0f samples%n", cpuSeconds, samples);
    System.out.printf("waiting for the database, of all threads: %.2f s%n", waitedSeconds);
    double judging = judgingSamples * secondsPerSample + judgingWaitedSeconds;
    System.out.printf(
        "judging and guards: %.3f (%.2f s) of both%n",
        judging / (cpuSeconds + waitedSeconds), judging);
    print("CPU by package", packages, secondsPerSample);
    print("CPU by method", methods, secondsPerSample);
    print("CPU by the product's method that was on its way, or Beam's", nearest, secondsPerSample);
    print("Waiting for the database, by the product's method", waits, 1);
  }

  private static void print(String title, Map<String, Double> parts, double seconds) {
    double whole = parts.values().stream().mapToDouble(Double::doubleValue).sum();
    System.out.printf("%n%s%n", title);
    parts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(MOST)
        .forEach(
            part ->
                System.out.printf(
                    "%5.1f %%  %6.2f s  %s%n",
                    100 * part.getValue() / whole, part.getValue() * seconds, part.getKey()));
  }
}
