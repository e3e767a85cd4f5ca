package profilegateway.cache.fetch;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.Known;
import profilegateway.cache.store.Fill;
import profilegateway.cache.store.LocalCache;
import profilegateway.cache.store.RecentFailures;
import profilegateway.profile.Identity;
import profilegateway.profile.Lane;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ProfileReference;

/** Reads and writes entries and recent failures of this process for fetches. Shared by all event loops. */
final class LocalEntries {
  private final LocalCache cache;
  private final RecentFailures failures;

  LocalEntries(LocalCache cache, RecentFailures failures) {
    this.cache = cache;
    this.failures = failures;
  }

  /** What is held, if no invalidation can have been missed. */
  Known verified(ProfileReference reference) {
    return cache.sure(reference);
  }

  FetchEvent.LocalView view(FetchState state) {
    return view(state, cache.sure(state.reference()), null);
  }

  /** Stores what a call or a claim brought. Returns what is held then. */
  Known learn(ProfileReference reference, Known news, Fill guard) {
    if (news instanceof Known.Nothing) {
      return news;
    }
    Known held = cache.learn(key(reference, news), news, guard);
    link(reference, news, guard);
    return held;
  }

  /** Stores what the shared cache holds. Returns what is held then. */
  FetchEvent.LocalView verify(FetchState state, Known news, Fill guard) {
    Known held = cache.verify(key(state.reference(), news), news, guard);
    link(state.reference(), news, guard);
    return view(state, held, owner(news));
  }

  void record(ProfileReference reference, Map<Part, ProfileFailure> failed, Lane lane) {
    failures.add(reference, failed, lane);
  }

  private FetchEvent.LocalView view(FetchState state, Known verified, @Nullable Mpid owner) {
    ProfileReference reference = state.reference();
    Mpid linked = null;
    if (reference instanceof Identity identity) {
      linked = owner == null ? cache.linked(identity) : owner;
    }
    // A refresh tries in spite of failures, and for a lookup those of refreshes do not count.
    return new FetchEvent.LocalView(
        verified,
        cache.known(reference),
        linked,
        failures.of(reference, state.pending(), Lane.OTHER));
  }

  private void link(ProfileReference reference, Known news, Fill guard) {
    if (reference instanceof Identity identity && news instanceof Known.Held held) {
      cache.link(identity, held.copies().head().mpid(), held.copies().fetch(), guard);
    }
  }

  private static ProfileReference key(ProfileReference reference, Known news) {
    Mpid owner = owner(news);
    return owner == null ? reference : owner;
  }

  private static @Nullable Mpid owner(Known news) {
    return news instanceof Known.Held held ? held.copies().head().mpid() : null;
  }

  /** Whether {@code news} is about another profile than the requested one. */
  static boolean isOtherProfile(ProfileReference reference, Known news) {
    Mpid owner = owner(news);
    return owner != null && reference instanceof Mpid && !owner.equals(reference);
  }
}
