package profilegateway.cache;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.Copies;
import profilegateway.cache.copies.Fetch;
import profilegateway.cache.copies.Known;
import profilegateway.cache.copies.PartCopy;
import profilegateway.cache.store.SharedCache;
import profilegateway.profile.Identity;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.PartLookup;
import profilegateway.profile.Parts;
import profilegateway.profile.Profile;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ProfileReference;
import profilegateway.testing.FakeTime;

/** What instances share, kept in memory. It can be away, lose whom it tells of what is dropped, and be slow. */
final class FakeSharedCache {
  private static final Duration LEASE = Duration.ofSeconds(1);

  private final FakeTime time;
  private final List<Instance> instances = new ArrayList<>();
  private final Map<Identity, Mpid> links = new HashMap<>();
  private final Map<ProfileReference, Shelf> shelves = new HashMap<>();

  boolean isAway;

  /** How far its clock is ahead of that of the instances. */
  Duration clockAhead = Duration.ZERO;

  /** Reads, claims and writes, for tests that count them. */
  int reads;

  int claims;
  int fills;

  FakeSharedCache(FakeTime time) {
    this.time = time;
  }

  /** What is held of one profile, or of an identity of which no profile is known. */
  private static final class Shelf {
    private Known state = new Known.Nothing();
    private long droppedAt;
    private boolean wasDropped;
    private @Nullable Long stamp;
    private @Nullable Long fence;
    private final Map<Part, PartCopy> copies = new EnumMap<>(Part.class);
    private final Map<Part, Taken> leases = new EnumMap<>(Part.class);
  }

  private record Taken(@Nullable Object owner, @Nullable ProfileFailure failure, long until) {}

  Instance instance() {
    Instance added = new Instance();
    instances.add(added);
    return added;
  }

  /** Forgets everything, as a server that was restarted empty. */
  void flush() {
    links.clear();
    shelves.clear();
  }

  private Shelf shelf(ProfileReference reference) {
    return shelves.computeIfAbsent(owner(reference), first -> new Shelf());
  }

  private ProfileReference owner(ProfileReference reference) {
    return reference instanceof Identity identity && links.containsKey(identity)
        ? links.get(identity)
        : reference;
  }

  private Known known(ProfileReference reference, Parts parts) {
    Shelf shelf = shelf(reference);
    if (shelf.state instanceof Known.Held held) {
      Map<Part, PartCopy> copies = new EnumMap<>(shelf.copies);
      copies.keySet().removeIf(part -> !parts.contains(part));
      return new Known.Held(new Copies(held.copies().head(), held.copies().fetch(), copies));
    }
    return shelf.wasDropped && shelf.state instanceof Known.Nothing
        ? new Known.Dropped(Duration.ofNanos(time.nanoTime() - shelf.droppedAt))
        : shelf.state;
  }

  private <T> Future<T> away() {
    return Future.failedFuture("away");
  }

  /** Tells all instances but {@code teller}, which needs no telling. */
  private void tell(@Nullable Instance teller, ProfileReference dropped) {
    for (Instance instance : instances) {
      if (instance.hearsOfDrops && instance != teller) {
        instance.listeners.forEach(listener -> listener.accept(dropped));
      }
    }
  }

  /** As one instance sees it. */
  final class Instance implements SharedCache {
    private final List<Consumer<ProfileReference>> listeners = new ArrayList<>();
    private boolean hearsOfDrops = true;
    private int losses;

    void loseFeed() {
      hearsOfDrops = false;
      losses++;
    }

    void findFeed() {
      hearsOfDrops = true;
    }

    @Override
    public Future<List<Known>> read(List<Query> queries, Duration limit) {
      reads++;
      return isAway
          ? away()
          : Future.succeededFuture(queries.stream()
              .map(query -> known(query.reference(), query.parts()))
              .toList());
    }

    private static boolean mayBeHad(Taken taken, boolean yields) {
      return !yields && taken.owner instanceof Held holder && holder.yields;
    }

    @Override
    public Future<Claim> claim(Query query, @Nullable Fetch than, boolean yields, Duration limit) {
      claims++;
      if (isAway) {
        return away();
      }
      Shelf shelf = shelf(query.reference());
      Parts granted = Parts.NONE;
      Parts busy = Parts.NONE;
      ProfileFailure failure = null;
      Held lease = new Held(this, query.reference(), yields);
      for (Part part : query.parts().members()) {
        PartCopy copy = shelf.copies.get(part);
        Taken taken = shelf.leases.get(part);
        if (copy != null && (than == null || copy.fetch().nanos() - than.nanos() > 0)) {
          continue;
        }
        if (taken == null || taken.until - time.nanoTime() <= 0 || mayBeHad(taken, yields)) {
          shelf.leases.put(part, new Taken(lease, null, time.nanoTime() + LEASE.toNanos()));
          granted = granted.with(part);
        } else if (taken.failure != null) {
          failure = taken.failure;
        } else {
          busy = busy.with(part);
        }
      }
      lease.parts = granted;
      return Future.succeededFuture(new Claim(
          known(query.reference(), query.parts()),
          granted,
          busy,
          Optional.ofNullable(failure),
          lease));
    }

