package profilegateway.cache.copies;

import java.time.Duration;
import java.util.Map;
import profilegateway.profile.Part;

/**
 * Makes one of what was known and of what was learned. What gives something (a head, a part) counts from when its fetch
 * started, what takes something away (no such profile, opted out, dropped) from when it was learned: where two overlap, it is
 * not known which of them saw the profile last, and nothing is told rather than too much. Immutable.
 */
public final class Merging {
  /** Instances tell the time of what they share to within this. */
  private static final long MARGIN = Duration.ofMillis(100).toNanos();

  private static final Known NOTHING = new Known.Nothing();

  private final OptOut optOut;

  public Merging(OptOut optOut) {
    this.optOut = optOut;
  }

  /** What is known of a profile by both. Never {@code Dropped}. */
  public Known join(Known held, Known news, long now) {
    if (news instanceof Known.Held found) {
      return join(held, optOut.applyTo(found.copies()));
    }
    if (news instanceof Known.Absent absent) {
      return isOlder(absent.fetch(), held) ? held : news;
    }
    return news instanceof Known.Dropped dropped
        ? since(now - dropped.age().toNanos() + MARGIN, held)
        : held;
  }

  /**
   * What is known when {@code news} comes from whoever is told of everything that is dropped: what it does not have, but would
   * have if it had not been dropped, is gone.
   */
  public Known verified(Known held, Known news, long now) {
    return news instanceof Known.Held found
        ? join(had(held, found.copies()), news, now)
        : join(held, news, now);
  }

  /** Whether {@code news} end what was fetched at a moment. */
  public boolean ends(long nanos, Known news, long now) {
    if (news instanceof Known.Dropped dropped) {
      return nanos - (now - dropped.age().toNanos() + MARGIN) <= 0;
    }
    return news instanceof Known.Absent absent && nanos - absent.fetch().nanos() <= 0;
  }

  private static Known had(Known held, Copies elsewhere) {
    if (!(held instanceof Known.Held here)) {
      return held;
    }
    Map<Part, PartCopy> parts = here.copies().byPart();
    parts
        .entrySet()
        .removeIf(part -> !elsewhere.parts().contains(part.getKey())
            && !isNewer(part.getValue().fetch(), elsewhere.fetch()));
    return held(here.copies(), parts);
  }

  private Known join(Known held, Copies found) {
    if (held instanceof Known.Absent absent) {
      Known since = since(absent.fetch().nanos(), new Known.Held(found));
      return since instanceof Known.Held ? since : held;
    }
    return held instanceof Known.Held here
        ? new Known.Held(join(here.copies(), found))
        : new Known.Held(found);
  }

  private Copies join(Copies here, Copies found) {
    boolean isNews = isNews(here, found);
    Copies newer = isNews ? found : here;
    Copies older = isNews ? here : found;
    // An identity may have gone from one to another.
    boolean isOther = !newer.head().mpid().equals(older.head().mpid());
    if (optOut.withholds(newer.head()) || isOther) {
      return newer;
    }
    if (optOut.withholds(older.head())) {
      return new Copies(newer.head(), newer.fetch(), since(older.fetch().nanos(), newer));
    }
    Map<Part, PartCopy> parts = older.byPart();
    newer
        .byPart()
        .forEach((part, copy) -> parts.merge(
            part, copy, (other, one) -> isNewer(other.fetch(), one.fetch()) ? other : one));
    return new Copies(newer.head(), newer.fetch(), parts);
  }

  /** Whether {@code found} replaces the head that is held. At equal times, an opt-out that is held stays. */
  private boolean isNews(Copies here, Copies found) {
    long later = found.fetch().nanos() - here.fetch().nanos();
    boolean endsOptOut = optOut.withholds(here.head()) && !optOut.withholds(found.head());
    return later > 0 || (later == 0 && !endsOptOut);
  }

  /** The entries of {@code known} that were fetched strictly after a moment. */
  private static Known since(long nanos, Known known) {
    if (!(known instanceof Known.Held held)) {
      return known;
    }
    return held.copies().fetch().nanos() - nanos <= 0
        ? NOTHING
        : held(held.copies(), since(nanos, held.copies()));
  }

  private static Map<Part, PartCopy> since(long nanos, Copies copies) {
    Map<Part, PartCopy> since = copies.byPart();
    since.values().removeIf(copy -> copy.fetch().nanos() - nanos <= 0);
    return since;
  }

  private static Known held(Copies copies, Map<Part, PartCopy> parts) {
    return new Known.Held(new Copies(copies.head(), copies.fetch(), parts));
  }

  /** Whether {@code absence} was learned before what is held was fetched. */
  private static boolean isOlder(Fetch absence, Known held) {
    return (held instanceof Known.Held here && isNewer(here.copies().fetch(), absence))
        || (held instanceof Known.Absent other && isNewer(other.fetch(), absence));
  }

  private static boolean isNewer(Fetch one, Fetch other) {
    return one.nanos() - other.nanos() > 0;
  }
}
