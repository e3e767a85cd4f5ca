package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.integration.CountedGateway.done;
import static profilegateway.testing.Patience.until;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import profilegateway.graphql.OperationResponse;
import profilegateway.profile.Lane;
import profilegateway.testing.TestGateway;
import profilegateway.testing.TestRedis;

/**
 * What operations and refreshes tell that they cost is what the upstream saw, call for call: ten thousand operations with repeats,
 * retries, replays, refusals and clients that leave, without copies, with copies of an instance, and with those of a fleet.
 */
class LedgerIT {
  private static final int AT_ONCE = 20;
  private static final String VIEWER = "9080350317581165000";
  private static final String KEYS = "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  /** What was called when nothing new may be is over by then, with some time to be counted. */
  private static final Duration OPERATION = Duration.ofSeconds(2);

  private static final Map<String, String> NO_COPIES = Map.of("GATEWAY_CACHE_LOCAL", "off");

  /** So short that most of what is looked up is just past its time. */
  private static final Map<String, String> SHORT_LIVED = Map.of(
      "GATEWAY_CACHE_SOFT_TTL", "100ms",
      "GATEWAY_CACHE_STALE_WHILE_REVALIDATE", "100ms",
      "GATEWAY_CACHE_ABSENT_TTL", "100ms");

  private final ToldCosts costs = new ToldCosts();
  private final TestGateway sandbox = TestGateway.start("SANDBOX_GENERATE", "on");
  private final List<CountedGateway> instances = new ArrayList<>();
  private final Random random = new Random(20261124);

  @AfterEach
  void close() {
    instances.forEach(CountedGateway::close);
    sandbox.close();
  }

  @Test
  void anOperationTellsWhatItCostByLane() {
    open(NO_COPIES);

    done(instances
        .get(0)
        .start(
            "query Page { viewer { mpid } me: profile(mpid: \"" + VIEWER + "\") { mpid }"
                + " a: profile(mpid: \"7\") { isOptedOut } b: profile(mpid: \"7\") { mpid }"
                + " profiles(mpids: [\"7\", \"8\"]) { mpid } }",
            VIEWER,
            null));

    assertThat(costs.ended())
        .containsExactly(new ToldCosts.Cost(
            "Page",
            Map.of(Lane.VIEWER, 1, Lane.OTHER, 2, Lane.BACKGROUND, 0),
            Map.of(Lane.VIEWER, 1, Lane.OTHER, 2, Lane.BACKGROUND, 0),
            Map.of(Lane.VIEWER, 0, Lane.OTHER, 0, Lane.BACKGROUND, 0)));
  }

  @Test
  void theSumIsWhatTheUpstreamSaw() {
    open(NO_COPIES);

    run(2_000, 300);

    assertExact("without copies");
    assertThat(costs.callsOfRefreshes()).isZero();
    assertThat(costs.refused()).isPositive();
    assertThat(costs.ended().stream().map(ToldCosts.Cost::operation).collect(Collectors.toSet()))
        .hasSize(102)
        .contains("anonymous", "other", "Q1");
  }

  @Test
  void theSumIsExactWithCopiesThatAreRefreshed() {
    open(SHORT_LIVED);

    run(4_000, 8);

    assertExact("with copies");
    assertThat(costs.callsOfRefreshes()).isPositive();
    assertThat(costs.saved()).isPositive();
  }

  @Test
  void theSumIsExactForInstancesThatShareTheirCopies() {
    try (TestRedis redis = TestRedis.start()) {
      Map<String, String> shared = new HashMap<>(SHORT_LIVED);
      shared.put("REDIS_URL", redis.url());
      shared.put("GATEWAY_CACHE_KEYS", KEYS);
      open(shared);
      open(shared);

      run(4_000, 8);

      assertExact("with copies of two instances");
      assertThat(costs.callsOfRefreshes()).isPositive();
      assertThat(costs.saved()).isPositive();
      instances.forEach(CountedGateway::close);
      instances.clear();
    }
  }

