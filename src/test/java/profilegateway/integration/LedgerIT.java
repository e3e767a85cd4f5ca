package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.testing.Patience.until;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import profilegateway.access.Caller;
import profilegateway.config.GatewayConfig;
import profilegateway.config.Mode;
import profilegateway.config.SettingsReader;
import profilegateway.graphql.GatewaySchema;
import profilegateway.graphql.OperationEvents;
import profilegateway.graphql.OperationRequest;
import profilegateway.graphql.OperationResponse;
import profilegateway.graphql.Operations;
import profilegateway.graphql.ProfileTally;
import profilegateway.graphql.rights.Audit;
import profilegateway.profile.Cancellation;
import profilegateway.profile.Lane;
import profilegateway.profile.Ledger;
import profilegateway.profile.Mpid;
import profilegateway.testing.TestGateway;
import profilegateway.testing.TestLimits;
import profilegateway.upstream.UpstreamSource;

/** What operations are told to have cost is what the upstream saw, call for call. */
class LedgerIT {
  private static final int OPERATIONS = Integer.getInteger("ledger.operations", 2_000);
  private static final int AT_ONCE = 50;
  private static final String VIEWER = "9080350317581165000";

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
  private final List<Ended> ended = Collections.synchronizedList(new ArrayList<>());

  /** What one operation cost, by lane. */
  private record Ended(
      String operation,
      Map<Lane, Integer> calls,
      Map<Lane, Integer> saved,
      Map<Lane, Integer> refused) {

    static Ended of(String operation, Ledger ledger) {
      Map<Lane, Integer> calls = new EnumMap<>(Lane.class);
      Map<Lane, Integer> saved = new EnumMap<>(Lane.class);
      Map<Lane, Integer> refused = new EnumMap<>(Lane.class);
      for (Lane lane : Lane.values()) {
        calls.put(lane, ledger.calls(lane));
        saved.put(lane, ledger.saved(lane));
        refused.put(lane, ledger.refusals(lane));
      }
      return new Ended(operation, calls, saved, refused);
    }

    int sum(Map<Lane, Integer> counts) {
      return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void anOperationTellsWhatItCostByLane() throws Exception {
    try (TestGateway sandbox = TestGateway.start("SANDBOX_GENERATE", "on")) {
      Operations operations = operations(sandbox, Map.of());

      run(
          operations,
          "query Page { viewer { mpid } me: profile(mpid: \"" + VIEWER + "\") { mpid }"
              + " a: profile(mpid: \"7\") { isOptedOut } b: profile(mpid: \"7\") { mpid }"
              + " profiles(mpids: [\"7\", \"8\"]) { mpid } }");

      assertThat(ended)
          .containsExactly(new Ended(
              "Page",
              Map.of(Lane.VIEWER, 1, Lane.OTHER, 2, Lane.BACKGROUND, 0),
              Map.of(Lane.VIEWER, 1, Lane.OTHER, 2, Lane.BACKGROUND, 0),
              Map.of(Lane.VIEWER, 0, Lane.OTHER, 0, Lane.BACKGROUND, 0)));
    }
  }

  @Test
  void theSumOfAllOperationsIsWhatTheUpstreamSaw() throws Exception {
    try (TestGateway sandbox = TestGateway.start("SANDBOX_GENERATE", "on")) {
      Operations operations = operations(
          sandbox,
          Map.of(
              "MPARTICLE_QUOTA_PER_SECOND", "2000",
              "GATEWAY_OPERATION_TIMEOUT", "2s",
              "MPARTICLE_TRY_TIMEOUT", "1s",
              "MPARTICLE_POOL_SIZE", "16",
              "MPARTICLE_POOL_WAITING", "32"));
      fault(sandbox, "'kind':'status','status':503,'fraction':0.08");
      fault(sandbox, "'kind':'reset','fraction':0.03");
      fault(sandbox, "'kind':'cut','fraction':0.03");
      fault(sandbox, "'kind':'garbage','fraction':0.01");
      fault(sandbox, "'kind':'hang','fraction':0.001");
      fault(sandbox, "'kind':'status','status':404,'fraction':0.03");
      fault(sandbox, "'kind':'status','status':429,'headers':{'Retry-After':'0'},'fraction':0.002");
      Random random = new Random(20261123);
      List<Future<OperationResponse>> answers = new ArrayList<>();
      for (int number = 0; number < OPERATIONS; number++) {
        if (number % 1000 == 500) {
          sandbox.tellSandbox("POST", "/tokens/revoke", "{\"which\":\"all\"}");
        }
        answers.add(start(operations, drawn(random), random.nextInt(10) == 0, random.nextInt(40)));
        if (number >= AT_ONCE) {
          await(answers.get(number - AT_ONCE));
        }
      }
      await(Future.join(answers));

      int calls = ended.stream().mapToInt(one -> one.sum(one.calls())).sum();
      until(() -> seen(sandbox) >= calls);
      System.out.printf(
          "ledger: %d operations, %d calls, %d saved, %d refused; the upstream saw %d%n",
          OPERATIONS,
          calls,
          ended.stream().mapToInt(one -> one.sum(one.saved())).sum(),
          ended.stream().mapToInt(one -> one.sum(one.refused())).sum(),
          seen(sandbox));
      assertThat(ended).hasSize(OPERATIONS);
      assertThat(seen(sandbox)).isEqualTo(calls);
      assertThat(sandbox.askSandbox("/journal").path("requests").findValuesAsText("mpid").stream()
              .filter(VIEWER::equals))
          .hasSize(ended.stream()
              .mapToInt(one -> one.calls().getOrDefault(Lane.VIEWER, 0))
              .sum());
      assertThat(ended).anySatisfy(one -> assertThat(one.sum(one.refused())).isPositive());
      assertThat(ended.stream().map(Ended::operation).collect(Collectors.toSet()))
          .hasSize(102)
          .contains("anonymous", "other", "Q1");
    }
  }

  /** Names, aliases, repeats and several profiles; one in three asks for the caller's own. */
  private static String drawn(Random random) {
    String name = random.nextInt(5) == 0 ? "query" : "query Q" + random.nextInt(150);
    String fields = IntStream.range(0, 1 + random.nextInt(4))
        .mapToObj(number -> random.nextInt(3) == 0
            ? " v%d: viewer { mpid }".formatted(number)
            : " p%d: profile(mpid: \"%d\") { isOptedOut }".formatted(number, 1 + random.nextInt(5)))
        .collect(Collectors.joining());
    return name + " {" + fields + " }";
  }

  private Operations operations(TestGateway sandbox, Map<String, String> settings)
      throws Exception {
    GatewayConfig config = new SettingsReader(Path.of(""), settings)
        .read(Mode.SERVE_WITH_SANDBOX, Map.of(), TestGateway.account())
        .gatewayOf(sandbox.sandboxUrl());
    return new Operations(
        vertx,
        GatewaySchema.read(config.graphql()),
        UpstreamSource.open(
            vertx, config.upstream(), null, InstantSource.system(), System::nanoTime),
        config.graphql(),
        TestLimits.usual(),
        Set.of(),
        InstantSource.system(),
        System::nanoTime,
        new OperationEvents() {
          @Override
          public void ended(String operation, Ledger ledger) {
            ended.add(Ended.of(operation, ledger));
          }
        },
        new Audit() {});
  }

  private void run(Operations operations, String query) {
    await(start(operations, query, false, 0));
  }

  /** Executes an operation on an event loop of its own; who is in a hurry leaves before it is over. */
  private Future<OperationResponse> start(
      Operations operations, String query, boolean leaves, int afterMillis) {
    Cancellation cancellation = new Cancellation();
    return Future.future(answer -> ((VertxInternal) vertx)
        .createEventLoopContext()
        .runOnContext(go -> {
          if (leaves) {
            var unused = vertx.setTimer(1 + afterMillis, late -> cancellation.cancel());
          }
          operations
              .execute(
                  new OperationRequest("", query, null, Map.of()),
                  Caller.unchecked(Mpid.parse(VIEWER).orElseThrow()),
                  cancellation,
                  new ProfileTally())
              .onComplete(answer);
        }));
  }

  private static void await(Future<?> future) {
    try {
      var unused = future.mapEmpty().await(60, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException late) {
      throw new AssertionError(late);
    }
  }

  private static int seen(TestGateway sandbox) {
    JsonNode kinds = sandbox.askSandbox("/counters").path("byKind");
    return kinds.path("profile").asInt() + kinds.path("resolve").asInt();
  }

  private static void fault(TestGateway sandbox, String rule) {
    sandbox.tellSandbox("POST", "/faults", "{" + rule.replace('\'', '"') + "}");
  }
}
