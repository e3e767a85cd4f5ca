package profilegateway.upstream.token;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import profilegateway.testing.FakeTime;

/** A place where instances share a token, which a test can cut off. */
final class FakeFleetTokens implements FleetTokens {
  private static final String NOBODY = "";

  private final FakeTime time;
  private final List<String> shared = new ArrayList<>();
  private @Nullable SharedToken token;
  private Duration end = Duration.ZERO;
  private String holder = NOBODY;
  private Duration heldUntil = Duration.ZERO;
  private boolean reachable = true;
  private Runnable beforeLease = () -> {};

  FakeFleetTokens(FakeTime time) {
    this.time = time;
  }

  void cutOff() {
    reachable = false;
  }

  void reconnect() {
    reachable = true;
  }

  /** Does something between the next look of an instance and its try for the lease. */
  void beforeNextLease(Runnable happens) {
    beforeLease = happens;
  }

  /** The values of all tokens that were ever shared. */
  List<String> shared() {
    return List.copyOf(shared);
  }

  /** Whether somebody holds the lease. */
  boolean isLed() {
    return isLeased() && !holder.equals(NOBODY);
  }

  private boolean isLeased() {
    return time.passed().compareTo(heldUntil) < 0;
  }

  @Override
  public Future<Optional<SharedToken>> read() {
    return reached(token())
        .map(read -> read.map(t -> new SharedToken(t.value(), end.minus(time.passed()), t.life())));
  }

  private Optional<SharedToken> token() {
    return time.passed().compareTo(end) < 0 ? Optional.ofNullable(token) : Optional.empty();
  }

  @Override
  public Future<Lease> lease(String owner, Duration time) {
    Runnable happens = beforeLease;
    beforeLease = () -> {};
    happens.run();
    if (!reachable) {
      return unreachable();
    }
    if (isLeased() && !holder.equals(owner)) {
      return Future.succeededFuture(holder.equals(NOBODY) ? Lease.ABANDONED : Lease.ANOTHERS);
    }
    hold(owner, time);
    return Future.succeededFuture(Lease.OWN);
  }

  @Override
  public Future<Void> abandon(String owner, Duration time) {
    if (reachable && isLeased() && holder.equals(owner)) {
      hold(NOBODY, time);
    }
    return reachable ? Future.succeededFuture() : unreachable();
  }

  @Override
  public Future<Void> release(String owner) {
    if (reachable && holder.equals(owner)) {
      heldUntil = Duration.ZERO;
    }
    return reachable ? Future.succeededFuture() : unreachable();
  }

  private void hold(String owner, Duration time) {
    holder = owner;
    heldUntil = this.time.passed().plus(time);
  }

  @Override
  public Future<Void> share(SharedToken given) {
    if (!reachable) {
      return unreachable();
    }
    token = given;
    end = time.passed().plus(given.left());
    shared.add(given.value());
    return Future.succeededFuture();
  }

  private <T> Future<T> reached(T answer) {
    return reachable ? Future.succeededFuture(answer) : unreachable();
  }

  private static <T> Future<T> unreachable() {
    return Future.failedFuture("unreachable");
  }
}
