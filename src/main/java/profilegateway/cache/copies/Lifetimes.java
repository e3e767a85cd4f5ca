package profilegateway.cache.copies;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import profilegateway.config.CacheConfig;
import profilegateway.config.CacheConfig.Times;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;

/** How long what is known of a profile serves. Times are of the monotonic clock, in nanoseconds. Immutable. */
public final class Lifetimes {
  /** What takes something away is remembered at least until every fetch that was under way then has come to its end. */
  private static final long LONGEST_FETCH = Duration.ofSeconds(60).toNanos();

  private final OptOut optOut;
  private final Map<Part, Span> ofParts = new EnumMap<>(Part.class);
  private final Span ofHead;
  private final Span ofOptedOut;
  private final Span ofAbsent;

  public Lifetimes(CacheConfig config, OptOut optOut) {
    for (Part part : Part.values()) {
      ofParts.put(
          part, Span.of(config.timesOfParts().getOrDefault(part.wireName(), config.times())));
    }
    this.optOut = optOut;
    // A head comes with every part, and proves that there is such a profile as long as any does.
    this.ofHead = ofParts.values().stream().reduce(Span::longest).orElseThrow();
    this.ofOptedOut = Span.only(config.times().soft());
    this.ofAbsent = Span.only(config.absent());
  }

  /** What is known of {@code part} is good for this. */
  public CopyState of(Part part, Known known, long now) {
    if (known instanceof Known.Held held) {
      return of(part, held.copies(), now);
    }
    return known instanceof Known.Absent absent
        ? ofAbsent.age(absent.fetch(), now)
        : CopyState.EXPIRED;
  }

  private CopyState of(Part part, Copies copies, long now) {
    if (optOut.withholds(copies.head())) {
      return ofOptedOut.age(copies.fetch(), now);
    }
    PartCopy copy = copies.part(part);
    return copy == null ? CopyState.EXPIRED : ofPart(part).age(copy.fetch(), now);
  }

  /** Those of {@code wanted} of which something is known that is no worse than {@code worst}. */
  public Parts upTo(CopyState worst, Parts wanted, Known known, long now) {
    Parts found = Parts.NONE;
    for (Part part : wanted.members()) {
      if (of(part, known, now).isNoWorseThan(worst)) {
        found = found.with(part);
      }
    }
    return found;
  }

  /**
   * Those of {@code wanted} of which what is known is so fresh that a newer one is of no use: not of an age at which a copy is past
   * its time when its times are stretched the least.
   */
  public Parts young(Parts wanted, Known known, long now) {
    Parts found = Parts.NONE;
    for (Part part : upTo(CopyState.FRESH, wanted, known, now).members()) {
      PartCopy copy = known instanceof Known.Held held ? held.copies().part(part) : null;
      if (copy == null || ofPart(part).isYoung(copy.fetch(), now)) {
        found = found.with(part);
      }
    }
    return found;
  }

  /** What the head of {@code copies} is good for. */
  public CopyState ofHead(Copies copies, long now) {
    return (optOut.withholds(copies.head()) ? ofOptedOut : ofHead).age(copies.fetch(), now);
  }

  /** How much longer a copy of {@code part} is fresh; zero when it is not. */
  public Duration freshFor(Part part, Fetch fetch, long now) {
    return ofPart(part).freshFor(fetch, now);
  }

  /** How much longer a head is fresh; zero when it is not. */
  public Duration headFreshFor(Fetch fetch, long now) {
    return ofHead.freshFor(fetch, now);
  }

  /** Those of {@code copies} that are good for something. */
  public Copies alive(Copies copies, long now) {
    if (!isAnyEnded(copies, now)) {
      return copies;
    }
    Map<Part, PartCopy> parts = copies.byPart();
    parts.entrySet().removeIf(part -> ended(part.getKey(), part.getValue(), now));
    return new Copies(copies.head(), copies.fetch(), parts);
  }

  private boolean isAnyEnded(Copies copies, long now) {
    for (Part part : copies.parts().members()) {
      PartCopy copy = copies.part(part);
      if (copy != null && ended(part, copy, now)) {
        return true;
      }
    }
    return false;
  }

  private boolean ended(Part part, PartCopy copy, long now) {
    return ofPart(part).age(copy.fetch(), now) == CopyState.EXPIRED;
  }

  /** How long from now {@code known} is worth keeping. */
  public long keptFor(Known known, long now) {
    if (known instanceof Known.Held held) {
      Fetch fetch = held.copies().fetch();
      return optOut.withholds(held.copies().head())
          ? Math.max(ofOptedOut.left(fetch, now), LONGEST_FETCH)
          : ofHead.left(fetch, now);
    }
    return known instanceof Known.Absent absent
        ? Math.max(ofAbsent.left(absent.fetch(), now), LONGEST_FETCH)
        : 0;
  }

  /** How long from now it is still to be relied upon whose an identity was found to be. */
  public long linkLeft(Fetch fetch, long now) {
    return ofHead.left(fetch, now);
  }

  private Span ofPart(Part part) {
    return Objects.requireNonNull(ofParts.get(part));
  }

  /** Ends of what a copy is good for, from its fetch on; each is stretched as the fetch says. */
  private record Span(long soft, long revalidate, long hard) {

    static Span of(Times times) {
      return new Span(
          times.soft().toNanos(),
          times.soft().plus(times.whileRevalidate()).toNanos(),
          times.hard().toNanos());
    }

    static Span only(Duration time) {
      return new Span(time.toNanos(), time.toNanos(), time.toNanos());
    }

    Span longest(Span other) {
      return new Span(
          Math.max(soft, other.soft),
          Math.max(revalidate, other.revalidate),
          Math.max(hard, other.hard));
    }

    CopyState age(Fetch fetch, long now) {
      double age = (now - fetch.nanos()) / fetch.stretch();
      if (age < soft) {
        return CopyState.FRESH;
      }
      return age < revalidate
          ? CopyState.STALE_WHILE_REVALIDATE
          : age < hard ? CopyState.STALE_IF_ERROR : CopyState.EXPIRED;
    }

    boolean isYoung(Fetch fetch, long now) {
      return now - fetch.nanos() < Fetch.LEAST_STRETCH * soft;
    }

    Duration freshFor(Fetch fetch, long now) {
      return Duration.ofNanos(Math.max(0, (long) (soft * fetch.stretch()) - (now - fetch.nanos())));
    }

    long left(Fetch fetch, long now) {
      return Math.max(0, (long) (hard * fetch.stretch()) - (now - fetch.nanos()));
    }
  }
}
