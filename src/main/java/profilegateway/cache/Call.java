package profilegateway.cache;

import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.Fetch;
import profilegateway.cache.store.SharedCache;
import profilegateway.profile.Cancellation;
import profilegateway.profile.Ledger;
import profilegateway.profile.Lookup;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.Span;
import profilegateway.profile.Timer;

/** Parts that are being asked for, and the lease under which they are. Confined to one event loop. */
final class Call {
  /** A lease lasts a second. */
  private static final Duration KEPT_EVERY = Duration.ofMillis(300);

  private final Parts parts;
  private final SharedCache.@Nullable Lease lease;
  private final Ledger ledger;
  private final Timer timer;
  private final Span span;
  private Cancellation cancellation = new Cancellation();
  private Timer.@Nullable Alarm keeping;
  private int tries;
  private boolean isCalledBack;

  /**
   * Something to ask for.
   *
   * @param lease null where nobody else is to be kept from asking for the same
   * @param ledger where its cost is written down
   * @param span what it is part of in a trace
   */
  Call(Parts parts, SharedCache.@Nullable Lease lease, Ledger ledger, Timer timer, Span span) {
    this.parts = parts;
    this.lease = lease;
    this.ledger = ledger;
    this.timer = timer;
    this.span = span;
    keep();
  }

  Parts parts() {
    return parts;
  }

  Ledger ledger() {
    return ledger;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  /** Whether other instances are kept from asking for the same. */
  boolean isLeased() {
    return lease != null;
  }

  /** Whether it was really made. */
  boolean isSent() {
    return ledger.callCount() > 0;
  }

  /** Makes it a new try, and calls off the one before. Returns the number of the try. */
  int tryAnew() {
    Cancellation before = cancellation;
    cancellation = new Cancellation();
    isCalledBack = false;
    tries++;
    before.cancel();
    return tries;
  }

  /** Has it come back if it waits to be tried once more; on the wire it finishes. */
  void callBack() {
    isCalledBack = true;
    cancellation.cancel();
  }

  /** Whether that is how this try ended: the API was not well, or not asked once more. */
  boolean cameBack(int number, Lookup answer) {
    return isTry(number)
        && isCalledBack
        && answer instanceof Lookup.Failed failed
        && failed.failure().code() == ProfileFailure.Code.UNAVAILABLE;
  }

  boolean isTry(int number) {
    return tries == number;
  }

  /** {@code fetch} with the time that other instances show for it, so that one fetch has one time in all answers. */
  Fetch dated(Fetch fetch) {
    return lease == null ? fetch : new Fetch(lease.began(), fetch.nanos(), fetch.stretch());
  }

  private void keep() {
    if (lease != null) {
      keeping = timer.after(KEPT_EVERY, () -> {
        var unused = lease.keep();
        keep();
      });
    }
  }

  /** Keeps the lease no longer. */
  void stopKeeping() {
    if (keeping != null) {
      keeping.cancel();
      keeping = null;
    }
  }

  /** Gives the lease back with what was fetched. */
  void fill(Lookup fetched, Fetch fetch) {
    if (lease != null) {
      var unused = span.around(Span.Work.SHARED_CACHE, "fill", () -> lease.fill(fetched, fetch));
    }
  }

  /** Gives the lease back with why there is nothing. */
  void failed(ProfileFailure failure) {
    if (lease != null) {
      var unused = span.around(Span.Work.SHARED_CACHE, "fail", () -> lease.failed(failure));
    }
  }

  /** Gives the lease back. Done when somebody else may have it, or that cannot be told; never fails. */
  Future<Void> release() {
    return lease == null ? Future.succeededFuture() : lease.release().otherwiseEmpty();
  }
}
