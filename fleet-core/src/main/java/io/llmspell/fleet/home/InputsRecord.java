package io.llmspell.fleet.home;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.machine.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * The {@link Inputs} of one project, in a file. Who changes them holds a lock that ends with his
 * process, so that of two changes at once none is lost; who reads needs none.
 */
final class InputsRecord {
  private final Path file;

  InputsRecord(Path file) {
    this.file = file;
  }

  Inputs read() {
    try {
      return InputsText.read(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Inputs.NONE;
    } catch (IOException e) {
      throw failed("read", e, "see that you may read it");
    } catch (IllegalArgumentException e) {
      throw failed("understand", e, "remove it, and `up` writes it anew");
    }
  }

  void update(UnaryOperator<Inputs> change) {
    Inputs before = read();
    if (change.apply(before).equals(before)) {
      return;
    }
    try {
      AtomicFile.changeAlone(file, () -> write(change.apply(read())));
    } catch (IOException e) {
      throw failed("write", e, "set FLEET_HOME to a folder that you may write to");
    }
  }

  private void write(Inputs inputs) throws IOException {
    if (inputs.equals(Inputs.NONE)) {
      Files.deleteIfExists(file);
    } else {
      AtomicFile.replace(file, InputsText.write(inputs).getBytes(StandardCharsets.UTF_8));
    }
  }

  private FleetException failed(String verb, Exception cause, String advice) {
    return new FleetException(
        ErrorCode.INTERNAL,
        "can't " + verb + " the record " + file + ": " + cause.getMessage() + "; " + advice,
        cause);
  }
}
