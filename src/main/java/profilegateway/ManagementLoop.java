package profilegateway;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import profilegateway.http.Connections;
import profilegateway.http.Exchanges;

/**
 * The event loop that the management port has to itself, so that probes are answered while GraphQL keeps all others busy. It is of
 * another Vert.x: one that is shared hands out its event loops in turn, to whoever comes.
 */
final class ManagementLoop {
  private final Vertx others;
  private final Vertx own;
  private final Listeners listeners;

  /** @param others whose event loops serve everything else */
  ManagementLoop(Vertx others) {
    this.others = others;
    this.own = Vertx.vertx(new VertxOptions()
        .setPreferNativeTransport(others.isNativeTransportEnabled())
        .setEventLoopPoolSize(1)
        .setFileSystemOptions(new FileSystemOptions()
            .setClassPathResolvingEnabled(false)
            .setFileCachingEnabled(false)));
    own.exceptionHandler(
        thrown -> ((ContextInternal) others.getOrCreateContext()).reportException(thrown));
    this.listeners = new Listeners(own);
  }

  /** The Vert.x that has this event loop alone. */
  Vertx vertx() {
    return own;
  }

  /** Listens, and gives the port. */
  Future<Integer> listen(
      String host,
      int port,
      Connections connections,
      Supplier<? extends Handler<HttpServerRequest>> routes) {
    return listeners.listen(host, port, 1, connections, Exchanges.untold(), routes);
  }

  /** Has something done on one of the other event loops, and tells of it on this one. */
  <T> Future<T> elsewhere(Supplier<Future<T>> what) {
    CompletableFuture<T> told = new CompletableFuture<>();
    others.runOnContext(there -> Future.succeededFuture()
        .compose(begin -> what.get())
        .onComplete(told::complete, told::completeExceptionally));
    return Future.fromCompletionStage(told, own.getOrCreateContext());
  }

  /** Stops listening when the last answer is out, and ends the event loop; told by one of the others. */
  Future<Void> close() {
    Promise<Void> closed = Promise.promise();
    listeners
        .close()
        .onComplete(silent ->
            own.close().onComplete(ended -> others.runOnContext(there -> closed.complete())));
    return closed.future();
  }
}
