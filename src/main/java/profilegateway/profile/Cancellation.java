package profilegateway.profile;

import java.util.ArrayList;
import java.util.List;

/** Tells whoever works for an operation that nobody waits for it any more. Confined to the event loop of its operation. */
public final class Cancellation {
  private final List<Runnable> listeners = new ArrayList<>(0);
  private boolean cancelled;

  /** Nobody waits any more. */
  public void cancel() {
    if (!cancelled) {
      cancelled = true;
      listeners.forEach(Runnable::run);
      listeners.clear();
    }
  }

  public boolean isCancelled() {
    return cancelled;
  }

  /** Has {@code listener} run when nobody waits any more; at once when that is so already. */
  public void onCancel(Runnable listener) {
    if (cancelled) {
      listener.run();
    } else {
      listeners.add(listener);
    }
  }
}
