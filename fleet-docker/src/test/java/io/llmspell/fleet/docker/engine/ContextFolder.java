package io.llmspell.fleet.docker.engine;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Docker client's folder, {@code ~/.docker}, as the client itself writes it. */
record ContextFolder(Path path) {

  ContextFolder config(String json) {
    write(path.resolve("config.json"), json);
    return this;
  }

  ContextFolder current(String name) {
    return config("{\"auths\":{},\"currentContext\":\"" + name + "\"}");
  }

  ContextFolder context(String name, String host) {
    return meta(
        name,
        """
        {"Name":"%s","Metadata":{},"Endpoints":{"docker":{"Host":"%s","SkipTLSVerify":false}}}
        """
            .formatted(name, host));
  }

  ContextFolder meta(String name, String json) {
    write(path.resolve("contexts/meta").resolve(digest(name)).resolve("meta.json"), json);
    return this;
  }

  /** Gives a context certificates. */
  Path tls(String name) {
    Path folder = path.resolve("contexts/tls").resolve(digest(name)).resolve("docker");
    write(folder.resolve("ca.pem"), "");
    return folder;
  }

  private static String digest(String name) {
    return Hashing.sha256().hashString(name, StandardCharsets.UTF_8).toString();
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
