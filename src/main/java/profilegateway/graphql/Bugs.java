package profilegateway.graphql;

import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import profilegateway.profile.Bug;

/** What a resolver throws is a bug: logged with its stack, and shown as nothing but that. */
final class Bugs implements DataFetcherExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Bugs.class);

  @Override
  public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
      DataFetcherExceptionHandlerParameters thrown) {
    String id = OperationContext.of(thrown.getDataFetchingEnvironment()).requestId();
    LOG.error("request {}: a resolver failed", id, Bug.of(thrown.getException()));
    GatewayError error = new GatewayError(
        "Something went wrong in the gateway; its operator finds it by the request id " + id + ".",
        List.of(thrown.getSourceLocation()),
        thrown.getPath().toList(),
        ErrorCode.INTERNAL_SERVER_ERROR,
        null);
    return CompletableFuture.completedFuture(
        DataFetcherExceptionHandlerResult.newResult(error).build());
  }
}
