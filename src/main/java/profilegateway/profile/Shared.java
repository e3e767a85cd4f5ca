package profilegateway.profile;

import com.github.benmanes.caffeine.cache.Interner;

/**
 * Texts that many profiles have in common, names of attributes and audiences: each is held once, as long as any profile has it.
 * Never values, which are somebody's own. Shared by all threads.
 */
final class Shared {
  private static final Interner<String> ALL = Interner.newWeakInterner();

  private Shared() {}

  /** The one text that is equal to {@code text}. */
  static String text(String text) {
    return ALL.intern(text);
  }
}
