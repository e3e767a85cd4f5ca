package profilegateway.command;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * What a command has started, and closes again. Used by the thread of the command alone; this is the one place where
 * a thread waits for a future, and it is no thread of Vert.x.
 */
final class Running implements AutoCloseable {
  private static final long STARTING_SECONDS = 60;
  /** The longest wait before the end that can be set, and the longest operation after it, and a little. */
  private static final long CLOSING_SECONDS = 135;

  private final Vertx vertx;
  private final Deque<Supplier<Future<Void>>> closers = new ArrayDeque<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param eventLoops how many event loops there are
   * @param readsResources whether files of the jar are served, which have to be unpacked for it
   */
  Running(int eventLoops, boolean readsResources) {
    vertx = Vertx.vertx(new VertxOptions()
        .setPreferNativeTransport(true)
        .setEventLoopPoolSize(eventLoops)
        .setFileSystemOptions(new FileSystemOptions()
            .setClassPathResolvingEnabled(readsResources)
            .setFileCachingEnabled(readsResources)));
    vertx.exceptionHandler(Log::uncaught);
  }

  Vertx vertx() {
    return vertx;
  }

  /** Starts something and waits until it runs. */
  <T> T started(Supplier<Future<T>> start) throws StartFailure {
    return finished(start, Duration.ofSeconds(STARTING_SECONDS));
  }

  /** Begins something and waits until it is over, so long at most. */
  <T> T finished(Supplier<Future<T>> start, Duration longest) throws StartFailure {
    try {
      return start
          .get()
          .toCompletionStage()
          .toCompletableFuture()
          .get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new StartFailure(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException | RuntimeException e) {
      throw new StartFailure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure(e);
    }
  }

  /** Has something closed at the end; what started last is closed first. */
  void closeAtEnd(Supplier<Future<Void>> closer) {
    closers.push(closer);
  }

  /** Opens when everything is closed. */
  CountDownLatch closed() {
    return closed;
  }

  @Override
  public void close() {
    try {
      await(closeNext());
      // Not the last step of that chain: a chain goes on where its last future was completed, and
      // here that is an event
      // loop that is gone by then.
      await(vertx.close());
    } catch (ExecutionException | TimeoutException e) {
      Log.failedToClose(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closed.countDown();
    }
  }

  private static void await(Future<Void> closing)
      throws ExecutionException, InterruptedException, TimeoutException {
    closing.toCompletionStage().toCompletableFuture().get(CLOSING_SECONDS, TimeUnit.SECONDS);
  }

  /** One after the other, and the next one even where one fails. */
  private Future<Void> closeNext() {
    Supplier<Future<Void>> closer = closers.poll();
    return closer == null ? Future.succeededFuture() : closer.get().transform(done -> closeNext());
  }
}
