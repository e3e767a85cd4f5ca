package profilegateway.upstream.quota;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Random;
import profilegateway.testing.FakeTime;

/** A fleet with a sliding window of its own, a millisecond or two away. */
final class SimulatedFleet implements FleetQuota {
  private static final int RESERVE = 3;

  private final FakeTime time;
  private final Random random = new Random(7);
  private final int quota;
  private SlidingWindow window;
  private boolean isLost;

  SimulatedFleet(FakeTime time, int quota) {
    this.time = time;
    this.quota = quota;
    this.window = new SlidingWindow(quota);
  }

  @Override
  public Future<Grant> take(int wanted, Share share) {
    Promise<Grant> answer = Promise.promise();
    var unused = time.after(delay(), () -> {
      if (isLost) {
        answer.fail("lost");
        return;
      }
      Grant grant = decide(wanted, share);
      var unusedToo = time.after(delay(), () -> answer.complete(grant));
    });
    return answer.future();
  }

  /** Decides on the spot. */
  Grant decide(int wanted, Share share) {
    int most = share == Share.WHOLE ? quota : quota - RESERVE;
    int permits = Math.min(wanted, window.room(most, Rate.SECOND, time.nanoTime()));
    window.add(permits, time.nanoTime());
    Duration askAgain =
        permits == wanted ? Duration.ZERO : window.untilRoom(most, Rate.SECOND, time.nanoTime());
    return new Grant(permits, askAgain, Duration.ZERO);
  }

  private Duration delay() {
    return Duration.ofNanos(500_000 + random.nextInt(500_000));
  }

  @Override
  public Future<Void> coolDown(Duration pause) {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> slowDown(Duration slow) {
    return Future.succeededFuture();
  }

  void lose() {
    isLost = true;
  }

  /** Comes back, and knows nothing of what it granted. */
  void find() {
    isLost = false;
    window = new SlidingWindow(quota);
  }
}
