package io.scriptmaster.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows between modules and packages; the README lists the modules. */
class ModuleArrowsTest {

  private static JavaClasses classes;

  @BeforeAll
  static void readClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.scriptmaster");
  }

  @Test
  void shouldPointOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("schemas")
        .definedBy(
            "io.scriptmaster.schemas..",
            "io.scriptmaster.event..",
            "io.scriptmaster.entity..",
            "io.scriptmaster.execution..",
            "io.scriptmaster.schedule..",
            "io.scriptmaster.command..",
            "io.scriptmaster.deadletter..")
        .layer("engine")
        .definedBy("io.scriptmaster.engine..")
        .layer("timings")
        .definedBy("io.scriptmaster.timings..")
        .layer("embedded")
        .definedBy("io.scriptmaster.embedded..")
        .layer("processors")
        .definedBy("io.scriptmaster.processors..")
        .layer("scheduler")
        .definedBy("io.scriptmaster.scheduler..")
        .layer("api")
        .definedBy("io.scriptmaster.api..")
        .layer("standalone")
        .definedBy("io.scriptmaster.standalone..")
        .whereLayer("standalone")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("api")
        .mayOnlyBeAccessedByLayers("standalone")
        .whereLayer("scheduler")
        .mayOnlyBeAccessedByLayers("api", "standalone")
        .whereLayer("processors")
        .mayOnlyBeAccessedByLayers("scheduler", "api", "standalone")
        .whereLayer("engine")
        .mayOnlyBeAccessedByLayers("processors", "api", "standalone")
        .whereLayer("timings")
        .mayOnlyBeAccessedByLayers("processors", "scheduler", "api", "standalone")
        .whereLayer("embedded")
        .mayOnlyBeAccessedByLayers("standalone")
        .whereLayer("schemas")
        .mayOnlyBeAccessedByLayers("processors", "scheduler", "api", "standalone")
        .check(classes);
  }

  @Test
  void shouldKeepTheEngineFreeOfKafkaAndOfAvro() {
    noClasses()
        .that()
        .resideInAPackage("io.scriptmaster.engine..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "org.apache.avro..")
        .check(classes);
  }

  @Test
  void shouldKeepDecisionsFreeOfKafka() {
    noClasses()
        .that()
        .haveSimpleNameStartingWith("Decide")
        .and()
        .haveSimpleNameNotEndingWith("Processor")
        .or()
        .haveSimpleNameStartingWith("Admit")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .check(classes);
  }

  @Test
  void shouldKeepGraalBehindTheEngine() {
    classes()
        .that()
        .resideOutsideOfPackage("io.scriptmaster.engine..")
        .should()
        .onlyDependOnClassesThat()
        .resideOutsideOfPackages("org.graalvm..", "com.oracle.truffle..")
        .check(classes);
  }

  @Test
  void shouldHaveNoCyclesBetweenPackages() {
    slices().matching("io.scriptmaster.(*).(*)..").should().beFreeOfCycles().check(classes);
  }
}
