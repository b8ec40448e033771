package com.campaignconversions;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;

/** Packages are the ideas of the product, and depend on each other downwards only. */
class RoomsTest {
  private static final String ROOT = "com.campaignconversions";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void roomsDependDownwardsOnly() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("commandline")
        .definedBy(ROOT + ".commandline")
        .layer("pipeline")
        .definedBy(ROOT)
        .layer("audit")
        .definedBy(ROOT + ".audit")
        .layer("publishing")
        .definedBy(ROOT + ".publishing")
        .layer("conversions")
        .definedBy(ROOT + ".conversions")
        .layer("variance")
        .definedBy(ROOT + ".variance")
        .layer("insights")
        .definedBy(ROOT + ".insights")
        .layer("marketingapi")
        .definedBy(ROOT + ".marketingapi")
        .layer("job")
        .definedBy(ROOT + ".job")
        .layer("clients")
        .definedBy(ROOT + ".clients")
        .layer("records")
        .definedBy(ROOT + ".records")
        .whereLayer("commandline")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("pipeline")
        .mayOnlyBeAccessedByLayers("commandline")
        .whereLayer("audit")
        .mayOnlyBeAccessedByLayers("commandline")
        .whereLayer("publishing")
        .mayOnlyBeAccessedByLayers("commandline", "pipeline", "audit")
        .whereLayer("conversions")
        .mayOnlyBeAccessedByLayers("commandline", "pipeline", "audit", "publishing")
        .whereLayer("variance")
        .mayOnlyBeAccessedByLayers("commandline", "audit", "publishing", "conversions")
        .whereLayer("insights")
        .mayOnlyBeAccessedByLayers("commandline", "pipeline", "audit", "publishing", "conversions")
        .whereLayer("marketingapi")
        .mayOnlyBeAccessedByLayers("commandline", "insights")
        .whereLayer("job")
        .mayOnlyBeAccessedByLayers(
            "commandline",
            "pipeline",
            "audit",
            "publishing",
            "conversions",
            "insights",
            "marketingapi")
        .check(CLASSES);
  }

  @Test
  void noRoomsDependOnEachOtherInACircle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
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

  /** The class of the file that a nested one stands in. */
  private static String file(JavaClass javaClass) {
    return javaClass.getEnclosingClass().map(RoomsTest::file).orElse(javaClass.getName());
  }
}
