package profilegateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import profilegateway.upstream.CircuitBreaker.Pass;

class CircuitBreakerTest {
  private final AtomicLong now = new AtomicLong();
  private final List<String> told = new ArrayList<>();
  private final CircuitBreaker breaker = new CircuitBreaker(now::get, new UpstreamEvents() {
    @Override
    public void callsStopped() {
      told.add("stopped");
    }

    @Override
    public void callsResumed() {
      told.add("resumed");
    }
  });

  @Test
  void tenFailuresInARowOpenIt() {
    fail(9);
    assertThat(breaker.isOpen()).isFalse();

    fail(1);
    assertThat(breaker.isOpen()).isTrue();
    assertThat(breaker.tryPass()).isNull();
  }

  @Test
  void itIsToldAsTrippedUntilAProbeWasAnswered() {
    fail(10);
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(breaker.isOpen()).as("a probe may be made").isFalse();
    assertThat(breaker.isTripped()).isTrue();

    succeed(1);
    assertThat(breaker.isTripped()).isFalse();
  }

  @Test
  void threeInFiveOfTheLastOpenIt() {
    for (int i = 0; i < 4; i++) {
      succeed(2);
      fail(3);
    }
    assertThat(breaker.isOpen()).isTrue();
  }

  @Test
  void aFifthThatFailsDoesNotOpenIt() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      Pass pass = pass();
      if (random.nextInt(5) == 0) {
        breaker.failed(pass);
      } else {
        breaker.succeeded(pass);
      }
      now.addAndGet(Duration.ofMillis(70).toNanos());
    }
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void failuresOfLongAgoAreForgotten() {
    for (int i = 0; i < 6; i++) {
      succeed(1);
      fail(2);
    }
    now.addAndGet(Duration.ofSeconds(11).toNanos());
    succeed(1);
    fail(2);

    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void oneProbeAtATimeIsLetThroughAfterASecond() {
    fail(10);
    now.addAndGet(Duration.ofMillis(999).toNanos());
    assertThat(breaker.tryPass()).isNull();

    now.addAndGet(Duration.ofMillis(1).toNanos());
    assertThat(breaker.tryPass()).isNotNull();
    assertThat(breaker.tryPass()).isNull();
  }

  @Test
  void aProbeThatSucceedsClosesIt() {
    fail(10);
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    succeed(1);

    assertThat(breaker.isOpen()).isFalse();
    fail(9);
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void probesThatFailComeLaterEachTimeButAtMostFiveSecondsApart() {
    fail(10);
    for (int seconds : new int[] {1, 2, 4, 5, 5}) {
      now.addAndGet(Duration.ofSeconds(seconds).toNanos() - 1);
      assertThat(breaker.tryPass()).isNull();
      now.addAndGet(1);
      fail(1);
    }
  }

  @Test
  void aProbeThatSaysNothingLeavesRoomForTheNext() {
    fail(10);
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    breaker.ignored(pass());

    assertThat(breaker.tryPass()).isNotNull();
  }

  @Test
  void openingAndClosingAreToldOnce() {
    Pass late = pass();
    fail(10);
    breaker.failed(late);
    assertThat(told).containsExactly("stopped");

    now.addAndGet(Duration.ofSeconds(1).toNanos());
    fail(1);
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    succeed(3);
    assertThat(told).containsExactly("stopped", "resumed");
  }

  @Test
  void callsOfBeforeTheOpeningSayNothingOfTheProbe() {
    Pass failing = pass();
    Pass ignored = pass();
    Pass succeeding = pass();
    fail(10);
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    Pass probe = pass();

    breaker.failed(failing);
    breaker.ignored(ignored);
    breaker.succeeded(succeeding);
    assertThat(breaker.tryPass()).isNull();
    assertThat(told).containsExactly("stopped");

    breaker.succeeded(probe);
    assertThat(told).containsExactly("stopped", "resumed");
  }

  @Test
  void callsOfBeforeTheOpeningDoNotCountAfterTheClosing() {
    List<Pass> late = IntStream.range(0, 10).mapToObj(call -> pass()).toList();
    fail(10);
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    succeed(1);

    late.forEach(breaker::failed);

    assertThat(breaker.isOpen()).isFalse();
  }

  private Pass pass() {
    return Objects.requireNonNull(breaker.tryPass());
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      breaker.failed(pass());
    }
  }

  private void succeed(int times) {
    for (int i = 0; i < times; i++) {
      breaker.succeeded(pass());
    }
  }
}
