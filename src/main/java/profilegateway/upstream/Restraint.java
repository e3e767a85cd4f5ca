package profilegateway.upstream;

import java.time.Duration;
import java.util.function.Supplier;
import profilegateway.upstream.api.CallFailed;
import profilegateway.upstream.ratelimit.RateLimiter;

/** What follows from a 429: all calls stop for a while, or there are fewer of them. Shared by all event loops. */
final class Restraint {
  /** How long growth is slowed for a 429 that says it is too fast. */
  private static final Duration SLOWED = Duration.ofSeconds(10);

  /**
   * So many rounds of calls were refused for growing too fast, with no answer among them: going slower is of no use then,
   * or there is no rate that could be halved. A fifth that is refused does not come to that by chance.
   */
  private static final int IN_VAIN = 5;

  private final RateLimiter limiter;
  private final Pauses pauses;
  private final Supplier<Double> jitter;
  private final UpstreamEvents events;
  private int round;

  Restraint(RateLimiter limiter, Pauses pauses, Supplier<Double> jitter, UpstreamEvents events) {
    this.limiter = limiter;
    this.pauses = pauses;
    this.jitter = jitter;
    this.events = events;
  }

  /** The round that a call belongs to which goes out now. Those that are refused together say no more than one of them. */
  synchronized int round() {
    return round;
  }

  /** A call was answered. */
  void answered() {
    pauses.clear();
    startOver();
  }

  /** A call got a 429: no further one until the time is up that it says, else longer each time. */
  void tooFast(CallFailed call) {
    Duration pause = call.pause() == null ? pauses.next(jitter.get()) : call.pause();
    limiter.coolDown(pause);
    events.paused(pause);
  }

  /** A call got a 429 that says it is growth that is too fast. {@code sent} is the round that it was sent in. */
  void growingTooFast(CallFailed call, int sent) {
    limiter.slowDown(SLOWED);
    events.slowed(SLOWED);
    if (isInVain(sent)) {
      tooFast(call);
    }
  }

  private synchronized void startOver() {
    round = 0;
  }

  private synchronized boolean isInVain(int sent) {
    if (sent == round) {
      round++;
    }
    return round >= IN_VAIN;
  }
}
