package io.llmspell.fleet.docker.container;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;

/** Published ports: on 127.0.0.1 unless the file says otherwise. */
final class PortBindings {
  static final String LOOPBACK = "127.0.0.1";

  private PortBindings() {}

  /** The same number inside and outside. */
  static PortBinding onLoopback(int port) {
    return new PortBinding(Binding.bindIpAndPort(LOOPBACK, port), ExposedPort.tcp(port));
  }
}
