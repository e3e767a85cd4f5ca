package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.integration.RunningFleet.await;
import static profilegateway.integration.RunningFleet.done;
import static profilegateway.testing.Patience.until;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import profilegateway.config.CallsMode;
import profilegateway.config.RedisConfig.SealKey;
import profilegateway.testing.TestRedis;
import profilegateway.upstream.FleetMode;
import profilegateway.upstream.token.FleetTokens;
import profilegateway.upstream.token.FleetTokens.Lease;
import profilegateway.upstream.token.FleetTokens.SharedToken;

/** The token, its lease and the mode that instances share through a real Redis. */
class RedisTokensIT {
  private static final String KEY = "pg:{1/2/3}:token";
  private static final SharedToken TOKEN =
      new SharedToken("the-token-itself", Duration.ofMinutes(5), Duration.ofMinutes(8));

  private final TestRedis redis = TestRedis.start();
  private final RunningFleet one = RunningFleet.start(redis, 0, 0, key("a", 1));
  private final RunningFleet other = RunningFleet.start(redis, 0, 0, key("a", 1));
  private final FleetTokens tokens = one.fleet().tokens().orElseThrow();
  private final FleetTokens others = other.fleet().tokens().orElseThrow();

  @AfterEach
  void close() {
    one.close();
    other.close();
    redis.close();
  }

