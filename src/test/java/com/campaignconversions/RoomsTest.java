package com.campaignconversions;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Packages are the ideas of the product: small, and depending on each other downwards only. */
class RoomsTest {
  private static final String ROOT = "com.campaignconversions";
  private static final Path SOURCES = Path.of("src/main/java/com/campaignconversions");
  private static final int MOST_FILES = 16;
  private static final double MOST_FILES_ON_AVERAGE = 9;

  /** From top to bottom; "" is the flow itself. */
  private static final List<String> ROOMS =
      List.of(
          "launch",
          "commandline",
          "commandline.seeing",
          "commandline.options",
          "explanation.actions",
          "explanation",
          "audit",
          "audit.stored",
          "verification",
          "running",
          "htmlreport",
          "reporting",
          "monitoring",
          "notifications",
          "results.runs",
          "results",
          "",
          "publishing",
          "publishing.removal",
          "publishing.versions",
          "publishing.forecasts",
          "publishing.dashboard",
          "publishing.runs",
          "publishing.schema",
          "publishing.schema.views",
          "conversions.preview",
          "conversions",
          "conversions.history",
          "conversions.content",
          "conversions.metrics",
          "conversions.losses",
          "conversions.deduplication",
          "reconciliation",
          "forecast",
          "variance",
          "variance.detection",
          "variance.numbers",
          "variance.probability",
          "insights",
          "insights.graph",
          "insights.landed",
          "insights.files",
          "insights.rows",
          "insights.counts",
          "insights.json",
          "insights.fields",
          "insights.bytes",
          "marketingapi",
          "database.rows",
          "database",
          "job.file",
          "job.file.running",
          "job.yaml",
          "job",
          "job.metrics",
          "clients",
          "records");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void everyRoomIsOnTheList() {
    Set<String> found = CLASSES.stream().map(RoomsTest::room).collect(Collectors.toSet());
    assertThat(found, everyItem(is(in(ROOMS))));
    assertThat(new TreeSet<>(ROOMS), is(new TreeSet<>(found)));
  }

  @Test
  void roomsDependDownwardsOnly() {
    List<String> upwards =
        CLASSES.stream()
            .flatMap(javaClass -> javaClass.getDirectDependenciesFromSelf().stream())
            .filter(dependency -> isOurs(dependency.getTargetClass()))
            .filter(RoomsTest::isUpwards)
            .map(Dependency::getDescription)
            .toList();
    assertThat(upwards, is(empty()));
  }

  private static boolean isUpwards(Dependency dependency) {
    return ROOMS.indexOf(room(dependency.getTargetClass()))
        < ROOMS.indexOf(room(dependency.getOriginClass()));
  }

  @Test
  void noClassesDependOnEachOtherInACircle() {
    slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                return SliceIdentifier.of(file(javaClass));
              }

              @Override
              public String getDescription() {
                return "files";
              }
            })
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  @Test
  void roomsAreSmall() throws IOException {
    Map<String, Long> files;
    try (Stream<Path> tree = Files.walk(Path.of("src/main/java"))) {
      files =
          tree.filter(file -> file.toString().endsWith(".java"))
              .collect(groupingBy(file -> "" + file.getParent(), TreeMap::new, counting()));
    }
    assertThat(files.values(), everyItem(is(lessThanOrEqualTo((long) MOST_FILES))));
    assertThat(
        files.values().stream().mapToLong(Long::longValue).average().orElseThrow(),
        is(lessThanOrEqualTo(MOST_FILES_ON_AVERAGE)));
  }

  @Test
  void thePageOfTheArchitectureNamesEveryRoom() throws IOException {
    Set<String> named = new TreeSet<>(Set.of(""));
    for (String line : table("| room | holds |")) {
      String first = "";
      for (String name : line.split("\\|", -1)[1].replace("`", "").strip().split(", ", -1)) {
        String room = name.startsWith(".") ? first + name : name;
        first = first.isEmpty() ? room.split("\\.", -1)[0] : first;
        named.add(room);
      }
    }
    assertThat(named, is(new TreeSet<>(ROOMS)));
  }

  @Test
  void thePageOfTheArchitectureNamesClassesThatAreThere() throws IOException {
    List<Path> classes = new ArrayList<>();
    for (String line : table("| question | in short | class |")) {
      Path folder = SOURCES;
      for (String name : line.split("\\|", -1)[3].replace("`", "").strip().split(", ", -1)) {
        Path file = folder.resolve(name.replace('.', '/') + ".java");
        folder = Objects.requireNonNull(file.getParent());
        classes.add(file);
      }
    }
    assertThat(classes.size(), is(greaterThanOrEqualTo(8)));
    assertThat(classes.stream().filter(file -> !Files.exists(file)).toList(), is(empty()));
  }

  /** The rows below a heading of the page. */
  private static List<String> table(String heading) throws IOException {
    return Files.readAllLines(Path.of("src/site/markdown/architecture.md")).stream()
        .dropWhile(line -> !line.equals(heading))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .toList();
  }

  private static boolean isOurs(JavaClass javaClass) {
    String name = javaClass.getPackageName();
    return name.equals(ROOT) || name.startsWith(ROOT + ".");
  }

  private static String room(JavaClass javaClass) {
    String name = javaClass.getPackageName();
    return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
  }

  /** The class of the file that a nested one stands in. */
  private static String file(JavaClass javaClass) {
    return javaClass.getEnclosingClass().map(RoomsTest::file).orElse(javaClass.getName());
  }
}
