package profilegateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import profilegateway.testing.Forge;
import profilegateway.testing.TestClock;

@ExtendWith(VertxExtension.class)
class RemoteKeysTest {
  private static final String FIRST = Forge.keySet(Forge.jwk("first", Forge.ecPair("secp256r1")));
  private static final String SECOND = Forge.keySet(Forge.jwk("second", Forge.ecPair("secp256r1")));
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TestClock clock = new TestClock();
  private final List<String> events = new ArrayList<>();
  private RemoteKeys keys;

  private Future<String> answer = Future.succeededFuture(FIRST);
  private int fetches;

  private Future<String> fetch() {
    fetches++;
    return answer;
  }

  private final class Events implements AccessEvents {
    @Override
    public void keysFetched(String place) {
      events.add("fetched");
    }

    @Override
    public void keysUnavailable(String place, String why) {
      events.add("unavailable: " + why);
    }

    @Override
    public void keyIgnored(String place, String why) {
      events.add("ignored: " + why);
    }
  }

  @BeforeEach
  void open(Vertx vertx) {
    keys = new RemoteKeys(
        vertx, "https://issuer.example/keys", this::fetch, clock::nanoTime, new Events());
  }

  private Keys sought() {
    try {
      return keys.sought().await(20, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new AssertionError(late);
    }
  }

  private void refresh() {
    assertThat(keys.refresh().isComplete()).isTrue();
  }

  @Test
  void aKeyThatIsNotKnownIsLookedForOnceAMinuteAtMost() {
    for (int i = 0; i < 1000; i++) {
      assertThat(sought().isEmpty()).isFalse();
    }
    assertThat(fetches).isEqualTo(1);

    clock.pass(MINUTE.minusNanos(1));
    assertThat(sought()).isSameAs(keys.keys());
    assertThat(fetches).isEqualTo(1);

    clock.pass(Duration.ofNanos(1));
    assertThat(sought()).isSameAs(keys.keys());
    assertThat(fetches).isEqualTo(2);
  }

  @Test
  void whoeverAsksDuringAFetchSharesIt() {
    Promise<String> slow = Promise.promise();
    answer = slow.future();
    List<Future<Keys>> asked = Stream.generate(keys::sought).limit(50).toList();
    assertThat(fetches).isEqualTo(1);
    assertThat(asked).noneMatch(Future::isComplete);

    slow.complete(FIRST);

    for (Future<Keys> one : asked) {
      assertThat(done(one)).isSameAs(keys.keys());
    }
    assertThat(keys.keys().isEmpty()).isFalse();
    assertThat(fetches).isEqualTo(1);
  }

  @Test
  void nobodyWaitsForAKeyServerThatHangs() {
    refresh();
    clock.pass(MINUTE);
    answer = Promise.<String>promise().future();

    assertThat(done(keys.sought())).isSameAs(keys.keys());
    assertThat(keys.keys().isEmpty()).isFalse();
  }

  private static Keys done(Future<Keys> future) {
    try {
      return future.await(20, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new AssertionError(late);
    }
  }

  @Test
  void knownKeysGoOnWhenTheKeyServerIsDown() {
    refresh();
    Keys known = keys.keys();
    answer = Future.failedFuture(new IOException("no connection"));

    for (int hour = 0; hour < 48; hour++) {
      clock.pass(Duration.ofHours(1));
      refresh();
      assertThat(sought()).isSameAs(known);
    }

    assertThat(fetches).isEqualTo(1 + 48);
    assertThat(events.get(1)).isEqualTo("unavailable: no connection");
  }

  @Test
  void anAnswerWithoutUsableKeysChangesNothing() {
    refresh();
    Keys known = keys.keys();
    for (String useless :
        List.of("", "null", "[]", "{}", "{\"keys\":[]}", "<html>", "{\"keys\":7}")) {
      answer = Future.succeededFuture(useless);
      clock.pass(Duration.ofMinutes(10));
      refresh();
      assertThat(keys.keys()).as(useless).isSameAs(known);
    }
    assertThat(events).hasSize(8).allMatch(event -> !event.contains("html"));
  }

  @Test
  void newKeysTakeTheOldOnesPlace() {
    refresh();
    Keys first = keys.keys();
    answer = Future.succeededFuture(SECOND);

    clock.pass(Duration.ofMinutes(10).minusNanos(1));
    refresh();
    assertThat(keys.keys()).isSameAs(first);

    clock.pass(Duration.ofNanos(1));
    refresh();
    assertThat(keys.keys()).isNotSameAs(first);
    assertThat(keys.keys().sameAs(FakeKeys.read(SECOND))).isTrue();
  }

  @Test
  void keysThatHaveNotChangedStayTheSameObject() {
    refresh();
    Keys first = keys.keys();
    clock.pass(Duration.ofMinutes(10));
    refresh();

    assertThat(fetches).isEqualTo(2);
    assertThat(keys.keys()).isSameAs(first);
  }

  @Test
  void untilThereIsAFirstKeyItIsLookedForMoreOften() {
    answer = Future.failedFuture(new IOException("no connection"));
    for (int i = 0; i < 6; i++) {
      refresh();
      refresh();
      clock.pass(Duration.ofSeconds(10));
    }
    assertThat(fetches).isEqualTo(6);
    assertThat(keys.keys().isEmpty()).isTrue();

    answer = Future.succeededFuture(FIRST);
    refresh();
    assertThat(keys.keys().isEmpty()).isFalse();
  }
}
