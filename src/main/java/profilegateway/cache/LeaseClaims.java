package profilegateway.cache;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.Copies;
import profilegateway.cache.copies.Fetch;
import profilegateway.cache.copies.Known;
import profilegateway.cache.copies.PartCopy;
import profilegateway.cache.store.SharedCache;
import profilegateway.cache.store.SharedCache.Claim;
import profilegateway.cache.store.SharedCache.Query;
import profilegateway.profile.Deadline;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.Span;

/**
 * LeaseClaims the parts of a {@link FlightSteps}, so that one instance fetches them for all. What another one is fetching is followed: it
 * is claimed again and again until it is there, or nobody fetches it any more. Confined to one event loop.
 */
final class LeaseClaims {
  private static final Duration FOLLOWED_EVERY = Duration.ofMillis(40);
  private static final Duration LIMIT = Duration.ofMillis(50);

  /** Who was heard to be fetching is believed to go on for so long while nothing more can be heard. */
  private static final Duration BELIEVED = Duration.ofMillis(250);

  private final CachePath path;
  private final Flight flight;
  private final FlightSteps steps;
  private @Nullable Deadline believed;

  LeaseClaims(CachePath path, Flight flight, FlightSteps steps) {
    this.path = path;
    this.flight = flight;
    this.steps = steps;
  }

  /** LeaseClaims those of {@code parts} that have not come yet; fetches them unclaimed when that cannot be told within {@code limit}. */
  void claim(Parts parts, Deadline limit) {
    Parts wanted = flight.pending().common(parts);
    SharedCache shared = path.shared();
    if (wanted.isEmpty() || flight.isClosed()) {
      return;
    }
    if (shared == null || limit.remaining().isZero()) {
      passOver(wanted);
      return;
    }
    Future.succeededFuture()
        .compose(go -> steps
            .span()
            .around(
                Span.Work.SHARED_CACHE,
                "claim",
                () -> shared.claim(
                    new Query(flight.reference(), wanted),
                    than(wanted),
                    steps.isRefresh(),
                    limit.remaining())))
        .onComplete(claim -> claimed(wanted, claim), failure -> {
          path.events().unreachable();
          unanswered(wanted);
        });
  }

  private void unanswered(Parts wanted) {
    if (believed == null || believed.remaining().isZero()) {
      passOver(wanted);
    } else {
      claimLater(wanted);
    }
  }

  /** The newest of what is held but does not serve; null when nothing is. */
  private @Nullable Fetch than(Parts wanted) {
    if (steps.known() instanceof Known.Absent absent) {
      return absent.fetch();
    }
    if (!(steps.known() instanceof Known.Held held)) {
      return null;
    }
    Copies copies = held.copies();
    Fetch newest = path.filters().optOut().withholds(copies.head()) ? copies.fetch() : null;
    for (Part part : wanted.members()) {
      PartCopy copy = copies.part(part);
      if (copy != null && (newest == null || copy.fetch().nanos() - newest.nanos() > 0)) {
        newest = copy.fetch();
      }
    }
    return newest;
  }

  private void claimed(Parts wanted, Claim claim) {
    steps.learn(claim.known());
    steps.completeWhatServes();
    Parts granted = claim.granted().common(flight.pending());
    if (!granted.isEmpty() && !flight.isClosed()) {
      steps.calls().fetch(granted, claim.lease());
    } else if (!claim.granted().isEmpty()) {
      var unused = claim.lease().release();
    }
    Parts busy = claim.busy().common(flight.pending()).minus(granted);
    followed(busy);
    unclaimed(wanted.common(flight.pending()).minus(granted).minus(busy), claim.failure());
  }

  private void followed(Parts busy) {
    if (busy.isEmpty() || isLeft(busy)) {
      return;
    }
    believed = Deadline.after(BELIEVED, path.nanoTime());
    claimLater(busy);
  }

  /** Not all who follow come back at the same moment. */
  private void claimLater(Parts parts) {
    long pause = (long) (FOLLOWED_EVERY.toNanos() * (0.75 + path.random().getAsDouble() / 2));
    var unused = path.timer()
        .after(Duration.ofNanos(pause), () -> claim(parts, Deadline.after(LIMIT, path.nanoTime())));
  }

  private void unclaimed(Parts rest, Optional<ProfileFailure> failure) {
    if (rest.isEmpty() || isLeft(rest)) {
      return;
    }
    if (failure.isPresent()) {
      steps.complete(rest, Learned.of(steps.known()).failed(rest, failure.get()));
    } else {
      passOver(rest);
    }
  }

  /** Has what has not come yet fetched, whoever else does so. */
  void passOver(Parts parts) {
    Parts wanted = flight.pending().common(parts);
    if (!wanted.isEmpty() && !flight.isClosed()) {
      steps.calls().fetch(wanted, null);
    }
  }

  /** A refresh that another instance sees to, or failed to, is not worth a second one: its parts are left to that. */
  private boolean isLeft(Parts parts) {
    return steps.isRefresh() && steps.leaveOut(parts);
  }
}
