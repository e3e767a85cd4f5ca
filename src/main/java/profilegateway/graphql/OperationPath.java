package profilegateway.graphql;

import graphql.GraphQL;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.LongSupplier;
import profilegateway.graphql.rights.Audit;
import profilegateway.profile.ProfileSource;
import profilegateway.profile.Timer;

/**
 * What every operation goes by, once its document is known to be valid. Shared by all event loops.
 *
 * @param timeout of the profiles of one operation
 * @param nanoTime as {@link System#nanoTime()}
 */
record OperationPath(
    Vertx vertx,
    Timer timer,
    ProfileSource source,
    GraphQL engine,
    Duration timeout,
    OperationNames names,
    OperationEvents events,
    Audit audit,
    LongSupplier nanoTime) {

  long now() {
    return nanoTime.getAsLong();
  }
}
