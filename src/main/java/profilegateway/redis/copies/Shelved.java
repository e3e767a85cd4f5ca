package profilegateway.redis.copies;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.Copies;
import profilegateway.cache.copies.Fetch;
import profilegateway.cache.copies.Known;
import profilegateway.cache.copies.PartCopy;
import profilegateway.profile.Head;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;

/**
 * What lies on one shelf of one profile or identity, opened. What cannot be opened, is another's or has lasted for too
 * long does not lie there.
 *
 * @param state what is known of it as a whole; null when that is nothing
 * @param fence nothing counts that was fetched before it, on the clock of this process; null for none
 * @param parts copies, some of which may not count
 */
record Shelved(@Nullable State state, @Nullable Long fence, Map<Part, PartCopy> parts) {

  /** What is known of it as a whole. */
  sealed interface State {
    /** Since when, on the clock of this process. */
    long nanos();

    /** Whether it is a profile or a link; false for a purge, an absence and an opt-out. */
    default boolean gives() {
      return false;
    }
  }

  record Dropped(long nanos) implements State {}

  record Absent(Fetch fetch) implements State {
    @Override
    public long nanos() {
      return fetch.nanos();
    }
  }

  /** @param isWithheld whether it is an opt-out, of which nothing but the head is kept */
  record There(Head head, Fetch fetch, boolean isWithheld) implements State {
    @Override
    public long nanos() {
      return fetch.nanos();
    }

    @Override
    public boolean gives() {
      return !isWithheld;
    }
  }

  /** It is the identity of that profile. */
  record Linked(Mpid mpid, long nanos) implements State {
    @Override
    public boolean gives() {
      return true;
    }
  }

  /**
   * The combined state of several shelves: the newest counts. A profile or link counts only if its fetch began after the last fence of
   * all shelves; in the same millisecond, the purge, absence or opt-out counts.
   *
   * @param now on the clock of this process
   */
  static Known known(List<Shelved> shelves, long now) {
    State newest = newest(shelves);
    if (newest instanceof Dropped dropped) {
      return new Known.Dropped(Duration.ofNanos(Math.max(0, now - dropped.nanos)));
    }
    if (newest instanceof Absent absent) {
      return new Known.Absent(absent.fetch);
    }
    if (!(newest instanceof There there)) {
      return new Known.Nothing();
    }
    return new Known.Held(new Copies(there.head, there.fetch, since(lastFence(shelves), shelves)));
  }

  /** Whose the identity is; empty when that is not known, or it was dropped or gone later. */
  static Optional<Mpid> link(List<Shelved> shelves) {
    return newest(shelves) instanceof Linked linked ? Optional.of(linked.mpid) : Optional.empty();
  }

  private static @Nullable State newest(List<Shelved> shelves) {
    Long fence = lastFence(shelves);
    State newest = null;
    for (Shelved shelf : shelves) {
      State state = shelf.state;
      if (state != null
          && !(state.gives() && isFenced(state.nanos(), fence))
          && (newest == null || isNewer(state, newest))) {
        newest = state;
      }
    }
    return newest;
  }

  private static boolean isNewer(State one, State other) {
    long later = one.nanos() - other.nanos();
    return later > 0 || (later == 0 && one instanceof Dropped);
  }

  /** Whether {@code fence} excludes a fetch that began at {@code nanos}: not later than the fence. Null excludes nothing. */
  private static boolean isFenced(long nanos, @Nullable Long fence) {
    return fence != null && nanos - fence <= 0;
  }

  private static @Nullable Long lastFence(List<Shelved> shelves) {
    Long last = null;
    for (Shelved shelf : shelves) {
      if (shelf.fence != null && (last == null || shelf.fence - last > 0)) {
        last = shelf.fence;
      }
    }
    return last;
  }

  private static Map<Part, PartCopy> since(@Nullable Long fence, List<Shelved> shelves) {
    Map<Part, PartCopy> newest = new EnumMap<>(Part.class);
    for (Shelved shelf : shelves) {
      shelf.parts.forEach((part, copy) -> {
        if (!isFenced(copy.fetch().nanos(), fence)) {
          newest.merge(part, copy, Shelved::newer);
        }
      });
    }
    return newest;
  }

  private static PartCopy newer(PartCopy one, PartCopy other) {
    return other.fetch().nanos() - one.fetch().nanos() > 0 ? other : one;
  }
}
