package profilegateway.cache.fetch;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Parts;

/**
 * The lookups that wait for a fetch, newest first. Immutable: a linked list, so that a thousand lookups that join one after
 * another copy nothing.
 */
final class Waiters {
  static final Waiters NONE = new Waiters(null, null);

  private final @Nullable Waiter newest;
  private final @Nullable Waiters older;

  private Waiters(@Nullable Waiter newest, @Nullable Waiters older) {
    this.newest = newest;
    this.older = older;
  }

  /**
   * One lookup that waits.
   *
   * @param id identifies the lookup; the reducer knows nothing else of it
   * @param parts what it needs from the fetch
   * @param fetchesBefore number of upstream fetches that were complete before it joined
   */
  record Waiter(long id, Parts parts, int fetchesBefore) {}

  boolean isEmpty() {
    return newest == null;
  }

  Waiters with(Waiter waiter) {
    return new Waiters(waiter, this);
  }

  /** All waiters except {@code id}. */
  Waiters without(long id) {
    Waiters others = NONE;
    for (Waiter waiter : oldestFirst()) {
      others = waiter.id() == id ? others : others.with(waiter);
    }
    return others;
  }

  /** All waiters, oldest first. */
  Deque<Waiter> oldestFirst() {
    Deque<Waiter> all = new ArrayDeque<>();
    for (Waiters one = this; one != null; one = one.older) {
      if (one.newest != null) {
        all.addFirst(one.newest);
      }
    }
    return all;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Waiters waiters
        && oldestFirst().stream().toList().equals(waiters.oldestFirst().stream().toList());
  }

  @Override
  public int hashCode() {
    return oldestFirst().stream().toList().hashCode();
  }

  @Override
  public String toString() {
    return oldestFirst().toString();
  }
}
