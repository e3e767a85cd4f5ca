package profilegateway.cache.copies;

import java.time.Duration;

/** What is known of a profile from copies. */
public sealed interface Known {

  /** Nothing. */
  record Nothing() implements Known {}

  /** It was dropped on purpose, so long ago: what was fetched before that is not to be used. */
  record Dropped(Duration age) implements Known {}

  /** There was no such profile. */
  record Absent(Fetch fetch) implements Known {}

  /** Copies of it, of some parts at least, or its head alone. */
  record Held(Copies copies) implements Known {}
}
