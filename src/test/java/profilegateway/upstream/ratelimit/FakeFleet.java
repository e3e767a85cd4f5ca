package profilegateway.upstream.ratelimit;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.testing.FakeTime;
import profilegateway.upstream.ratelimit.permits.FleetQuota;

/** A fleet that answers what a test says, when it says so; then it keeps its word for how long there are no more. */
final class FakeFleet implements FleetQuota {
  /** What it says of how many more there are. */
  static final int LEFT = 7;

  private final List<PermitRequest> asked = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final List<String> givenBack = new ArrayList<>();
  private final Deque<Promise<Grant>> open = new ArrayDeque<>();
  private final FakeTime time;
  private final Map<Share, Duration> deniedUntil = new EnumMap<>(Share.class);
  private Share lastShare = Share.WHOLE;
  private @Nullable Throwable lost;
  private int lastAlone;
  private long grants;

  FakeFleet(FakeTime time) {
    this.time = time;
  }

  @Override
  public Future<Grant> take(int wanted, int alone, Share share) {
    Duration denied = deniedLeft(share);
    if (!denied.isZero()) {
      return Future.succeededFuture(new Grant(0, 0, denied, Duration.ZERO, 0));
    }
    asked.add(new PermitRequest(wanted, share));
    lastAlone = alone;
    Promise<Grant> answer = Promise.promise();
    lastShare = share;
    if (lost != null) {
      answer.fail(lost);
    } else {
      open.add(answer);
    }
    return answer.future();
  }

  /** Whoever may use all of it is denied only what it was denied itself. */
  private Duration deniedLeft(Share share) {
    Duration until = deniedUntil.getOrDefault(Share.WHOLE, Duration.ZERO);
    Duration other = deniedUntil.getOrDefault(share, Duration.ZERO);
    Duration left = (other.compareTo(until) > 0 ? other : until).minus(time.passed());
    return left.isNegative() ? Duration.ZERO : left;
  }

  @Override
  public Future<Void> giveBack(int permits, Grant from) {
    deniedUntil.clear();
    givenBack.add(permits + " of grant " + from.at());
    return lost == null ? Future.succeededFuture() : Future.failedFuture(lost);
  }

  @Override
  public Future<Void> coolDown(Duration pause) {
    return tell("cool down " + pause.toMillis());
  }

  @Override
  public Future<Void> slowDown(Duration time) {
    return tell("slow down " + time.toMillis());
  }

  private Future<Void> tell(String what) {
    told.add(what);
    return lost == null ? Future.succeededFuture() : Future.failedFuture(lost);
  }

  /** What it was asked for since this was last called. */
  List<PermitRequest> asked() {
    List<PermitRequest> since = List.copyOf(asked);
    asked.clear();
    return since;
  }

  /** What it was last told that would be taken alone. */
  int lastAlone() {
    return lastAlone;
  }

  List<String> givenBack() {
    return givenBack;
  }

  List<String> told() {
    return told;
  }

  void grant(int permits) {
    answer(permits, Duration.ZERO, Duration.ZERO);
  }

  void deny(int permits, Duration askAgain) {
    deniedUntil.put(lastShare, time.passed().plus(askAgain));
    answer(permits, askAgain, Duration.ZERO);
  }

  void answer(int permits, Duration askAgain, Duration coolDown) {
    open.remove().complete(new Grant(permits, ++grants, askAgain, coolDown, LEFT));
  }

  /** Permits may be had again before it said. */
  void findMore() {
    deniedUntil.clear();
  }

  /** Cannot be reached from now on; questions without an answer fail as well. */
  void lose() {
    Throwable cause = new IllegalStateException("lost");
    lost = cause;
    List<Promise<Grant>> unanswered = List.copyOf(open);
    open.clear();
    unanswered.forEach(answer -> answer.fail(cause));
  }

  void find() {
    lost = null;
  }
}
