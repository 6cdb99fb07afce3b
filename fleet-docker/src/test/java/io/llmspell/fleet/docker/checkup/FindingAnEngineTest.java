package io.llmspell.fleet.docker.checkup;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.checkup.Finding;
import io.llmspell.fleet.checkup.Finding.Weight;
import io.llmspell.fleet.docker.checkup.CandidatesCheck.Attempt;
import io.llmspell.fleet.docker.engine.EngineEndpoint;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of the places where an engine may be, and of who may use it. */
class FindingAnEngineTest {
  @TempDir private Path folder;

  @Test
  void saysWhyTheOneIsUsedThatAnswers() {
    assertThat(new CandidatesCheck(List.of(answers(usual("/a"))), List.of()).look())
        .containsExactly(
            Finding.ok("engine", "engine 9; the first that answers of the usual sockets"));
    assertThat(new CandidatesCheck(List.of(answers(named("/a"))), List.of()).look())
        .containsExactly(Finding.ok("engine", "engine 9"));
  }

  @Test
  void whatFailedBeforeAnotherAnsweredIsWorthANote() {
    List<Finding> findings =
        new CandidatesCheck(List.of(fails(usual("/a")), answers(usual("/b"))), List.of(usual("/c")))
            .look();

    assertThat(findings)
        .extracting(Finding::weight)
        .containsExactly(Weight.NOTE, Weight.OK, Weight.NOTE);
    assertThat(findings.get(0).seen())
        .isEqualTo("unix:///a (usual socket) can't be used: nobody is there");
    assertThat(findings.get(2).seen()).isEqualTo("there is also unix:///c");
  }

  @Test
  void isAProblemIfNoneAnswers() {
    Finding usual = new CandidatesCheck(List.of(fails(usual("/a"))), List.of()).look().get(0);
    assertThat(usual.problem()).contains(ErrorCode.ENGINE_UNAVAILABLE);
    assertThat(usual.advice().orElseThrow()).contains("name another engine with DOCKER_HOST");

    Finding named = new CandidatesCheck(List.of(fails(named("/a"))), List.of()).look().get(0);
    assertThat(named.seen()).startsWith("unix:///a (DOCKER_HOST) can't be used");
    assertThat(named.advice().orElseThrow()).contains("no other one is tried");
  }

  @Test
  void whatSaysItselfWhatToDoIsLeftAsItIs() {
    FleetException forbidden =
        new FleetException(ErrorCode.ENGINE_FORBIDDEN, "you may not: join its group");
    Attempt attempt = new Attempt(named("/a"), Optional.empty(), Optional.of(forbidden));

    Finding finding = new CandidatesCheck(List.of(attempt), List.of()).look().get(0);
    assertThat(finding.problem()).contains(ErrorCode.ENGINE_FORBIDDEN);
    assertThat(finding.seen()).endsWith("can't be used: you may not: join its group");
    assertThat(finding.advice()).isEmpty();
  }

  @Test
  void isAProblemIfThereIsNoPlaceToLookAt() {
    Finding finding = new CandidatesCheck(List.of(), List.of()).look().get(0);

    assertThat(finding.problem()).contains(ErrorCode.ENGINE_UNAVAILABLE);
    assertThat(finding.seen()).contains("neither DOCKER_HOST nor a Docker context");
  }

  @ParameterizedTest
  @CsvSource({"rw-rw----, OK, rw-rw----", "rw-rw-rw-, NOTE, everybody on this machine"})
  void saysWhoMayUseTheSocket(String mode, Weight weight, String seen) throws IOException {
    Path socket = Files.createFile(folder.resolve("docker.sock"));
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString(mode));

    Finding finding = new AccessCheck(usual(socket.toString()), true).look().get(0);
    assertThat(finding.weight()).isEqualTo(weight);
    assertThat(finding.seen())
        .startsWith(socket + " is " + Files.getOwner(socket).getName() + ":")
        .contains(seen);
  }

  @Test
  void aSocketThatCanNotBeLookedAtIsWorthANote() {
    assertThat(new AccessCheck(usual("/nowhere/docker.sock"), true).look().get(0).weight())
        .isEqualTo(Weight.NOTE);
  }

  @ParameterizedTest
  @CsvSource({
    "true, false, NOTE, 'on this machine: all its users'",
    "false, false, NOTE, 'who is on the way'",
    "false, true, OK, spoken to with TLS"
  })
  void saysIfTheWayIsOpen(boolean loopback, boolean tls, Weight weight, String seen) {
    EngineEndpoint place =
        new EngineEndpoint(
            URI.create("tcp://engine:2376"),
            "DOCKER_HOST",
            true,
            tls ? Optional.of(folder) : Optional.empty());

    Finding finding = new AccessCheck(place, loopback).look().get(0);
    assertThat(finding.weight()).isEqualTo(weight);
    assertThat(finding.seen()).contains(seen);
  }

  private static EngineEndpoint usual(String path) {
    return new EngineEndpoint(
        URI.create("unix://" + path), "usual socket", false, Optional.empty());
  }

  private static EngineEndpoint named(String path) {
    return new EngineEndpoint(URI.create("unix://" + path), "DOCKER_HOST", true, Optional.empty());
  }

  private static Attempt answers(EngineEndpoint place) {
    return new Attempt(place, Optional.of("engine 9"), Optional.empty());
  }

  private static Attempt fails(EngineEndpoint place) {
    return new Attempt(
        place,
        Optional.empty(),
        Optional.of(new FleetException(ErrorCode.ENGINE_UNAVAILABLE, "nobody is there")));
  }
}
