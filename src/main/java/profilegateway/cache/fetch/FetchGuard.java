package profilegateway.cache.fetch;

import java.util.function.IntSupplier;
import profilegateway.cache.store.Fill;

/**
 * Keeps what a fetch brings from being stored once the profile may have been purged. Thread-safe: a purge marks it, on any thread,
 * before entries are removed.
 */
final class FetchGuard implements Fill {
  private final int losses;
  private final IntSupplier drops;
  private volatile boolean isInvalidated;

  /** {@link SingleFlight#drops()} when the fetch ended; -1 before. */
  private volatile int dropsAtEnd = -1;

  /** Has to be made while the fetch is registered, so that each purge from then on marks it. */
  FetchGuard(int losses, IntSupplier drops) {
    this.losses = losses;
    this.drops = drops;
  }

  void invalidate() {
    isInvalidated = true;
  }

  /** Has to be called before the fetch leaves the registry: from then on any purge may concern its profile. */
  void end() {
    dropsAtEnd = drops.getAsInt();
  }

  @Override
  public boolean isInvalidated() {
    int atEnd = dropsAtEnd;
    return isInvalidated || (atEnd >= 0 && atEnd != drops.getAsInt());
  }

  @Override
  public int losses() {
    return losses;
  }
}
