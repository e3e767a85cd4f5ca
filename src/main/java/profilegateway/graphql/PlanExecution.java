package profilegateway.graphql;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import profilegateway.graphql.plan.JsonBytes;
import profilegateway.graphql.plan.PlannedOperation;
import profilegateway.profile.Bug;
import profilegateway.profile.Lookup;
import profilegateway.profile.Timer;

/**
 * Executes one operation by its plan. If the plan cannot write the response after all, the engine executes the operation with the
 * profiles that were read.
 */
final class PlanExecution {
  private static final Logger LOG = LoggerFactory.getLogger(PlanExecution.class);

  private final PlannedOperation planned;
  private final OperationContext operation;
  private final Timer timer;

  PlanExecution(PlannedOperation planned, OperationContext operation, Timer timer) {
    this.planned = planned;
    this.operation = operation;
    this.timer = timer;
  }

  /**
   * The {@code data} of the response; null if the engine has to execute the operation. Fails with a {@link TimeoutException} if the
   * profiles do not arrive within {@code timeout}.
   */
  Future<@Nullable JsonBytes> write(Duration timeout) {
    Future<List<Lookup>> read = read();
    if (read.isComplete()) {
      // A complete read needs no timer.
      return Future.succeededFuture(writtenOrNull(read));
    }
    Promise<@Nullable JsonBytes> written = Promise.promise();
    Timer.Alarm end = timer.after(timeout, () -> written.tryFail(new TimeoutException()));
    // transform() turns an exception into a failed future; else the client would wait for ever.
    read.transform((found, lost) -> inTime(read, written)).onComplete(over -> {
      end.cancel();
      if (over.succeeded()) {
        written.tryComplete(over.result());
      } else {
        written.tryFail(over.cause());
      }
    });
    return written.future();
  }

  private Future<@Nullable JsonBytes> inTime(
      Future<List<Lookup>> read, Promise<@Nullable JsonBytes> written) {
    return Future.succeededFuture(written.future().isComplete() ? null : writtenOrNull(read));
  }

  private Future<List<Lookup>> read() {
    try {
      return operation.profiles().loadAll(planned.gathered());
    } catch (RuntimeException bug) {
      return Future.failedFuture(bug);
    }
  }

  private @Nullable JsonBytes writtenOrNull(Future<List<Lookup>> read) {
    JsonBytes written = read.succeeded() ? written(read.result()) : null;
    if (written == null) {
      operation.profiles().reuse(planned.gathered(), read);
    }
    return written;
  }

  private @Nullable JsonBytes written(List<Lookup> found) {
    try {
      return planned.write(found, operation);
    } catch (RuntimeException bug) {
      LOG.error("request {}: the plan failed", operation.requestId(), Bug.of(bug));
      return null;
    }
  }
}
