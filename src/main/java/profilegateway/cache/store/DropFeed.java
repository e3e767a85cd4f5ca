package profilegateway.cache.store;

import org.jspecify.annotations.Nullable;

/** Whether this instance has heard of everything that was dropped elsewhere. Shared by all event loops. */
public final class DropFeed {
  private final @Nullable SharedCache shared;

  /** Without a shared cache nothing is dropped elsewhere. */
  public DropFeed(@Nullable SharedCache shared) {
    this.shared = shared;
  }

  /** How often it was lost. */
  public int losses() {
    return shared == null ? 0 : shared.losses();
  }

  /** Whether everything was heard of since the feed had been lost so often. */
  boolean isKeptSince(int losses) {
    return shared == null || (shared.losses() == losses && shared.hearsOfDrops());
  }
}
