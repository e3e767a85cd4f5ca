package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import profilegateway.profile.Deadline;
import profilegateway.profile.Lane;
import profilegateway.profile.Timer;
import profilegateway.testing.LogLines;
import profilegateway.testing.Patience;
import profilegateway.testing.TestRedis;
import profilegateway.upstream.ratelimit.RateLimiter;
import profilegateway.upstream.ratelimit.Reservation;
import profilegateway.upstream.ratelimit.permits.QuotaEvents;
import profilegateway.upstream.ratelimit.permits.QuotaLimit;

/** A Redis that is there and says no leaves each instance its share, as one that is away does. */
class RefusingRedisIT {
  private static final int QUOTA = 15;
  private static final int INSTANCES = 5;
  private static final int SHARE = QUOTA / INSTANCES;

  private TestRedis redis;
  private RunningFleet fleet;

  @BeforeEach
  void start() {
    redis = TestRedis.start();
    fleet = RunningFleet.start(redis, QUOTA, 0);
  }

  @AfterEach
  void stop() {
    fleet.close();
    redis.close();
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "CONFIG SET maxmemory 1, OOM",
        "REPLICAOF 127.0.0.1 1, READONLY",
        "ACL SETUSER default -evalsha, NOPERM",
        "ACL SETUSER default -rpush -set, ERR",
        "SET pg:{1/2/3}:quota wrong-type, WRONGTYPE",
      })
  void eachInstanceKeepsToItsShareAndTheLogSaysWhy(String cause, String word) {
    redis.tell("SET", "pg:{1/2/3}:start", redis.runId() + " 0");
    LogLines log = LogLines.open();
    redis.tell(cause.split(" "));
    List<Throwable> lost = new ArrayList<>();
    RateLimiter quota = RateLimiter.shared(
        new QuotaLimit(QUOTA, INSTANCES),
        fleet.fleet().quota(),
        System::nanoTime,
        Timer.of(fleet.vertx()),
        new QuotaEvents() {
          @Override
          public void fleetLost(Throwable why) {
            lost.add(why);
          }
        });

    List<Reservation> turns = Stream.generate(() ->
            quota.acquire(Lane.VIEWER, Deadline.after(Duration.ofSeconds(30), System::nanoTime)))
        .limit(3 * QUOTA)
        .toList();
    Patience.until(() -> came(turns) >= SHARE);

    assertThat(came(turns)).isEqualTo(SHARE);
    assertThat(quota.state().isOnFallback()).isTrue();
    assertThat(turns).noneMatch(turn -> turn.future().failed());
    assertThat(lost).hasSize(1);
    assertThat(log.alarming())
        .anyMatch(
            line -> line.startsWith("WARN RefusalLog Redis refuses (agreement): " + word + ","));
    log.close();
    turns.forEach(Reservation::cancel);
  }

  private static long came(List<Reservation> turns) {
    return turns.stream().filter(turn -> turn.future().succeeded()).count();
  }
}
