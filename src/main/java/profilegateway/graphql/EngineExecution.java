package profilegateway.graphql;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One operation as graphql-java executes it. */
final class EngineExecution {
  private final OperationPath path;
  private final PreparedOperation prepared;
  private final OperationContext operation;

  EngineExecution(OperationPath path, PreparedOperation prepared, OperationContext operation) {
    this.path = path;
    this.prepared = prepared;
    this.operation = operation;
  }

  /** What comes of it. Fails with a {@link TimeoutException}, and is ended, where it takes longer than {@code timeout}. */
  Future<ExecutionResult> result(Duration timeout) {
    ExecutionInput input = input();
    CompletableFuture<ExecutionResult> executed = path.engine().executeAsync(input);
    operation.profiles().dispatch();
    Future<ExecutionResult> atHand = Future.fromCompletionStage(executed);
    if (atHand.succeeded()) {
      // It needs no clock.
      return atHand;
    }
    return Future.fromCompletionStage(executed, path.vertx().getOrCreateContext())
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(failure -> input.cancel());
  }

  private ExecutionInput input() {
    OperationRequest request = prepared.request();
    return ExecutionInput.newExecutionInput(request.query())
        .operationName(request.operationName())
        .variables(request.variables())
        .locale(Locale.ENGLISH)
        .graphQLContext(values -> {
          operation.putInto(values);
          values.of(PreparsedDocumentEntry.class, new PreparsedDocumentEntry(prepared.document()));
        })
        .build();
  }
}
