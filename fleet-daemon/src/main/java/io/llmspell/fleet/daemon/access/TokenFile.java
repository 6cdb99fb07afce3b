package io.llmspell.fleet.daemon.access;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.machine.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The tokens of one {@code FLEET_HOME}, in its file {@code tokens} (0600). Changes wait for one
 * another and replace the file whole, so that none is lost and nobody reads half of one. Safe to
 * use from several threads and processes. Everything throws {@link FleetException} with {@code
 * INTERNAL} if the file can't be read, written or understood: then nobody is taken for anybody.
 */
public final class TokenFile {
  private final Path file;

  private TokenFile(Path file) {
    this.file = file;
  }

  /** In the user's folder of the fleet, which is made when the first token is. */
  public static TokenFile in(Path fleetHome) {
    return new TokenFile(fleetHome.toAbsolutePath().normalize().resolve("tokens"));
  }

  Path path() {
    return file;
  }

  /** All, in the order in which they were made; none if there is no file. */
  public List<Token> read() {
    try {
      return TokenText.read(Files.readString(file));
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException e) {
      throw failed("read", e, "see that you may read it");
    } catch (IllegalArgumentException e) {
      throw failed("understand", e, "mend or remove that line");
    }
  }

  /**
   * Makes one more.
   *
   * @param now when
   * @return the token itself, which can't be had again
   * @throws FleetException with {@code USAGE} if nobody can have such a token
   */
  public TokenSecret create(Principal principal, Instant now) {
    TokenSecret secret = TokenSecret.random();
    try {
      Token token = new Token(secret.digest(), principal, now);
      change(
          before -> {
            List<Token> after = new ArrayList<>(before);
            after.add(token);
            return after;
          });
    } catch (IllegalArgumentException e) {
      throw new FleetException(ErrorCode.USAGE, String.valueOf(e.getMessage()), e);
    }
    return secret;
  }

  /**
   * Ends tokens, all or none: from then on nobody is known by them.
   *
   * @param ids as {@link Token#id} has them
   * @throws FleetException with {@code NOT_FOUND} if there is none of such an id
   */
  public void revoke(List<String> ids) {
    change(
        before -> {
          List<String> known = before.stream().map(Token::id).toList();
          for (String id : ids) {
            if (!known.contains(id)) {
              throw new FleetException(
                  ErrorCode.NOT_FOUND,
                  "there is no token '" + id + "': `docker-fleet token list` shows all");
            }
          }
          return before.stream().filter(token -> !ids.contains(token.id())).toList();
        });
  }

  private void change(UnaryOperator<List<Token>> change) {
    try {
      AtomicFile.changeAlone(
          file,
          () -> {
            String text = TokenText.write(change.apply(read()));
            AtomicFile.replace(file, text.getBytes(StandardCharsets.UTF_8));
          });
    } catch (IOException e) {
      throw failed("write", e, "set FLEET_HOME to a folder that you may write to");
    }
  }

  FleetException failed(String verb, Exception cause, String advice) {
    return new FleetException(
        ErrorCode.INTERNAL,
        "can't " + verb + " the tokens in " + file + ": " + cause.getMessage() + "; " + advice,
        cause);
  }
}
