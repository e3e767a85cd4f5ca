package profilegateway.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is known of a profile from copies. */
public sealed interface Known {

  /** Nothing. */
  record Nothing() implements Known {}

  /** It was dropped on purpose, so long ago: what was fetched before that is not to be used. */
  record Dropped(Duration age) implements Known {}

  /** There was no such profile. */
  record Absent(Fetch fetch) implements Known {}

  /**
   * Copies of it, of some parts at least, or its head alone.
   *
   * @param dropped how long ago it was dropped on purpose or known to be gone, before it was fetched again: what was
   *     fetched before that, and is not among {@code copies}, is not to be used; null when that is not known to have been
   */
  record Held(Copies copies, @Nullable Duration dropped) implements Known {
    public Held(Copies copies) {
      this(copies, null);
    }
  }
}
