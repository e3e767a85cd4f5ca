package profilegateway.cache;

import org.jspecify.annotations.Nullable;

/** Whether this instance has heard of everything that was dropped elsewhere. Shared by all event loops. */
final class Touch {
  private final @Nullable SharedCache shared;

  /** Without a shared cache nothing is dropped elsewhere. */
  Touch(@Nullable SharedCache shared) {
    this.shared = shared;
  }

  /** How often it was lost. */
  int losses() {
    return shared == null ? 0 : shared.losses();
  }

  /** Whether everything was heard of since touch had been lost so often. */
  boolean isKeptSince(int losses) {
    return shared == null || (shared.losses() == losses && shared.isInTouch());
  }
}