  private void open(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(Map.of(
        "MPARTICLE_QUOTA_PER_SECOND", "2000",
        "GATEWAY_OPERATION_TIMEOUT", OPERATION.toMillis() + "ms",
        "MPARTICLE_TRY_TIMEOUT", "1s",
        "MPARTICLE_POOL_SIZE", "16",
        "MPARTICLE_POOL_WAITING", "32"));
    settings.putAll(more);
    instances.add(new CountedGateway(sandbox, settings, costs));
  }

  /** Operations about so many people, while the upstream misbehaves in several ways. */
  private void run(int operations, int people) {
    fault("'kind':'status','status':503,'fraction':0.08");
    fault("'kind':'reset','fraction':0.03");
    fault("'kind':'cut','fraction':0.03");
    fault("'kind':'garbage','fraction':0.01");
    fault("'kind':'hang','fraction':0.001");
    fault("'kind':'status','status':404,'fraction':0.03");
    fault("'kind':'status','status':429,'headers':{'Retry-After':'0'},'fraction':0.002");
    // One that hangs holds up no other.
    Semaphore room = new Semaphore(AT_ONCE);
    List<Future<OperationResponse>> answers = new ArrayList<>();
    for (int number = 0; number < operations; number++) {
      if (number % 1000 == 500) {
        sandbox.tellSandbox("POST", "/tokens/revoke", "{\"which\":\"all\"}");
      }
      Integer leaves = random.nextInt(10) == 0 ? 1 + random.nextInt(40) : null;
      take(room);
      answers.add(instances
          .get(number % instances.size())
          .start(drawn(people), VIEWER, leaves)
          .onComplete(ended -> room.release()));
    }
    done(Future.join(answers));
    assertThat(costs.ended()).hasSize(operations);
  }

  private static void take(Semaphore room) {
    try {
      assertThat(room.tryAcquire(60, TimeUnit.SECONDS))
          .as("operations come to an end")
          .isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** Names, aliases, repeats, several profiles and identities; one in four asks for the caller's own. */
  private String drawn(int people) {
    String name = random.nextInt(5) == 0 ? "query" : "query Q" + random.nextInt(150);
    String fields = IntStream.range(0, 1 + random.nextInt(4))
        .mapToObj(number -> field(number, 1 + random.nextInt(people)))
        .collect(Collectors.joining());
    return name + " {" + fields + " }";
  }

  private String field(int number, int person) {
    return switch (random.nextInt(4)) {
      case 0 -> " v%d: viewer { mpid }".formatted(number);
      case 1 -> " p%d: profile(mpid: \"%d\") { isOptedOut }".formatted(number, person);
      case 2 ->
        " i%d: profileByIdentity(identity: {type: CUSTOMER_ID, value: \"c-%d\"}) { mpid }"
            .formatted(number, person);
      default ->
        " l%d: profiles(mpids: [\"%d\", \"%d\"]) { mpid audienceMemberships { audienceId } }"
            .formatted(number, person, person + 1);
    };
  }

  private void assertExact(String what) {
    instances.forEach(CountedGateway::callNoMore);
    awaitSilence();
    System.out.printf(
        "ledger: %s: %d operations told of %d calls, %d of them later; refreshes of %d; %d saved, %d refused; the upstream saw"
            + " %d%n",
        what,
        costs.ended().size(),
        costs.calls() - costs.callsOfRefreshes(),
        costs.callsAfterTheEnd(),
        costs.callsOfRefreshes(),
        costs.saved(),
        costs.refused(),
        seen());
    assertThat(costs.calls()).isEqualTo(seen());
  }

  /** Until nothing was called for longer than anything takes. */
  private void awaitSilence() {
    int[] last = {-1, -1};
    long[] since = {System.nanoTime()};
    until(() -> {
      int[] now = {costs.calls(), seen()};
      if (now[0] != last[0] || now[1] != last[1]) {
        last[0] = now[0];
        last[1] = now[1];
        since[0] = System.nanoTime();
      }
      return System.nanoTime() - since[0] > OPERATION.plusMillis(200).toNanos();
    });
  }

  private int seen() {
    JsonNode kinds = sandbox.askSandbox("/counters").path("byKind");
    return kinds.path("profile").asInt() + kinds.path("resolve").asInt();
  }

  private void fault(String rule) {
    sandbox.tellSandbox("POST", "/faults", "{" + rule.replace('\'', '"') + "}");
  }
}
