package io.llmspell.fleet.it;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.TreeNode;
import com.google.common.base.Splitter;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The module map of CONTRIBUTING.md, as rules. */
class ArchitectureTest {
  private static final String FLEET = "io.llmspell.fleet.";
  private static final List<String> ALWAYS =
      List.of("java..", "javax.crypto..", "org.jspecify..", "org.slf4j..");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.llmspell.fleet");

  @ParameterizedTest
  @CsvSource({
    "error,   error",
    "model,   error model com.google.common",
    "event,   event",
    "runtime, error event model runtime com.google.common",
    "home,    error home machine model com.google.common",
    "checkup, error checkup model plan",
    "plan,    error model runtime event plan com.google.common",
    "loop,    error event home loop machine model plan runtime com.google.common",
    "compose, compose error home loop machine model com.fasterxml.jackson com.google.common",
    "json,    json com.fasterxml.jackson",
    "shape, shape loop model plan runtime com.fasterxml.jackson",
    "jupyter, jupyter error json model runtime com.fasterxml.jackson org.zeromq",
    "label,   error label machine model runtime com.google.common",
    "machine, machine model runtime",
    "docker,  docker checkup error event json label machine model plan runtime com.fasterxml.jackson com.github.dockerjava"
        + " com.google.common org.apache.commons.compress org.apache.hc.core5",
    "process, process checkup error event json label machine model plan runtime com.fasterxml.jackson",
    "kernel,  kernel jupyter error machine model com.fasterxml.jackson org.zeromq org.mozilla.javascript"
        + " party.iroiro.luajava sun.misc",
    "testkit, testkit error event home loop model plan runtime com.google.common org.junit"
        + " org.assertj",
    "daemon.access, daemon.access error json loop machine model com.fasterxml.jackson com.google.common",
    "daemon.http, daemon.http daemon.access error json model com.fasterxml.jackson com.google.common",
    "daemon.api, daemon.api daemon.access daemon.http compose error event home json loop model plan runtime shape"
        + " com.fasterxml.jackson com.google.common",
    "daemon.jetty, daemon.jetty daemon.access daemon.http error json org.eclipse.jetty",
    "daemon.service, daemon.service error event home json com.fasterxml.jackson ch.qos.logback",
    "cli.show, cli.show checkup daemon.access error event json loop model plan runtime shape com.fasterxml.jackson",
    "cli.rehearsal, cli.rehearsal jupyter model org.zeromq",
    "cli.session, cli.session checkup compose daemon.api docker error event home jupyter loop model process runtime"
        + " picocli",
    "cli.install, cli.install error",
    "cli.command, cli.command cli.install cli.session cli.show checkup compose daemon error event"
        + " home loop machine model plan runtime com.google.common picocli",
  })
  void aModuleUsesNothingButWhatItMay(String module, String allowed) {
    String[] packages =
        Stream.concat(
                ALWAYS.stream(),
                Splitter.on(' ').splitToStream(allowed).map(ArchitectureTest::packageOf))
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(FLEET + module + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(packages)
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.llmspell.fleet.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void thePlannerHasNoClockNoFilesAndNoThreads() {
    noClasses()
        .that()
        .resideInAnyPackage(FLEET + "plan..", FLEET + "model..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.Clock")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.concurrent..", "java.io..", "java.net..")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
  }

  /**
   * A node writes itself with a whole mapper, whose making takes longer than a look at an engine.
   */
  @Test
  void whatEveryCommandPaysForWritesTreesWithoutAMapper() {
    noClasses()
        .that()
        .resideInAnyPackage(
            FLEET + "docker..",
            FLEET + "process..",
            FLEET + "jupyter..",
            FLEET + "shape..",
            FLEET + "cli..")
        .should()
        .callMethodWhere(target(name("toString")).and(target(owner(assignableTo(TreeNode.class)))))
        .check(CLASSES);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses().should().haveNameMatching(".*(Manager|Impl|Utils?|Helper|Common)$").check(CLASSES);
  }

  @Test
  void everyPackageSaysItsJobAndKnowsNoNulls() {
    for (JavaPackage each : CLASSES.getPackage("io.llmspell.fleet").getSubpackagesInTree()) {
      if (!each.getClasses().isEmpty()) {
        assertThat(each.isAnnotatedWith(NullMarked.class)).as(each.getName()).isTrue();
      }
    }
  }

  private static String packageOf(String word) {
    boolean foreign = word.matches("(ch|com|org|party|sun)\\..*|picocli");
    return (foreign ? "" : FLEET) + word + "..";
  }
}
