package io.llmspell.fleet.machine;

import java.lang.reflect.Proxy;

/**
 * What the process does on a signal. The JDK's only way is {@code sun.misc.Signal}, in {@code
 * jdk.unsupported}; it is reached by reflection, since javac's warning about its name can't be
 * suppressed.
 */
public final class Signals {
  private Signals() {}

  /**
   * Has something done on a signal, in a thread of its own each time. Where the process was started
   * with the signal ignored, it stays so.
   *
   * @param name without its prefix, such as {@code INT}
   * @return whether it will be done: not in a JVM that leaves signals alone ({@code -Xrs}) or lacks
   *     {@code jdk.unsupported}
   */
  public static boolean on(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object handling =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                action.run();
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), handling);
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
