package io.llmspell.fleet.daemon.api;

import io.llmspell.fleet.daemon.access.Principal;
import io.llmspell.fleet.daemon.http.Call;
import io.llmspell.fleet.daemon.http.ProblemException;
import io.llmspell.fleet.daemon.http.Refusal;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.loop.FleetView;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.loop.Selector;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ProjectName;
import java.util.List;

/** The fleet as somebody may see it, without asking the engine. Thread-safe. */
final class Sight {
  private final Backing backing;
  private final RecentChanges changes;

  Sight(Backing backing) {
    this.backing = backing;
    this.changes = new RecentChanges(backing.clock());
  }

  ProjectName project() {
    return backing.declaration().project();
  }

  /**
   * What the last look showed.
   *
   * @throws ProblemException with {@code STARTING} before the first
   */
  FleetView view() {
    FleetView view = backing.view().get();
    if (view.state() == FleetView.State.STARTING) {
      throw new ProblemException(
          Refusal.STARTING, "the daemon is starting, and has not looked at the fleet yet");
    }
    return view;
  }

  /** What somebody may see, ordered by name. */
  List<KernelView> instances(Principal principal) {
    return changes.over(view()).stream()
        .filter(kernel -> principal.maySee(kernel.instance()))
        .toList();
  }

  /**
   * The one that the path names, as people name kernels.
   *
   * @throws FleetException with {@code NOT_FOUND} if there is none that he may see, with {@code
   *     USAGE} if several could be meant
   */
  KernelView named(Call call) {
    List<KernelView> all = instances(call.principal());
    Instance meant =
        Selector.find(project(), all.stream().map(KernelView::instance).toList(), call.at("id"));
    return all.stream().filter(kernel -> kernel.instance().equals(meant)).findFirst().orElseThrow();
  }

  /** The same, if he may change it. */
  KernelView touched(Call call) {
    KernelView kernel = named(call);
    if (!call.principal().mayTouch(kernel.instance())) {
      throw new ProblemException(
          Refusal.FORBIDDEN, kernel.instance().name() + " is somebody else's");
    }
    return kernel;
  }

  /** The same, if it is a kernel, and his own: with whom it is shared is not enough. */
  KernelView ownKernel(Call call) {
    KernelView kernel = touchedKernel(call);
    if (!call.principal().owns(kernel.instance())) {
      throw new ProblemException(
          Refusal.FORBIDDEN, "the key of " + kernel.instance().name() + " is for its owner");
    }
    return kernel;
  }

  /** The same, if it is a kernel. */
  KernelView touchedKernel(Call call) {
    KernelView touched = touched(call);
    if (!touched.instance().isKernel()) {
      throw new FleetException(
          ErrorCode.CONFLICT, touched.instance().name() + " is a plain container, no kernel");
    }
    return touched;
  }

  /** What is wanted; where nothing is declared, a fleet without services. */
  DesiredFleet desired() {
    return view().desired().orElseGet(() -> DesiredFleet.empty(project()));
  }

  /** Something was made, and is seen from now on. */
  void made(KernelView kernel) {
    changes.made(kernel);
    backing.lookAgain().run();
  }

  /** Something was ended, and is not seen any more. */
  void ended(Instance instance) {
    changes.ended(instance.id());
    backing.lookAgain().run();
  }
}
