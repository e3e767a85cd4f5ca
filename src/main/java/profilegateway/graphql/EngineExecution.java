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

/** Executes one operation with graphql-java. */
final class EngineExecution {
  private final OperationPath path;
  private final PreparedOperation prepared;
  private final OperationContext operation;

  EngineExecution(OperationPath path, PreparedOperation prepared, OperationContext operation) {
    this.path = path;
    this.prepared = prepared;
    this.operation = operation;
  }

  /** The result. After {@code timeout} it fails with a {@link TimeoutException}, and the execution is cancelled. */
  Future<ExecutionResult> result(Duration timeout) {
    ExecutionInput input = input();
    CompletableFuture<ExecutionResult> executed = path.engine().executeAsync(input);
    operation.profiles().dispatch();
    Future<ExecutionResult> atHand = Future.fromCompletionStage(executed);
    if (atHand.succeeded()) {
      // A complete result needs no timer.
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
