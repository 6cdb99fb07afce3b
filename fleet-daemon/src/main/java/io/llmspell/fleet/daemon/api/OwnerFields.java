package io.llmspell.fleet.daemon.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.daemon.access.Role;
import io.llmspell.fleet.daemon.http.Call;
import io.llmspell.fleet.daemon.http.ObjectSchema;
import io.llmspell.fleet.daemon.http.ProblemException;
import io.llmspell.fleet.daemon.http.Refusal;
import io.llmspell.fleet.daemon.http.Schema;
import io.llmspell.fleet.model.Ownership;
import io.llmspell.fleet.model.Sharing;
import io.llmspell.fleet.model.UserName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whose a kernel is, and with whom it is shared, as requests say it. */
final class OwnerFields {
  private static final int MOST_SHARED = 100;

  private OwnerFields() {}

  /** The fields with which a request says whose a kernel is. */
  static ObjectSchema added(ObjectSchema schema) {
    return schema
        .optional(
            "owner",
            Schema.maybe(Schema.text(64)),
            "Whose kernel it is, if an operator asks; otherwise it is the asker's")
        .optional(
            "shared",
            Schema.maybe(
                Schema.either(Schema.truth(), Schema.listOf(Schema.text(64), MOST_SHARED))),
            "Who else may see and use it: true for everybody, or names of users");
  }

  /**
   * Whose the kernel is that a request asks for.
   *
   * @throws ProblemException with {@code FORBIDDEN} for somebody else's, since only an operator
   *     makes kernels in the name of others
   */
  static Ownership of(Call call) {
    Ownership own = call.principal().ownership(sharing(call));
    Optional<String> owner = call.text("owner");
    if (owner.isEmpty() || owner.equals(own.owner().map(UserName::value))) {
      return own;
    }
    if (call.principal().role() != Role.OPERATOR) {
      throw new ProblemException(
          Refusal.FORBIDDEN, "'owner': only an operator makes kernels in the name of others");
    }
    return new Ownership(Optional.of(user("owner", owner.get())), own.sharing());
  }

  private static Sharing sharing(Call call) {
    Optional<JsonNode> shared = call.field("shared");
    if (shared.filter(JsonNode::isArray).isPresent()) {
      List<UserName> users = new ArrayList<>();
      shared.get().forEach(name -> users.add(user("shared", name.textValue())));
      return Sharing.with(users);
    }
    return shared.filter(JsonNode::booleanValue).isPresent() ? Sharing.EVERYBODY : Sharing.NOBODY;
  }

  private static UserName user(String field, String name) {
    try {
      return new UserName(name);
    } catch (IllegalArgumentException e) {
      throw ProblemException.malformed("'" + field + "': " + e.getMessage());
    }
  }
}
