package profilegateway.upstream.ratelimit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import profilegateway.profile.Lane;
import profilegateway.testing.FakeTime;
import profilegateway.upstream.ratelimit.permits.QuotaEvents;
import profilegateway.upstream.ratelimit.permits.QuotaLimit;

/** Instances on one fleet, with callers who come at random; the same each time it is run. */
final class Simulation {
  private final FakeTime time = new FakeTime();
  private final SimulatedFleet fleet;
  private final List<RateLimiter> instances = new ArrayList<>();
  private final Random random;
  private Duration holdUp = Duration.ZERO;
  private int idle;
  private final List<Long> calls = new ArrayList<>();
  private final Map<Lane, Seen> seen = new EnumMap<>(Lane.class);

  Simulation(int quota, int number, long seed) {
    random = new Random(seed);
    fleet = new SimulatedFleet(time, quota);
    for (int instance = 0; instance < number; instance++) {
      instances.add(RateLimiter.shared(
          new QuotaLimit(quota, number), fleet, time::nanoTime, time, new QuotaEvents() {}));
    }
    for (Lane lane : Lane.values()) {
      seen.put(lane, new Seen());
    }
  }

  SimulatedFleet fleet() {
    return fleet;
  }

  FakeTime time() {
    return time;
  }

  /** Callers come for {@code length}, so many a second on average, to any instance. */
  void offer(Lane lane, double aSecond, Duration patience, Duration length) {
    Duration end = time.passed().plus(length);
    comeLater(lane, aSecond, patience, end);
  }

  /** So many callers come within {@code length}, each at any moment of it. */
  void scatter(Lane lane, int number, Duration patience, Duration length) {
    for (int caller = 0; caller < number; caller++) {
      Duration at = Duration.ofNanos((long) (random.nextDouble() * length.toNanos()));
      var unused = time.after(at, () -> come(lane, patience));
    }
  }

  private void comeLater(Lane lane, double aSecond, Duration patience, Duration end) {
    long nanos = (long) (-Math.log(1 - random.nextDouble()) / aSecond * 1e9);
    var unused = time.after(Duration.ofNanos(nanos), () -> {
      if (time.passed().compareTo(end) < 0) {
        come(lane, patience);
        comeLater(lane, aSecond, patience, end);
      }
    });
  }

  private void come(Lane lane, Duration patience) {
    seen(lane).came++;
    RateLimiter instance = instances.get(idle + random.nextInt(instances.size() - idle));
    call(lane, time.nanoTime(), instance.acquire(lane, time.deadline(patience)));
  }

  private void call(Lane lane, long came, Reservation turn) {
    Seen of = seen(lane);
    turn.future()
        .onSuccess(permit -> heldUp(() -> {
          if (permit.isLate()) {
            turn.giveBack();
            call(lane, came, turn.again());
            return;
          }
          calls.add(time.passed().toNanos());
          of.granted++;
          of.longest = Math.max(of.longest, time.nanoTime() - came);
        }))
        .onFailure(refused -> {
          of.refused++;
          of.longestRefused = Math.max(of.longestRefused, time.nanoTime() - came);
        });
  }

  private void heldUp(Runnable call) {
    if (holdUp.isZero() || random.nextInt(5) > 0) {
      call.run();
    } else {
      var unused = time.after(Duration.ofNanos(random.nextInt((int) holdUp.toNanos())), call);
    }
  }

  /** From now on one call in five is held up for up to so long when its turn has come. */
  void holdUp(Duration longest) {
    holdUp = longest;
  }

  /** From now on nobody comes to the first so many instances. */
  void idle(int instances) {
    idle = instances;
  }

  Seen seen(Lane lane) {
    Seen of = seen.get(lane);
    if (of == null) {
      throw new AssertionError(lane);
    }
    return of;
  }

  List<Long> calls() {
    return calls;
  }

  /** The most calls in any sliding second. */
  int busiestSecond() {
    int most = 0;
    int first = 0;
    for (int last = 0; last < calls.size(); last++) {
      while (calls.get(last) - calls.get(first) >= 1_000_000_000L) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  long callsBetween(Duration from, Duration to) {
    return calls.stream()
        .filter(at -> at >= from.toNanos() && at < to.toNanos())
        .count();
  }

  /** What became of those of a lane. */
  static final class Seen {
    int came;
    int granted;
    int refused;
    private long longest;
    private long longestRefused;

    double answered() {
      return (double) granted / came;
    }

    Duration longest() {
      return Duration.ofNanos(longest);
    }

    Duration longestRefused() {
      return Duration.ofNanos(longestRefused);
    }

    @Override
    public String toString() {
      return "came " + came + ", granted " + granted + ", refused " + refused + ", longest "
          + longest().toMillis() + " ms, longest until refused "
          + longestRefused().toMillis()
          + " ms";
    }
  }
}
