package profilegateway.upstream.ratelimit;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Random;
import profilegateway.testing.FakeTime;
import profilegateway.upstream.ratelimit.permits.FleetQuota;
import profilegateway.upstream.ratelimit.permits.SlidingWindow;

/** A fleet with a sliding window of its own, a millisecond or two away. */
final class SimulatedFleet implements FleetQuota {
  private static final int RESERVE = 3;
  private static final Duration QUICK = Duration.ofMillis(1);

  private final FakeTime time;
  private final Random random = new Random(7);
  private final int quota;
  private SlidingWindow window;
  private Duration began = RETURN.plus(WINDOW).negated();
  private Duration slowest = QUICK;
  private boolean isLost;

  SimulatedFleet(FakeTime time, int quota) {
    this.time = time;
    this.quota = quota;
    this.window = new SlidingWindow(quota);
  }

  @Override
  public Future<Grant> take(int wanted, int alone, Share share) {
    Promise<Grant> answer = Promise.promise();
    var unused = time.after(delay(), () -> {
      if (isLost) {
        answer.fail("lost");
        return;
      }
      Grant grant = decide(wanted, alone, share);
      var unusedToo = time.after(delay(), () -> answer.complete(grant));
    });
    return answer.future();
  }

  /** Decides on the spot, as Redis does. */
  Grant decide(int wanted, int alone, Share share) {
    Duration age = time.passed().minus(began);
    if (age.compareTo(WINDOW) < 0) {
      return grant(0, WINDOW.minus(age));
    }
    boolean isReturning = age.compareTo(WINDOW.plus(RETURN)) < 0;
    int allowed = isReturning ? Math.min(wanted, alone) : wanted;
    int most = share == Share.WHOLE ? quota : quota - RESERVE;
    int permits = Math.min(allowed, window.room(most, WINDOW, time.nanoTime()));
    window.add(permits, time.nanoTime());
    if (permits == allowed) {
      return grant(permits, permits == wanted ? Duration.ZERO : Duration.ofMillis(100));
    }
    return grant(permits, window.untilRoom(most, WINDOW, time.nanoTime()));
  }

  private Grant grant(int permits, Duration askAgain) {
    return new Grant(permits, time.nanoTime(), askAgain, Duration.ZERO, 0);
  }

  private Duration delay() {
    Duration longest = random.nextInt(5) == 0 ? slowest : QUICK;
    return Duration.ofNanos(500_000 + random.nextInt((int) longest.toNanos() - 500_000));
  }

  @Override
  public Future<Void> giveBack(int permits, Grant from) {
    window.remove(permits, from.at());
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> coolDown(Duration pause) {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> slowDown(Duration slow) {
    return Future.succeededFuture();
  }

  /** From now on one way in five takes up to so long. */
  void slowTo(Duration longest) {
    slowest = longest;
  }

  void lose() {
    isLost = true;
  }

  /** Comes back, and knows nothing of what it granted. */
  void find() {
    isLost = false;
    forget();
  }

  /** Knows nothing any more of what it granted. */
  void forget() {
    window = new SlidingWindow(quota);
    began = time.passed();
  }
}
