package io.llmspell.fleet.daemon.api;

import io.llmspell.fleet.daemon.http.Principal;
import io.llmspell.fleet.model.Instance;

/** Whose kernels they are. Thread-safe, and quick. */
public interface Ownership {
  /** Whoever may come in has everything. */
  Ownership SHARED =
      new Ownership() {
        @Override
        public boolean sees(Principal principal, Instance instance) {
          return true;
        }

        @Override
        public boolean touches(Principal principal, Instance instance) {
          return true;
        }
      };

  /** Whether somebody may know of it; what he may not know of is not there for him. */
  boolean sees(Principal principal, Instance instance);

  /** Whether he may change it, run programs in it, and have its key. */
  boolean touches(Principal principal, Instance instance);
}
