package profilegateway.graphql;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import profilegateway.access.Caller;
import profilegateway.config.GraphQlConfig;
import profilegateway.config.Introspection;
import profilegateway.config.Limit;
import profilegateway.config.LimitsConfig;
import profilegateway.config.LimitsMode;
import profilegateway.graphql.limits.LimitEvents;
import profilegateway.graphql.limits.Limits;
import profilegateway.graphql.plan.JsonBytes;
import profilegateway.graphql.plan.Plan;
import profilegateway.graphql.plan.PlannedOperation;
import profilegateway.graphql.plan.ProfileView;
import profilegateway.graphql.plan.Seen;
import profilegateway.graphql.rights.Audit;
import profilegateway.graphql.rights.Readers;
import profilegateway.profile.Cancellation;
import profilegateway.profile.Copy;
import profilegateway.profile.Head;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.PartContent.AudienceMembership;
import profilegateway.profile.PartContent.AudienceMemberships;
import profilegateway.profile.PartLookup;
import profilegateway.profile.Profile;
import profilegateway.profile.UserAttribute;
import profilegateway.profile.UserAttributes;

/**
 * An operation of profiles that are at hand, from its text to its answer: mpid, one declared attribute and audience memberships of
 * each. The engine's answer is a tree that is still to be written; a plan's is written. {@code planAlone} is the plan without what
 * is done around it for every operation.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class BothLanes {
  private static final Caller CALLER = Caller.unchecked(null);

  @Param({"1", "10"})
  public int profiles;

  private Vertx vertx;
  private Operations byPlan;
  private Operations byEngine;
  private OperationRequest request;
  private Plan plan;
  private Readers readers;
  private List<Lookup> found;

  @Setup
  public void open() throws Exception {
    vertx = Vertx.vertx();
    byPlan = operations(true);
    byEngine = operations(false);
    List<String> mpids =
        LongStream.rangeClosed(1, profiles).mapToObj(n -> Long.toString(4_000_000_000_000_000L + n)).toList();
    String selection = "{ mpid attributes { lifetimeValue } audienceMemberships { audienceId audienceName } }";
    request = profiles == 1
        ? new OperationRequest(
            "r1", "query One($mpid: ID!) { profile(mpid: $mpid) " + selection + " }", null, Map.of("mpid", mpids.get(0)))
        : new OperationRequest(
            "r1", "query Some($mpids: [ID!]!) { profiles(mpids: $mpids) " + selection + " }", null, Map.of("mpids", mpids));
    GatewaySchema.Executable executable =
        GatewaySchema.read(config(true)).executable(config(true), InstantSource.system());
    var document = new Documents(executable.schema(), limits(), executable.plans()).document(request.query());
    plan = document.plans().values().iterator().next();
    readers = Readers.of(CALLER, Set.of());
    found = mpids.stream().map(mpid -> lookup(new Mpid(Long.parseLong(mpid)))).toList();
  }

  @TearDown
  public void close() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private static GraphQlConfig config(boolean plan) {
    return new GraphQlConfig(
        List.of(Path.of("examples/attributes.graphqls")),
        false,
        Set.of("customer_id"),
        Set.of(),
        Duration.ofSeconds(3),
        Introspection.OFF,
        plan);
  }

  private static Limits limits() {
    Map<Limit, Integer> values = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      values.put(limit, limit.fallback());
    }
    return new Limits(
        new LimitsConfig(LimitsMode.ENFORCE, values, Duration.ofSeconds(4)), new LimitEvents() {});
  }

  private Operations operations(boolean plan) throws InvalidSchema {
    return new Operations(
        vertx,
        GatewaySchema.read(config(plan)),
        (wanted, context) -> Future.succeededFuture(
            wanted.stream().map(one -> lookup((Mpid) one.reference())).collect(Collectors.toList())),
        config(plan),
        limits(),
        Set.of(),
        InstantSource.system(),
        System::nanoTime,
        new OperationEvents() {},
        new Audit() {});
  }

  private static Lookup lookup(Mpid mpid) {
    Copy copy = new Copy(Copy.Origin.CACHE, Instant.EPOCH, Duration.ofSeconds(30));
    Map<Part, PartLookup> parts = new EnumMap<>(Part.class);
    parts.put(Part.USER_ATTRIBUTES, new PartLookup.Had(ATTRIBUTES, copy));
    parts.put(Part.AUDIENCE_MEMBERSHIPS, new PartLookup.Had(MEMBERSHIPS, copy));
    return new Lookup.Found(
        new Profile(new Head(mpid, null, null, false, null, Set.of()), copy, parts));
  }

  private static final UserAttributes ATTRIBUTES = new UserAttributes(List.of(
      new UserAttribute("ltv", "342.1"),
      new UserAttribute("$city", "New York"),
      new UserAttribute("view_preference", "Dark Mode")));
  private static final AudienceMemberships MEMBERSHIPS = new AudienceMemberships(List.of(
      new AudienceMembership("17802", "Meret final CA test", null),
      new AudienceMembership("17918", "Decor Remarketing", null)));

  private static OperationResponse ask(Operations operations, OperationRequest request) throws Exception {
    Future<OperationResponse> answer =
        operations.execute(request, CALLER, new Cancellation(), new ProfileTally());
    return answer.isComplete() ? answer.result() : answer.await(20, TimeUnit.SECONDS);
  }

  @Benchmark
  public OperationResponse plan() throws Exception {
    return ask(byPlan, request);
  }

  @Benchmark
  public OperationResponse engine() throws Exception {
    return ask(byEngine, request);
  }

  @Benchmark
  public JsonBytes planAlone() {
    PlannedOperation planned = plan.begin(request.variables(), CALLER, readers);
    return planned.write(found, NOBODY);
  }

  private static final Seen NOBODY = new Seen() {
    @Override
    public void profile(String field, ProfileView view) {}

    @Override
    public void nothing() {}
  };
}
