package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import profilegateway.profile.Lane;
import profilegateway.testing.TestGateway;
import profilegateway.testing.TestRedis;

/**
 * Instances that share a quota under three times as many reads: four fifths of the quota are reads that somebody waits
 * for, the rest is background. For acceptance alone: what it judges are shares and times, and that takes a minute for each seed.
 */
@EnabledIfSystemProperty(named = "lanes.seconds", matches = "\\d+")
class LanesIT {
  private static final int SECONDS = Integer.getInteger("lanes.seconds", 60);
  private static final int SEEDS = Integer.getInteger("lanes.seeds", 1);
  private static final int INSTANCES = 4;
  private static final int QUOTA = 15;

  private static final Duration PATIENT = Duration.ofSeconds(Math.max(4, SECONDS / 2));
  private static final Duration IMPATIENT = Duration.ofSeconds(3);

  /** Time enough for a turn out of sixty-four, and then some. */
  private static final Duration STARVED = Duration.ofSeconds(20);

  /** A deadline is kept by a timer, and a timer by a processor that has other things to do. */
  private static final Duration TOLERANCE = Duration.ofMillis(250);

  private final List<String> failed = new ArrayList<>();

  @Test
  void readsThatSomebodyWaitsForGoFirstAndNoneWaitsForEver() {
    for (int seed = 1; seed <= SEEDS; seed++) {
      try (TestRedis redis = TestRedis.start();
          TestGateway sandbox = TestGateway.start(
              "SANDBOX_QUOTA_PER_SECOND", Integer.toString(QUOTA), "SANDBOX_GENERATE", "on");
          LaneLoad load = new LaneLoad(redis, sandbox.sandboxUrl(), INSTANCES, QUOTA, seed)) {
        load.offer(Lane.VIEWER, QUOTA * 2 / 5, IMPATIENT, SECONDS);
        load.offer(Lane.OTHER, QUOTA * 2 / 5, IMPATIENT, SECONDS);
        load.offer(Lane.BACKGROUND, QUOTA * 3 - QUOTA * 4 / 5, PATIENT, SECONDS);
        load.awaitEnd(PATIENT.multipliedBy(4));
        judge(seed, load);
        long refused =
            sandbox.askSandbox("/counters").path("byStatus").path("429").asLong();
        System.out.printf("lanes: seed %d: the sandbox refused %d calls%n", seed, refused);
      }
    }
    assertThat(failed).isEmpty();
  }

  private void judge(int seed, LaneLoad load) {
    LaneReads viewers = load.reads(Lane.VIEWER);
    LaneReads others = load.reads(Lane.OTHER);
    LaneReads background = load.reads(Lane.BACKGROUND);
    int asked = viewers.asked() + others.asked();
    int answered = viewers.answered() + others.answered();
    judge(
        answered >= 0.99 * asked,
        "seed %d: %d of %d reads that somebody waits for answered (%.2f %%, at least 99 %%)"
            .formatted(seed, answered, asked, 100.0 * answered / asked));
    Duration longest = longer(viewers.longest(), others.longest());
    judge(
        isWithin(IMPATIENT, longest),
        "seed %d: none of them took longer than %d ms (deadline %d ms)"
            .formatted(seed, longest.toMillis(), IMPATIENT.toMillis()));
    judge(
        background.isDone() && isWithin(PATIENT, background.longest()),
        "seed %d: none of %d background reads took longer than %d ms (deadline %d ms)"
            .formatted(
                seed, background.asked(), background.longest().toMillis(), PATIENT.toMillis()));
    judge(
        background.answered() > 0 && isWithin(STARVED, background.longestGap()),
        "seed %d: %d background reads answered, never none for longer than %d ms (%d ms)"
            .formatted(
                seed,
                background.answered(),
                background.longestGap().toMillis(),
                STARVED.toMillis()));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static boolean isWithin(Duration limit, Duration time) {
    return time.compareTo(limit.plus(TOLERANCE)) <= 0;
  }

  private void judge(boolean isKept, String figure) {
    System.out.printf("lanes: %s %s%n", isKept ? "pass" : "FAIL", figure);
    if (!isKept) {
      failed.add(figure);
    }
  }
}
