package profilegateway.redis.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class WaitTest {
  private static final Duration LIMIT = Duration.ofMillis(30);

  private Vertx vertx;
  private Context loop;
  private final Promise<String> answer = Promise.promise();
  private final Promise<String> heard = Promise.promise();

  @BeforeEach
  void open(Vertx opened) {
    vertx = opened;
    loop = vertx.getOrCreateContext();
  }

  @Test
  void anAnswerInTimeIsHeard() throws Exception {
    loop.runOnContext(start -> {
      Wait.within(vertx, LIMIT, answer.future()).onComplete(heard);
      answer.complete("answer");
    });

    assertThat(get(heard.future())).isEqualTo("answer");
  }

  @Test
  void whoSaysNothingIsNotWaitedFor() throws Exception {
    loop.runOnContext(start -> Wait.within(vertx, LIMIT, answer.future()).onComplete(heard));

    assertThat(get(heard
            .future()
            .otherwise(failure -> failure instanceof TimeoutException ? "silence" : "")))
        .isEqualTo("silence");
  }

  @Test
  void aFailureIsTold() throws Exception {
    loop.runOnContext(start -> {
      Wait.within(vertx, LIMIT, answer.future()).onComplete(heard);
      answer.fail("refused");
    });

    assertThat(get(heard.future().otherwise(Throwable::getMessage))).isEqualTo("refused");
  }

  @Test
  void timeInWhichTheProcessIsHeldUpDoesNotCount() throws Exception {
    CountDownLatch isSent = new CountDownLatch(1);
    loop.runOnContext(start -> {
      Wait.within(vertx, LIMIT, answer.future()).onComplete(heard);
      await(isSent);
    });
    // Time is long up when the loop comes to look at the answer, which takes it several turns.
    Executor later = CompletableFuture.delayedExecutor(3 * LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    later.execute(() -> {
      loop.runOnContext(
          one -> loop.runOnContext(two -> loop.runOnContext(three -> answer.complete("answer"))));
      isSent.countDown();
    });

    assertThat(get(heard.future())).isEqualTo("answer");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T get(Future<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
