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
  }

  record Dropped(long nanos) implements State {}

  record Absent(Fetch fetch) implements State {
    @Override
    public long nanos() {
      return fetch.nanos();
    }
  }

  record There(Head head, Fetch fetch) implements State {
    @Override
    public long nanos() {
      return fetch.nanos();
    }
  }

  /** It is the identity of that profile. */
  record Linked(Mpid mpid, long nanos) implements State {}

  /**
   * What several shelves tell together: the newest counts.
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
    State newest = null;
    for (Shelved shelf : shelves) {
      if (shelf.state != null && (newest == null || shelf.state.nanos() - newest.nanos() > 0)) {
        newest = shelf.state;
      }
    }
    return newest;
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
        if (fence == null || copy.fetch().nanos() - fence > 0) {
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