  private static SealKey key(String id, int number) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) number);
    return new SealKey(id, new SecretKeySpec(bytes, "AES"));
  }

  @Test
  void aSharedTokenIsReadByAllWithWhatIsLeftOfIt() {
    assertThat(await(others.read())).isEmpty();

    done(tokens.share(TOKEN));

    SharedToken read = await(others.read()).orElseThrow();
    assertThat(read.value()).isEqualTo("the-token-itself");
    assertThat(read.life()).isEqualTo(Duration.ofMinutes(8));
    assertThat(read.left()).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
  }

  @Test
  void aSharedTokenEndsWithItsLife() {
    done(tokens.share(TOKEN));
    long start = System.nanoTime();
    done(tokens.share(new SharedToken("b", Duration.ofMillis(300), Duration.ofMinutes(8))));
    // By Redis's own clock: how long a look takes does not matter.
    assertThat(redis.lines("PTTL", KEY).get(0)).matches(":(-2|[012]?[0-9]{1,2}|300)");

    until(() -> await(others.read()).isEmpty());

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(250));
  }

  @Test
  void aTokenWhoseLifeIsOverIsNotShared() {
    done(tokens.share(new SharedToken("b", Duration.ZERO, Duration.ofMinutes(8))));

    assertThat(await(others.read())).isEmpty();
  }

  @Test
  void theTokenDoesNotLieInRedisForAllToRead() {
    done(tokens.share(TOKEN));

    String raw = new String(redis.command("GET", KEY), StandardCharsets.ISO_8859_1);
    assertThat(raw).hasSizeGreaterThan(40).doesNotContain("the-token", "itself");
    assertThat(TOKEN.toString()).doesNotContain("the-token");
  }

  @Test
  void whatWasTamperedWithIsNoToken() {
    done(tokens.share(TOKEN));
    redis.tell("SETRANGE", KEY, "30", "x");
    assertThat(await(others.read())).isEmpty();

    done(tokens.share(TOKEN));
    redis.tell("SET", KEY, "the-token-itself", "PX", "60000");
    assertThat(await(others.read())).isEmpty();

    done(tokens.share(TOKEN));
    redis.tell("PERSIST", KEY);
    assertThat(await(others.read())).isEmpty();
  }

  @Test
  void aTokenUnderTheNameOfAnotherWorkspaceIsNone() {
    done(tokens.share(TOKEN));
    try (RunningFleet elsewhere = RunningFleet.startFor("9/9/9", redis, key("a", 1))) {
      redis.tell("COPY", KEY, "pg:{9/9/9}:token");
      redis.tell("PEXPIRE", "pg:{9/9/9}:token", "60000");

      assertThat(await(elsewhere.fleet().tokens().orElseThrow().read())).isEmpty();
      assertThat(await(others.read())).isPresent();
    }
  }

  @Test
  void aTokenOfAnUnknownKeyIsNone() {
    done(tokens.share(TOKEN));
    try (RunningFleet rotated = RunningFleet.start(redis, 0, 0, key("b", 2), key("a", 1));
        RunningFleet foreign = RunningFleet.start(redis, 0, 0, key("b", 2))) {

      assertThat(await(rotated.fleet().tokens().orElseThrow().read())).isPresent();
      assertThat(await(foreign.fleet().tokens().orElseThrow().read())).isEmpty();
    }
  }

  @Test
  void withoutAKeyNoTokenIsShared() {
    try (RunningFleet open = RunningFleet.start(redis, 0, 0)) {
      assertThat(open.fleet().tokens()).isEmpty();
    }
  }

  @Test
  void theLeaseIsOneInstancesUntilItsTimeIsOver() {
    long start = System.nanoTime();
    assertThat(await(tokens.lease("one", Duration.ofMillis(1_500)))).isEqualTo(Lease.OWN);
    assertThat(await(others.lease("other", Duration.ofMillis(1_500)))).isEqualTo(Lease.ANOTHERS);

    until(() -> await(others.lease("other", Duration.ofSeconds(30))) == Lease.OWN);

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(1_450));
    assertThat(await(tokens.lease("one", Duration.ofMillis(400)))).isEqualTo(Lease.ANOTHERS);
  }

  @Test
  void whoHoldsTheLeaseMayExtendIt() {
    assertThat(await(tokens.lease("one", Duration.ofMillis(200)))).isEqualTo(Lease.OWN);
    assertThat(await(tokens.lease("one", Duration.ofSeconds(30)))).isEqualTo(Lease.OWN);

    long start = System.nanoTime();
    until(() -> System.nanoTime() - start > Duration.ofMillis(300).toNanos());
    assertThat(await(others.lease("other", Duration.ofSeconds(1)))).isEqualTo(Lease.ANOTHERS);
  }

  @Test
  void theLeaseIsGivenBackByItsHolderAlone() {
    assertThat(await(tokens.lease("one", Duration.ofSeconds(30)))).isEqualTo(Lease.OWN);

    done(others.release("other"));
    assertThat(await(others.lease("other", Duration.ofSeconds(30)))).isEqualTo(Lease.ANOTHERS);
    done(tokens.release("one"));
    assertThat(await(others.lease("other", Duration.ofSeconds(30)))).isEqualTo(Lease.OWN);
  }

  @Test
  void anAbandonedLeaseIsNobodysForAWhile() {
    assertThat(await(tokens.lease("one", Duration.ofSeconds(30)))).isEqualTo(Lease.OWN);

    done(others.abandon("other", Duration.ofMillis(1_500)));
    assertThat(await(others.lease("other", Duration.ofSeconds(30)))).isEqualTo(Lease.ANOTHERS);
    done(tokens.abandon("one", Duration.ofMillis(1_500)));
    assertThat(await(others.lease("other", Duration.ofSeconds(30)))).isEqualTo(Lease.ABANDONED);
    assertThat(await(tokens.lease("one", Duration.ofSeconds(30)))).isEqualTo(Lease.ABANDONED);

    until(() -> await(others.lease("other", Duration.ofSeconds(30))) == Lease.OWN);
  }

  @Test
  void theModeHoldsForAllUntilAnotherIsChosen() {
    FleetMode mode = one.fleet().mode();
    FleetMode elsewhere = other.fleet().mode();
    assertThat(await(elsewhere.read())).isEmpty();

    done(mode.choose(CallsMode.CACHE));
    assertThat(await(elsewhere.read())).isEqualTo(Optional.of(CallsMode.CACHE));
    assertThat(redis.lines("PTTL", "pg:{1/2/3}:mode")).containsExactly(":-1");
    done(elsewhere.choose(CallsMode.ON));
    assertThat(await(mode.read())).isEqualTo(Optional.of(CallsMode.ON));

    redis.tell("SET", "pg:{1/2/3}:mode", "HALF");
    assertThat(await(mode.read())).isEmpty();
  }
}
