package profilegateway.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import profilegateway.access.Caller;
import profilegateway.config.GraphQlConfig;
import profilegateway.config.Introspection;
import profilegateway.graphql.plan.JsonBytes;
import profilegateway.graphql.plan.Plan;
import profilegateway.graphql.plan.PlannedOperation;
import profilegateway.graphql.rights.AuditTrail;
import profilegateway.graphql.rights.Readers;
import profilegateway.profile.Cancellation;
import profilegateway.profile.Copy;
import profilegateway.profile.Deadline;
import profilegateway.profile.Head;
import profilegateway.profile.Ledger;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.PartContent.RawIdentity;
import profilegateway.profile.PartContent.UserIdentities;
import profilegateway.profile.PartLookup;
import profilegateway.profile.Profile;
import profilegateway.profile.ReadContext;
import profilegateway.profile.Timer;
import profilegateway.testing.TestLimits;

/** An operation by its plan whose profiles are not there at once. */
class PlanExecutionTest {
  private static final Caller ANYBODY = Caller.unchecked(null);
  private static final Duration LONG = Duration.ofSeconds(3);

  private final Promise<List<Lookup>> found = Promise.promise();
  private @Nullable Runnable alarm;
  private Future<@Nullable JsonBytes> written = Future.failedFuture("not begun");

  @BeforeEach
  void begin() throws Exception {
    begin("{ profile(mpid: \"1\") { mpid } }");
  }

  private void begin(String query) throws Exception {
    Readers readers = Readers.of(ANYBODY, Set.of());
    ReadContext read =
        new ReadContext(Deadline.after(LONG, System::nanoTime), new Ledger(), new Cancellation());
    ProfileLoader profiles = new ProfileLoader(
        (wanted, context) -> found.future(),
        ANYBODY,
        true,
        read,
        new OperationEvents() {},
        new WaitingTime(System::nanoTime));
    OperationContext operation = new OperationContext(
        "1", ANYBODY, readers, profiles, new FreshTime(), new AuditTrail("1", ANYBODY));
    written = new PlanExecution(planned(readers, query), operation, this::after).write(LONG);
  }

  private static PlannedOperation planned(Readers readers, String query) throws Exception {
    GraphQlConfig config =
        new GraphQlConfig(List.of(), false, Set.of(), Set.of(), LONG, Introspection.ON, true);
    GatewaySchema.Executable executable =
        GatewaySchema.read(config).executable(config, InstantSource.system());
    Documents documents =
        new Documents(executable.schema(), TestLimits.usual(), executable.plans());
    Plan plan = documents.document(query).plans().values().iterator().next();
    return Objects.requireNonNull(plan.begin(Map.of(), ANYBODY, readers));
  }

  private Timer.Alarm after(Duration time, Runnable then) {
    alarm = then;
    return () -> alarm = null;
  }

  @Test
  void whatComesInTimeIsWrittenAndCallsOffTheAlarm() {
    assertThat(written.isComplete()).isFalse();
    found.complete(List.of(new Lookup.Absent()));

    Buffer json = Buffer.buffer();
    Objects.requireNonNull(written.result()).appendTo(json);
    assertThat(json).hasToString("{\"profile\":null}");
    assertThat(alarm).isNull();
  }

  @Test
  void whatComesTooLateChangesNothing() {
    Objects.requireNonNull(alarm).run();
    assertThat(written.cause()).isInstanceOf(TimeoutException.class);

    found.complete(List.of(new Lookup.Absent()));
    assertThat(written.cause()).isInstanceOf(TimeoutException.class);
  }

  /** Otherwise the client would wait for an answer without end. */
  @Test
  void whateverIsThrownIsAFailure() throws Exception {
    begin("{ profile(mpid: \"1\") { userIdentities { value } } }");
    StackOverflowError thrown = new StackOverflowError();
    List<RawIdentity> identities = new AbstractList<>() {
      @Override
      public RawIdentity get(int index) {
        throw thrown;
      }

      @Override
      public int size() {
        return 1;
      }
    };
    Copy copy = new Copy(Copy.Origin.UPSTREAM, Instant.EPOCH, Duration.ZERO);
    PartLookup part = new PartLookup.Had(new UserIdentities(identities), copy);
    Head head = new Head(new Mpid(1), null, null, null, null, Set.of());
    found.complete(
        List.of(new Lookup.Found(new Profile(head, copy, Map.of(Part.USER_IDENTITIES, part)))));

    assertThat(written.cause()).isSameAs(thrown);
    assertThat(alarm).isNull();
  }
}