    @Override
    public boolean hearsOfDrops() {
      return hearsOfDrops;
    }

    @Override
    public int losses() {
      return losses;
    }

    @Override
    public void onDrop(Consumer<ProfileReference> listener) {
      listeners.add(listener);
    }

    @Override
    public Future<Purged> purge(Set<Mpid> mpids, Set<Identity> identities) {
      if (isAway) {
        return away();
      }
      mpids.forEach(FakeSharedCache.this::drop);
      for (Identity identity : identities) {
        Mpid owner = links.remove(identity);
        if (owner != null) {
          drop(owner);
        }
        drop(identity);
      }
      return Future.succeededFuture(new Purged(0, Set.of(), List.of(), List.of()));
    }
  }

  private void drop(ProfileReference reference) {
    Shelf shelf = shelf(reference);
    shelf.state = new Known.Nothing();
    shelf.wasDropped = true;
    shelf.droppedAt = time.nanoTime();
    shelf.copies.clear();
    shelf.leases.clear();
    tell(null, reference);
  }

  /** The right to fetch. */
  final class Held implements SharedCache.Lease {
    private final Instance holder;
    private final ProfileReference reference;
    private final boolean yields;
    private final Shelf shelf;
    private final long since;
    private final Instant began = Instant.EPOCH.plus(time.passed()).plus(clockAhead);
    private Parts parts = Parts.NONE;
    private boolean isOver;

    private Held(Instance holder, ProfileReference reference, boolean yields) {
      this.holder = holder;
      this.reference = reference;
      this.yields = yields;
      this.shelf = shelf(reference);
      // After the fence, which may have been put there this very moment.
      long now = time.nanoTime();
      this.since = shelf.fence != null && shelf.fence - now >= 0 ? shelf.fence + 1 : now;
    }

    @Override
    public Instant began() {
      return began;
    }

    @Override
    public Future<Void> keep() {
      if (isAway) {
        return away();
      }
      end(new Taken(this, null, time.nanoTime() + LEASE.toNanos()));
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> fill(Lookup fetched, Fetch fetch) {
      over();
      if (isAway) {
        return away();
      }
      fills++;
      end(null);
      if (fetched instanceof Lookup.Found found) {
        if (reference instanceof Identity identity && !wasDroppedSince(shelf(identity))) {
          links.put(identity, found.profile().head().mpid());
        }
        fill(found.profile(), fetch);
      } else {
        boolean wasThere = shelf.state instanceof Known.Held;
        shelf.state = new Known.Absent(fetch);
        shelf.stamp = since;
        shelf.fence = since;
        shelf.copies.clear();
        if (wasThere) {
          tell(holder, reference);
        }
      }
      return Future.succeededFuture();
    }

    private void fill(Profile profile, Fetch fetch) {
      Shelf filled = shelf(profile.head().mpid());
      boolean isFenced = filled.fence != null && since - filled.fence <= 0;
      if (wasDroppedSince(filled) || isFenced) {
        return;
      }
      boolean isOptedOut = profile.head().mayHaveOptedOut();
      boolean wasOptedOut =
          filled.state instanceof Known.Held held && held.copies().head().mayHaveOptedOut();
      boolean isNews = filled.stamp == null || since - filled.stamp >= 0 || isOptedOut;
      if (isNews) {
        filled.state = new Known.Held(new Copies(profile.head(), fetch, Map.of()));
        filled.stamp = since;
      }
      if (isOptedOut) {
        filled.copies.clear();
        filled.fence = time.nanoTime();
      }
      profile.parts().forEach(part -> {
        PartCopy other = filled.copies.get(part);
        boolean isNewer = other == null || other.fetch().nanos() - fetch.nanos() <= 0;
        if (profile.part(part) instanceof PartLookup.Had had && isNewer) {
          filled.copies.put(part, new PartCopy(had.content(), fetch));
        }
      });
      if (isNews && isOptedOut != wasOptedOut) {
        tell(holder, profile.head().mpid());
      }
    }

    private boolean wasDroppedSince(Shelf dropped) {
      return dropped.wasDropped && dropped.droppedAt - since >= 0;
    }

    @Override
    public Future<Void> failed(ProfileFailure failure) {
      over();
      if (isAway) {
        return away();
      }
      end(new Taken(null, failure, time.nanoTime() + LEASE.toNanos()));
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> release() {
      over();
      if (isAway) {
        return away();
      }
      end(null);
      return Future.succeededFuture();
    }

    private void over() {
      if (isOver) {
        throw new AssertionError("a lease is given back once");
      }
      isOver = true;
    }

    private void end(@Nullable Taken instead) {
      for (Part part : parts.members()) {
        Taken taken = shelf.leases.get(part);
        if (taken != null && taken.owner == this) {
          if (instead == null) {
            shelf.leases.remove(part);
          } else {
            shelf.leases.put(part, instead);
          }
        }
      }
    }
  }

  /** Whether a lease is taken or a failure is told by one, for whatever. */
  boolean isAnyTaken() {
    return shelves.values().stream()
        .flatMap(shelf -> shelf.leases.values().stream())
        .anyMatch(taken -> taken.until - time.nanoTime() > 0);
  }
}
