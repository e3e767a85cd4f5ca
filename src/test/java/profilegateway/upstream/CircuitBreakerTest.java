package profilegateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

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
    assertThat(breaker.tryPass()).isFalse();
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
      assertThat(breaker.tryPass()).isTrue();
      if (random.nextInt(5) == 0) {
        breaker.failed();
      } else {
        breaker.succeeded();
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
    assertThat(breaker.tryPass()).isFalse();

    now.addAndGet(Duration.ofMillis(1).toNanos());
    assertThat(breaker.tryPass()).isTrue();
    assertThat(breaker.tryPass()).isFalse();
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
      assertThat(breaker.tryPass()).isFalse();
      now.addAndGet(1);
      fail(1);
    }
  }

  @Test
  void aProbeThatSaysNothingLeavesRoomForTheNext() {
    fail(10);
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(breaker.tryPass()).isTrue();
    breaker.ignored();

    assertThat(breaker.tryPass()).isTrue();
  }

  @Test
  void openingAndClosingAreToldOnce() {
    fail(10);
    breaker.failed();
    assertThat(told).containsExactly("stopped");

    now.addAndGet(Duration.ofSeconds(1).toNanos());
    fail(1);
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    succeed(3);
    assertThat(told).containsExactly("stopped", "resumed");
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(breaker.tryPass()).isTrue();
      breaker.failed();
    }
  }

  private void succeed(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(breaker.tryPass()).isTrue();
      breaker.succeeded();
    }
  }
}
