package profilegateway.command;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a person wants to know when something has started, in eight lines at most. */
final class Banner {
  private final Map<String, String> facts;

  Banner() {
    this(Map.of());
  }

  private Banner(Map<String, String> facts) {
    this.facts = Collections.unmodifiableMap(facts);
  }

  Banner with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(facts);
    more.put(name, value);
    return new Banner(more);
  }

  /** Prints the facts for a person at a terminal, or logs them as one line. */
  void show(Shell shell) {
    if (shell.terminal()) {
      facts.forEach((name, value) -> shell.out().println(line(name, value)));
    } else {
      Log.listening(facts);
    }
  }

  /** A setting is shown so that it can be copied into an environment. */
  private static String line(String name, String value) {
    boolean setting = name.startsWith("MPARTICLE_");
    return setting ? "  " + name + "=" + value : String.format("  %-11s %s", name, value);
  }
}
