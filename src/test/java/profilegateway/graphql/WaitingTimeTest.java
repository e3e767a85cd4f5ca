package profilegateway.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.junit.jupiter.api.Test;
import profilegateway.testing.FakeTime;

class WaitingTimeTest {
  private final FakeTime time = new FakeTime();
  private final WaitingTime waiting = new WaitingTime(time::nanoTime);

  @Test
  void whatIsThereAlreadyIsNotWaitedFor() {
    Future<String> there = waiting.until(Future.succeededFuture("there"));
    time.passMillis(5);

    assertThat(there.result()).isEqualTo("there");
    assertThat(waiting.nanos()).isZero();
  }

  @Test
  void severalAtOnceAreWaitedForOnce() {
    Promise<String> one = Promise.promise();
    Promise<String> other = Promise.promise();
    Future<String> first = waiting.until(one.future());
    time.passMillis(2);
    Future<String> second = waiting.until(other.future());
    time.passMillis(2);
    one.fail("not there");
    time.passMillis(2);
    assertThat(millis()).as("so far").isEqualTo(6);
    other.complete("there");
    time.passMillis(100);

    assertThat(first.failed()).isTrue();
    assertThat(second.succeeded()).isTrue();
    assertThat(millis()).isEqualTo(6);
  }

  @Test
  void whatIsDoneWithItIsNotWaitedFor() {
    Promise<String> promise = Promise.promise();
    Future<String> used = waiting.until(promise.future()).onSuccess(there -> time.passMillis(50));
    time.passMillis(3);
    promise.complete("there");

    assertThat(used.succeeded()).isTrue();
    assertThat(millis()).isEqualTo(3);
  }

  private long millis() {
    return waiting.nanos() / 1_000_000;
  }
}
