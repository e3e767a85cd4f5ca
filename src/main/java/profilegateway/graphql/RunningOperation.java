package profilegateway.graphql;

import graphql.ExecutionResult;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import profilegateway.graphql.OperationResponse.About;
import profilegateway.graphql.plan.JsonBytes;
import profilegateway.graphql.plan.PlannedOperation;
import profilegateway.graphql.rights.AuditTrail;
import profilegateway.profile.AtOnce;
import profilegateway.profile.Cancellation;
import profilegateway.profile.Deadline;
import profilegateway.profile.Ledger;
import profilegateway.profile.ReadContext;

/** One operation on its way from a valid document to its answer. Confined to its event loop. */
final class RunningOperation {
  /** What is left to write an answer after its last profile came, or failed, at the deadline. */
  private static final Duration GRACE = Duration.ofMillis(250);

  private final OperationPath path;
  private final PreparedOperation prepared;
  private final long begin;
  private final String name;
  private final OperationSpan span;
  private final Ledger ledger = new Ledger();
  private final FreshTime freshTime = new FreshTime();
  private final AuditTrail trail;
  private final WaitingTime waitingTime;
  private final ProfileLoader profiles;
  private final OperationContext context;

  /**
   * Begins its span and counts its name: to be run at once.
   *
   * @param begin when it came to be executed, on the clock of {@code path}
   */
  RunningOperation(
      OperationPath path, PreparedOperation prepared, Cancellation cancellation, long begin) {
    OperationRequest request = prepared.request();
    this.path = path;
    this.prepared = prepared;
    this.begin = begin;
    this.name = path.names().counted(prepared.operation().getName());
    this.span = OperationSpan.begin(request, prepared.document(), prepared.operation(), name);
    this.trail = new AuditTrail(request.id(), prepared.caller());
    this.waitingTime = new WaitingTime(path.nanoTime());
    Deadline deadline = Deadline.after(path.timeout(), begin, path.nanoTime());
    this.profiles = new ProfileLoader(
        path.source(),
        prepared.caller(),
        prepared.isOfOneProfile(),
        new ReadContext(deadline, ledger, cancellation, span.span()),
        path.events(),
        waitingTime);
    this.context = new OperationContext(
        request.id(), prepared.caller(), prepared.readers(), profiles, freshTime, trail);
  }

  /** Runs it, once. */
  Future<OperationResponse> run() {
    PlannedOperation planned = prepared.planned();
    return AtOnce.map(planned == null ? byEngine() : byPlan(planned), this::withAbout)
        .onComplete(this::end);
  }

  private OperationResponse withAbout(OperationResponse response) {
    return response.about(
        new About(name, new DocumentHash(prepared.request().query()), profiles.origins()));
  }

  private void end(AsyncResult<OperationResponse> over) {
    if (over.succeeded()) {
      for (GatewayError error : over.result().errors()) {
        path.events().failed(error.code());
      }
    }
    span.end(over);
    path.events()
        .ended(new EndedOperation(
            name,
            over.succeeded() && over.result().written() != null,
            ledger,
            elapsed(),
            waitingTime.nanos()));
    ledger.passOn(more -> path.events().costMore(name, more));
    trail.end(path.audit());
  }

  private Future<OperationResponse> byPlan(PlannedOperation planned) {
    Future<@Nullable JsonBytes> written =
        new PlanExecution(planned, context, path.timer()).write(longest());
    return AtOnce.recover(AtOnce.compose(written, this::writtenOrByEngine), this::orTooLate);
  }

  private Future<OperationResponse> writtenOrByEngine(@Nullable JsonBytes written) {
    return written == null
        ? byEngine()
        : Future.succeededFuture(OperationResponse.planned(written, ledger, freshFor()));
  }

  private Future<OperationResponse> byEngine() {
    Future<ExecutionResult> executed =
        new EngineExecution(path, prepared, context).result(longest());
    return AtOnce.recover(AtOnce.map(executed, this::response), this::orTooLate);
  }

  private OperationResponse response(ExecutionResult result) {
    List<GatewayError> errors = EngineErrors.ofExecution(result.getErrors(), result.getData());
    return new OperationResponse(
        result.isDataPresent(), result.getData(), null, errors, ledger, freshFor(), About.NOTHING);
  }

  private Future<OperationResponse> orTooLate(Throwable failure) {
    return failure instanceof TimeoutException
        ? Future.succeededFuture(tooLate())
        : Future.failedFuture(failure);
  }

  private OperationResponse tooLate() {
    return new OperationResponse(
        true,
        null,
        null,
        List.of(GatewayError.ofRequest(
            ErrorCode.UPSTREAM_TIMEOUT, "The operation took longer than it may.")),
        ledger,
        Duration.ZERO,
        About.NOTHING);
  }

  private Duration longest() {
    return path.timeout().plus(GRACE);
  }

  private Duration freshFor() {
    return freshTime.leftAfter(Duration.ofNanos(elapsed()));
  }

  private long elapsed() {
    return path.now() - begin;
  }
}
