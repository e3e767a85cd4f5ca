package profilegateway.cache.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.Fetch;
import profilegateway.cache.copies.Known;
import profilegateway.cache.copies.Lifetimes;
import profilegateway.cache.copies.Merging;
import profilegateway.config.CacheConfig;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;
import profilegateway.profile.ProfileReference;

/**
 * What this process holds of profiles, within a bound of memory. Where it is off, nothing. A value is immutable and replaced as
 * a whole. Shared by all event loops.
 */
public final class LocalCache {
  private static final Known NOTHING = new Known.Nothing();

  private final boolean isOn;
  private final Merging merging;
  private final Lifetimes lifetimes;
  private final DropFeed dropFeed;
  private final LongSupplier nanoTime;
  private final Cache<ProfileReference, Entry> entries;

  public LocalCache(
      CacheConfig config,
      Merging merging,
      Lifetimes lifetimes,
      DropFeed dropFeed,
      LongSupplier nanoTime) {
    this.isOn = config.local();
    this.merging = merging;
    this.lifetimes = lifetimes;
    this.dropFeed = dropFeed;
    this.nanoTime = nanoTime;
    this.entries = Caffeine.newBuilder()
        .executor(Runnable::run)
        .ticker(nanoTime::getAsLong)
        .maximumWeight(config.localMegabytes() * 1024L * 1024L)
        .<ProfileReference, Entry>weigher((reference, entry) -> entry.bytes())
        .expireAfter(Expiry.<ProfileReference, Entry>writing((reference, entry) -> left(entry)))
        .build();
  }

  private Duration left(Entry entry) {
    return Duration.ofNanos(Math.max(0, entry.ends() - nanoTime.getAsLong()));
  }

  /** Whose {@code reference} is held to be: an mpid where that is sure, else itself. */
  public ProfileReference follow(ProfileReference reference) {
    if (reference instanceof Identity
        && entries.getIfPresent(reference) instanceof Link link
        && dropFeed.isKeptSince(link.losses())) {
      Mpid owner = linked(link);
      return owner == null ? reference : owner;
    }
    return reference;
  }

  /** What is held; nothing where it might have been dropped elsewhere without being heard of here. */
  public Known sure(ProfileReference reference) {
    return entries.getIfPresent(reference) instanceof Profile held
            && dropFeed.isKeptSince(held.losses())
        ? held.known()
        : NOTHING;
  }

  /** What is held, sure or not. */
  public Known known(ProfileReference reference) {
    return known(entries.getIfPresent(reference));
  }

  /** Whose an identity is held to be, sure or not; null when it is not known. */
  @Nullable
  public Mpid linked(Identity identity) {
    return linked(entries.getIfPresent(identity));
  }

  private @Nullable Mpid linked(@Nullable Entry entry) {
    // Of whom there is no profile any more, somebody else may have the identity by now.
    return entry instanceof Link link && !(known(link.mpid()) instanceof Known.Absent)
        ? link.mpid()
        : null;
  }

  /** Adds what {@code source} learned, unless that was invalidated. Returns all that is known then. */
  public Known learn(ProfileReference reference, Known news, Fill source) {
    return change(reference, news, source, (old, now) -> {
      int losses = old == null ? source.losses() : Math.min(old.losses(), source.losses());
      return old instanceof Link link && !merging.ends(link.since(), news, now)
          ? link
          : entry(reference, merging.join(known(old), news, now), losses, now);
    });
  }

  /** As {@link #learn}, from the shared cache, which knows what was dropped: what is held is sure then. */
  public Known verify(ProfileReference reference, Known news, Fill source) {
    return change(reference, news, source, (old, now) -> {
      int losses = source.losses();
      return old instanceof Link link && !merging.ends(link.since(), news, now)
          ? new Link(link.mpid(), link.since(), losses, link.bytes(), link.ends())
          : entry(reference, merging.verified(known(old), news, now), losses, now);
    });
  }

  private Known change(ProfileReference reference, Known news, Fill source, Change change) {
    long now = nanoTime.getAsLong();
    if (isOn) {
      Mpid owner = news instanceof Known.Absent && reference instanceof Identity identity
          ? linked(identity)
          : null;
      Entry changed = entries
          .asMap()
          .compute(reference, (same, old) -> source.isInvalidated() ? old : change.apply(old, now));
      if (owner != null && changed instanceof Profile) {
        entries.invalidate(owner);
      }
      if (!source.isInvalidated()) {
        return known(changed);
      }
    }
    return merging.join(NOTHING, news, now);
  }

  private static Known known(@Nullable Entry entry) {
    return entry instanceof Profile profile ? profile.known() : NOTHING;
  }

  /** What becomes of an entry; null for none. */
  private interface Change {
    @Nullable
    Entry apply(@Nullable Entry old, long now);
  }

  private @Nullable Entry entry(ProfileReference reference, Known known, int losses, long now) {
    Known alive = known instanceof Known.Held held
        ? new Known.Held(lifetimes.alive(held.copies(), now))
        : known;
    long life = lifetimes.keptFor(alive, now);
    return life == 0
        ? null
        : new Profile(alive, losses, MemorySize.of(reference, alive), now + life);
  }

  /** Adds whose an identity was found to be, unless that was invalidated. */
  public void link(Identity identity, Mpid mpid, Fetch fetch, Fill source) {
    if (!isOn) {
      return;
    }
    long now = nanoTime.getAsLong();
    var unused = entries.asMap().compute(identity, (same, old) -> {
      if (source.isInvalidated() || (old != null && !isNews(old, fetch))) {
        return old;
      }
      long left = lifetimes.linkLeft(fetch, now);
      return new Link(
          mpid, fetch.nanos(), source.losses(), MemorySize.of(identity, NOTHING), now + left);
    });
  }

  /** Whether a link of {@code fetch} replaces {@code old}. At equal times, an absence that is held stays. */
  private static boolean isNews(Entry old, Fetch fetch) {
    long later = fetch.nanos() - old.since();
    return later > 0 || (later == 0 && old instanceof Link);
  }

  /** Drops what is held under {@code reference}. Returns how many copies of parts went. */
  public int drop(ProfileReference reference) {
    return entries.asMap().remove(reference) instanceof Profile profile
            && profile.known() instanceof Known.Held held
        ? held.copies().parts().size()
        : 0;
  }

  /**
   * What is held under one reference.
   *
   * <p>{@code since} is when it was fetched, {@code losses} how often the feed of drops had been lost when all of it was sure, {@code bytes}
   * about how many it takes, and {@code ends} when nothing of it serves any more.
   */
  private sealed interface Entry {
    long since();

    int losses();

    int bytes();

    long ends();
  }

  /** What is known of a profile. */
  private record Profile(Known known, int losses, int bytes, long ends) implements Entry {
    @Override
    public long since() {
      return known instanceof Known.Held held
          ? held.copies().fetch().nanos()
          : ((Known.Absent) known).fetch().nanos();
    }
  }

  /** Whose an identity is. */
  private record Link(Mpid mpid, long since, int losses, int bytes, long ends) implements Entry {}
}
