package io.llmspell.fleet.docker.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/**
 * A local engine's socket that is read and written at the same time, and whose output can be ended
 * alone: docker-java's can't. Has what an HTTP connection asks of a socket, and no time limits.
 */
final class TwoWaySocket extends Socket {
  private final SocketChannel channel;

  TwoWaySocket(Path path) throws IOException {
    channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
  }

  @Override
  public InputStream getInputStream() {
    return Channels.newInputStream(new Reading(channel));
  }

  @Override
  public OutputStream getOutputStream() {
    return Channels.newOutputStream(new Writing(channel));
  }

  @Override
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public boolean isConnected() {
    return channel.isConnected();
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }

  @Override
  public synchronized void setSoTimeout(int millis) {}

  @Override
  public void setSoLinger(boolean on, int seconds) {}

  @Override
  public synchronized void close() throws IOException {
    channel.close();
  }

  /** Streams lock a channel that they know to be one for both directions: one would wait here. */
  private record Reading(SocketChannel channel) implements ReadableByteChannel {
    @Override
    public int read(ByteBuffer target) throws IOException {
      return channel.read(target);
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private record Writing(SocketChannel channel) implements WritableByteChannel {
    @Override
    public int write(ByteBuffer source) throws IOException {
      return channel.write(source);
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
