package profilegateway.graphql;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import profilegateway.access.Caller;
import profilegateway.graphql.rights.Audit;
import profilegateway.profile.Cancellation;
import profilegateway.profile.Copy;
import profilegateway.profile.Lookup;
import profilegateway.profile.Part;
import profilegateway.profile.PartLookup;
import profilegateway.profile.Profile;
import profilegateway.profile.ProfileSource;
import profilegateway.profile.ReadContext;
import profilegateway.profile.SampleProfile;
import profilegateway.profile.Wanted;

/**
 * One operation from its request to its answer, with everything that is asked for at hand: on an event loop, as operations are, many
 * in a row.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class Execution {
  private static final int MANY = 500;

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final Operations operations = new Operations(
      vertx,
      Sample.schema(),
      new AtHand(),
      Sample.CONFIG,
      Sample.limits(),
      Set.of(),
      InstantSource.system(),
      System::nanoTime,
      new OperationEvents() {},
      new Audit() {});

  @Param({"1", "10"})
  public int profiles;

  private OperationRequest request;

  @Setup
  public void check() throws InterruptedException {
    request = new OperationRequest(
        "r", SampleOperation.query(profiles), null, SampleOperation.variables(profiles));
    OperationResponse answer = execute();
    if (!answer.errors().isEmpty() || answer.data().size() != profiles) {
      throw new AssertionError(answer.errors());
    }
  }

  @TearDown
  public void close() {
    vertx.close();
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public OperationResponse execute() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    OperationResponse[] answer = new OperationResponse[1];
    loop.runOnContext(begin -> next(MANY, answer, over));
    over.await();
    return answer[0];
  }

  private void next(int left, OperationResponse[] answer, CountDownLatch over) {
    if (left == 0) {
      over.countDown();
      return;
    }
    operations
        .execute(request, Caller.unchecked(null), new Cancellation(), new ProfileTally())
        .onComplete(executed -> {
          answer[0] = executed.result();
          loop.runOnContext(then -> next(left - 1, answer, over));
        });
  }

  /** Everybody is the sample, and held. */
  private static final class AtHand implements ProfileSource {
    private final Copy copy = new Copy(Copy.Origin.CACHE, Instant.EPOCH, Duration.ofSeconds(60));

    @Override
    public Future<List<Lookup>> read(List<Wanted> wanted, ReadContext context) {
      return Future.succeededFuture(wanted.stream().map(this::lookup).toList());
    }

    private Lookup lookup(Wanted wanted) {
      Map<Part, PartLookup> parts = new EnumMap<>(Part.class);
      wanted
          .parts()
          .forEach(
              part -> parts.put(part, new PartLookup.Had(SampleProfile.PARTS.get(part), copy)));
      return new Lookup.Found(new Profile(SampleProfile.HEAD, copy, parts));
    }
  }
}
