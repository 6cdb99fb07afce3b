package io.llmspell.fleet.daemon.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.runtime.LogSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes on: events, and logs that are followed. */
@SuppressWarnings("NullAway.Init") // set before each test
class EventsTest {
  @TempDir private Path folder;
  private DaemonOnFakeEngine daemon;

  @BeforeEach
  void start() throws IOException {
    daemon = new DaemonOnFakeEngine(folder).up();
  }

  @AfterEach
  void stop() {
    daemon.close();
  }

  @Test
  void anEventIsToldAsItHappens() throws IOException {
    try (Listener listener = listen("/events", "")) {
      listener.until("retry: 2000");
      daemon.bulletin.on(Kind.STARTED, "demo-x", "line\nbreak");
      assertThat(listener.until("id: ")).isEqualTo(id(daemon.bulletin.last()));
      assertThat(listener.until("event: ")).isEqualTo("event: started");
      assertThat(listener.until("data: "))
          .startsWith("data: {\"subject\":\"demo-x\",\"detail\":\"line\\nbreak\",\"at\":\"");
      assertThat(listener.until(": ")).isEqualTo(": still here");
    }
  }

  @Test
  void whoeverComesBackHearsWhatHeMissed() throws IOException {
    long last = daemon.bulletin.last();
    daemon.bulletin.on(Kind.STARTED, "demo-x", "");
    daemon.bulletin.on(Kind.READY, "demo-x", "");
    try (Listener listener = listen("/events", "Last-" + eventId(last + 1))) {
      assertThat(listener.until("id: ")).isEqualTo(id(last + 2));
      assertThat(listener.until("event: ")).isEqualTo("event: ready");
    }
  }

  @Test
  void whoeverMissedMoreThanIsKnownStartsAnew() throws IOException {
    for (String known :
        new String[] {"Event-ID: other-7", "Event-ID: nonsense", eventId(99_999_999), eventId(1)}) {
      for (int i = 0; i < 2 * DaemonOnFakeEngine.BULLETIN_SIZE; i++) {
        daemon.bulletin.on(Kind.IMAGE, "x", "");
      }
      try (Listener listener = listen("/events", "Last-" + known)) {
        assertThat(listener.until("id: ")).as(known).isEqualTo(id(daemon.bulletin.last()));
        assertThat(listener.until("event: ")).isEqualTo("event: reset");
        daemon.bulletin.on(Kind.READY, "demo-x", "");
        assertThat(listener.until("event: ")).isEqualTo("event: ready");
      }
    }
  }

  @Test
  void ofWhatSomebodyMayNotSeeHeDoesNotHear() throws IOException {
    daemon.caller = DaemonOnFakeEngine.BOB;
    ApiClient client = new ApiClient(daemon);
    assertThat(client.post("/kernels", "{\"name\": \"mine\"}").status()).isEqualTo(201);
    try (Listener listener = listen("/events", "")) {
      listener.until("retry: ");
      daemon.bulletin.on(Kind.STOPPING, "demo-lua-1", "");
      daemon.bulletin.on(Kind.STOPPING, "demo", "");
      daemon.bulletin.on(Kind.STOPPING, "demo-mine", "");
      assertThat(listener.until("event: stopping")).isNotEmpty();
      assertThat(listener.until("data: ")).contains("demo-mine");
    }
  }

  @Test
  void aLogIsFollowedUntilItsKernelEnds() throws IOException {
    daemon.engine.print("demo-lua-1", new LogSource.Line(false, "one"));
    try (Listener listener = listen("/kernels/lua-1/logs?follow=true", "")) {
      listener.until("one");
      daemon.engine.print("demo-lua-1", new LogSource.Line(true, "two"));
      listener.until("two");
      daemon.engine.crash("demo-lua-1", 1, false);
      assertThat(listener.until("0")).as("the last chunk").isEqualTo("0");
    }
  }

  @Test
  void theDaemonEndsInSecondsThoughManyListen() throws IOException {
    try (Listener events = listen("/events", "");
        Listener logs = listen("/kernels/lua-1/logs?follow=true", "")) {
      events.until("retry: ");
      daemon.engine.print("demo-lua-1", new LogSource.Line(false, "one"));
      logs.until("one");
      long begun = System.nanoTime();
      daemon.daemon().close();
      assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(5));
    }
  }

  private String id(long number) {
    return "id: " + daemon.bulletin.name() + "-" + number;
  }

  private String eventId(long number) {
    return "Event-ID: " + daemon.bulletin.name() + "-" + number;
  }

  private Listener listen(String path, String header) throws IOException {
    return new Listener(daemon.port(), path, header);
  }

  /** Reads an answer that goes on. */
  private static final class Listener implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Socket socket;
    private final BufferedReader lines;

    Listener(int port, String path, String header) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout((int) PATIENCE.toMillis());
      String more = header.isEmpty() ? "" : header + "\r\n";
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n").getBytes(UTF_8));
      lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    /** The next line that begins so. */
    String until(String beginning) throws IOException {
      long begun = System.nanoTime();
      String line = lines.readLine();
      while (line != null && !line.startsWith(beginning)) {
        assertThat(System.nanoTime() - begun).as(beginning).isLessThan(PATIENCE.toNanos());
        line = lines.readLine();
      }
      assertThat(line).as("a line that begins with " + beginning).isNotNull();
      return line;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
