package profilegateway.redis.copies;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.Fetch;
import profilegateway.cache.copies.PartCopy;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;
import profilegateway.redis.codec.CopyCodec;
import profilegateway.redis.codec.CopyCodec.Copied;
import profilegateway.redis.copies.Shelved.State;

/** Opens what lies on one shelf. Thread-safe. */
final class ShelfReader {
  private final Shelf shelf;
  private final CopyCodec codec;
  private final TimesToLive timesToLive;
  private final UnreadableCopies unreadable;

  ShelfReader(Shelf shelf, CopyCodec codec, TimesToLive timesToLive, UnreadableCopies unreadable) {
    this.shelf = shelf;
    this.codec = codec;
    this.timesToLive = timesToLive;
    this.unreadable = unreadable;
  }

  Shelf shelf() {
    return shelf;
  }

  /** What lies there of a profile. */
  Shelved profile(ProfileKeys profileKeys, Mpid mpid, Parts parts, Snapshot snapshot) {
    Stored state = snapshot.state(profileKeys).orElse(null);
    Map<Part, PartCopy> copies = new EnumMap<>(Part.class);
    parts.forEach(part ->
        copy(profileKeys.copy(part), part, snapshot).ifPresent(copy -> copies.put(part, copy)));
    return new Shelved(state(profileKeys, state, mpid, snapshot), fence(state, snapshot), copies);
  }

  /** What lies there of an identity: whose it is, or that it is nobody's. */
  Shelved identity(ProfileKeys profileKeys, Snapshot snapshot) {
    Stored stored = snapshot.state(profileKeys).orElse(null);
    State state = state(profileKeys, stored, null, snapshot);
    State link = link(profileKeys.link(), snapshot).orElse(null);
    boolean isLinked = link != null && (state == null || link.nanos() - state.nanos() > 0);
    return new Shelved(isLinked ? link : state, fence(stored, snapshot), Map.of());
  }

  private @Nullable State state(
      ProfileKeys profileKeys, @Nullable Stored state, @Nullable Mpid mpid, Snapshot snapshot) {
    if (state == null) {
      return null;
    }
    return switch (state.kind()) {
      case Stored.DROPPED -> new Shelved.Dropped(snapshot.nanosAt(state.stamp()));
      case Stored.ABSENT -> absent(profileKeys.state(), state, snapshot).orElse(null);
      case Stored.HEAD, Stored.OPTED_OUT ->
        mpid == null ? null : there(profileKeys.state(), state, mpid, snapshot).orElse(null);
      default -> null;
    };
  }

  private Optional<State> absent(String key, Stored state, Snapshot snapshot) {
    return open(key, state, codec::absence)
        .filter(copied -> lasts(state, timesToLive.absent().toNanos(), copied, snapshot))
        .map(copied -> new Shelved.Absent(snapshot.fetch(state.stamp(), copied.stretch())));
  }

  private Optional<State> there(String key, Stored state, Mpid mpid, Snapshot snapshot) {
    return open(key, state, codec::head)
        .filter(copied -> copied.value().mpid().equals(mpid))
        .filter(copied -> lasts(state, timesToLive.longest().toNanos(), copied, snapshot))
        .map(copied -> new Shelved.There(
            copied.value(),
            headFetch(state, copied.stretch(), snapshot),
            state.kind() == Stored.OPTED_OUT));
  }

  /** An opt-out counts from when it was learned, which its fence says: a newer claim may have seen the user earlier. */
  private static Fetch headFetch(Stored state, double stretch, Snapshot snapshot) {
    Fetch fetch = snapshot.fetch(state.stamp(), stretch);
    return state.kind() == Stored.OPTED_OUT && state.fence() > state.stamp()
        ? new Fetch(fetch.at(), snapshot.nanosAt(state.fence()), stretch)
        : fetch;
  }

  private Optional<State> link(String key, Snapshot snapshot) {
    return snapshot
        .copy(key)
        .filter(link -> link.kind() == Stored.LINK)
        .flatMap(link -> open(key, link, codec::link)
            .filter(copied -> lasts(link, timesToLive.longest().toNanos(), copied, snapshot))
            .map(copied -> new Shelved.Linked(copied.value(), snapshot.nanosAt(link.stamp()))));
  }

  private Optional<PartCopy> copy(String key, Part part, Snapshot snapshot) {
    return snapshot
        .copy(key)
        .filter(copy -> copy.kind() == Stored.PART)
        .flatMap(copy -> open(key, copy, text -> codec.part(part, text))
            .filter(copied -> lasts(copy, timesToLive.of(part).toNanos(), copied, snapshot))
            .map(copied ->
                new PartCopy(copied.value(), snapshot.fetch(copy.stamp(), copied.stretch()))));
  }

  private <T> Optional<Copied<T>> open(
      String key, Stored stored, Function<byte[], Optional<Copied<T>>> codec) {
    Optional<Copied<T>> copied = shelf.open(key, stored).flatMap(codec);
    if (copied.isEmpty()) {
      unreadable.seen();
    }
    return copied;
  }

  /**
   * Redis ends what lies there by itself; not so what somebody else put back, or made to last, or what was there when
   * its clock was set.
   */
  private static boolean lasts(Stored stored, long nanos, Copied<?> copied, Snapshot snapshot) {
    long age = TimeUnit.MILLISECONDS.toNanos(snapshot.age(stored.stamp()));
    return age < nanos * copied.stretch();
  }

  private static @Nullable Long fence(@Nullable Stored state, Snapshot snapshot) {
    return state == null || state.fence() == 0 ? null : (Long) snapshot.nanosAt(state.fence());
  }
}
