package profilegateway.graphql.lanes;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import profilegateway.access.Caller;
import profilegateway.config.GraphQlConfig;
import profilegateway.config.Introspection;
import profilegateway.config.Limit;
import profilegateway.config.LimitsMode;
import profilegateway.graphql.EndedOperation;
import profilegateway.graphql.ErrorCode;
import profilegateway.graphql.GatewaySchema;
import profilegateway.graphql.InvalidSchema;
import profilegateway.graphql.OperationEvents;
import profilegateway.graphql.OperationRequest;
import profilegateway.graphql.OperationResponse;
import profilegateway.graphql.Operations;
import profilegateway.graphql.ProfileTally;
import profilegateway.graphql.limits.LimitEvents;
import profilegateway.graphql.limits.Limits;
import profilegateway.graphql.rights.Audit;
import profilegateway.http.WrittenAnswers;
import profilegateway.profile.Cancellation;
import profilegateway.profile.Lookup;
import profilegateway.profile.ProfileSource;
import profilegateway.profile.ReadContext;
import profilegateway.profile.Wanted;
import profilegateway.testing.TestLimits;

/** A gateway's operations with plans or without, and all that can be seen of one of them. */
final class Lane implements ProfileSource, OperationEvents, Audit {
  private final Vertx vertx;
  private final Operations operations;
  private final List<String> seen = new ArrayList<>();
  private DrawnProfiles profiles = new DrawnProfiles(new Dice(0), 0);
  private Arrival arrival = Arrival.AT_ONCE;
  private Promise<List<Lookup>> late = Promise.promise();
  private boolean byPlan;
  private int readByDataLoader;
  private int readOtherwise;

  /** When look-ups come back. */
  enum Arrival {
    AT_ONCE,
    LATE,
    BUG,
    BUG_AT_ONCE
  }

  /** One of several settings, by number, with plans or without. */
  Lane(Vertx vertx, int setting, boolean plan) throws InvalidSchema {
    this.vertx = vertx;
    GraphQlConfig config = new GraphQlConfig(
        List.of(
            Path.of("examples/attributes.graphqls"),
            Path.of("src/test/resources/profilegateway/lanes/attributes.graphqls")),
        false,
        Set.of("customer_id", "other"),
        setting == 1 ? Set.of("audience_memberships", "attribution") : Set.of(),
        Duration.ofSeconds(30),
        setting == 1 ? Introspection.ON : Introspection.AUTHENTICATED,
        plan);
    Limits limits = new Limits(
        TestLimits.config(
            setting == 2 ? LimitsMode.WARN : LimitsMode.ENFORCE,
            setting == 0 ? Map.of() : Map.of(Limit.PROFILES, 3, Limit.COST, 200)),
        new LimitEvents() {
          @Override
          public void exceeded(Limit limit, long value, boolean refused) {
            seen.add("exceeded " + limit + " " + value + " " + refused);
          }
        });
    operations = new Operations(
        vertx,
        GatewaySchema.read(config),
        this,
        config,
        limits,
        setting == 2 ? Set.of("profile:identities") : Set.of(),
        () -> DrawnProfiles.NOW,
        () -> 5,
        this,
        this);
  }

  /** Executes a request; gives all that can be seen of that. */
  List<String> execute(DrawnRequest request, Caller caller, DrawnProfiles given, Arrival when)
      throws Exception {
    seen.clear();
    profiles = given;
    arrival = when;
    late = Promise.promise();
    byPlan = false;
    // On an event loop, as the gateway does: on another thread, the answer may precede the events.
    Future<OperationResponse> answer = Future.future(promise -> vertx.runOnContext(go -> {
      operations
          .execute(
              new OperationRequest(
                  "r1", request.document(), request.operationName(), request.variables()),
              caller,
              new Cancellation(),
              new ProfileTally())
          .onComplete(promise);
      if (when == Arrival.LATE) {
        var unused = late.tryComplete(List.of());
      }
    }));
    OperationResponse response = answer.await(20, TimeUnit.SECONDS);
    seen.add("executed " + response.executed());
    seen.add("fresh for " + response.freshFor());
    seen.add("about " + response.about().name() + " " + response.about().origins());
    seen.add("cost " + response.ledger().calls() + " " + response.ledger().saved());
    seen.add(WrittenAnswers.body(response, false, false).toString());
    seen.add(WrittenAnswers.body(response, false, true).toString());
    seen.add(WrittenAnswers.body(response, true, true).toString());
    return List.copyOf(seen);
  }

  /** Whether the last one was executed by its plan. */
  boolean byPlan() {
    return byPlan;
  }

  /** How many lookups reached the source through a DataLoader. */
  int readByDataLoader() {
    return readByDataLoader;
  }

  /** How many lookups reached the source in another way. */
  int readOtherwise() {
    return readOtherwise;
  }

  @Override
  public @Nullable List<Lookup> local(List<Wanted> wanted, ReadContext context) {
    return isHeld(wanted) ? found(wanted, context) : null;
  }

  private boolean isHeld(List<Wanted> wanted) {
    return wanted.stream().allMatch(one -> profiles.isHeld(one.reference()));
  }

  private List<Lookup> found(List<Wanted> wanted, ReadContext context) {
    for (Wanted one : wanted) {
      seen.add("asked " + one.reference().hashCode() + " " + one.parts() + " " + one.lane());
      context.ledger().called(one.lane(), one.parts());
    }
    return wanted.stream().map(profiles::lookup).toList();
  }

  @Override
  public Future<List<Lookup>> read(List<Wanted> wanted, ReadContext context) {
    List<Lookup> found = found(wanted, context);
    if (isCalledByDataLoader()) {
      readByDataLoader += wanted.size();
    } else {
      readOtherwise += wanted.size();
    }
    if (isHeld(wanted)) {
      return Future.succeededFuture(found);
    }
    if (arrival == Arrival.BUG_AT_ONCE) {
      throw new IllegalStateException("drawn");
    }
    return switch (arrival) {
      case LATE -> late.future().map(there -> found);
      case BUG -> Future.failedFuture(new IllegalStateException("drawn"));
      default -> Future.succeededFuture(found);
    };
  }

  private static boolean isCalledByDataLoader() {
    String loader = DataLoader.class.getPackageName() + ".";
    return StackWalker.getInstance()
        .walk(calls -> calls.anyMatch(call -> call.getClassName().startsWith(loader)));
  }

  @Override
  public void ended(EndedOperation operation) {
    byPlan = operation.byPlan();
    seen.add("ended " + operation.name() + " " + operation.waitedNanos());
  }

  @Override
  public void batched(int count) {
    seen.add("batched " + count);
  }

  @Override
  public void failed(ErrorCode code) {
    seen.add("failed " + code);
  }

  @Override
  public void operationEnded(Entry entry) {
    seen.add("audit " + entry.profiles() + " " + entry.parts() + " " + entry.routes() + " "
        + new java.util.TreeMap<>(entry.refusals().entrySet().stream()
            .collect(java.util.stream.Collectors.toMap(
                refused -> refused.getKey().toString(), refused -> refused.getValue()))));
  }
}
