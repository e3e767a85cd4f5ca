package profilegateway.upstream.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import profilegateway.profile.ProfileFailure;
import profilegateway.testing.FakeTime;
import profilegateway.upstream.token.FleetTokens.SharedToken;

/** Instances of a fleet in one thread, each with an endpoint of its own: so it is seen who asks. */
class FleetTokenEndpointTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration LEASE = Duration.ofSeconds(3);

  /** The longest that an instance needs to see what another one did. */
  private static final Duration LOOK = Duration.ofMillis(100);

  /** From then on nobody counts on a fleet that is lost. */
  private static final Duration GIVEN_UP = Duration.ofMillis(1_500);

  private final FakeTime time = new FakeTime();
  private final FakeFleetTokens fleet = new FakeFleetTokens(time);
  private final Instance one = new Instance("one");
  private final Instance other = new Instance("other");

  @Test
  void oneInstanceAsksAndTheOthersTakeItsToken() {
    List<Instance> others = IntStream.range(0, 19)
        .mapToObj(number -> new Instance("follower-" + number))
        .toList();
    Future<Token> led = one.request(null);
    List<Future<Token>> followed =
        others.stream().map(instance -> instance.request(null)).toList();
    time.pass(Duration.ofSeconds(2));

    Token issued = one.direct.issue(HOUR);
    time.pass(LOOK);

    assertThat(led.result()).isSameAs(issued);
    assertThat(followed).extracting(token -> token.result().value()).containsOnly("one-1");
    assertThat(one.direct.requests()).isEqualTo(1);
    assertThat(others).extracting(instance -> instance.direct.requests()).containsOnly(0);
  }

  @Test
  void whoComesLaterTakesTheTokenWithWhatIsLeftOfItsLife() {
    var unused = one.hold(HOUR);
    time.pass(Duration.ofMinutes(20));

    Token taken = other.request(null).result();

    assertThat(taken.value()).isEqualTo("one-1");
    assertThat(taken.left()).isEqualTo(Duration.ofMinutes(40));
    assertThat(taken.life()).isEqualTo(HOUR);
    assertThat(other.direct.requests()).isZero();
  }

  @Test
  void theTokenToBeReplacedIsNotTakenAgain() {
    Token first = one.hold(HOUR);

    Future<Token> second = one.request(first);

    assertThat(second.isComplete()).isFalse();
    assertThat(one.direct.issue(HOUR)).isSameAs(second.result());
    assertThat(fleet.shared()).containsExactly("one-1", "one-2");
  }

  @Test
  void theTokenToBeReplacedIsKnownByItsValueInEveryInstance() {
    var unused = one.hold(HOUR);
    Token taken = other.request(null).result();

    assertThat(other.request(taken).isComplete()).isFalse();
    assertThat(other.direct.requests()).isEqualTo(1);
  }

  @Test
  void whatAnotherInstanceReplacedItWithIsTaken() {
    Token first = one.hold(HOUR);
    var unused = one.renew(first, HOUR);

    assertThat(other.request(first).result().value()).isEqualTo("one-2");
    assertThat(other.direct.requests()).isZero();
  }

  @Test
  void aTokenThatWasSharedJustBeforeTheLeaseWasHadIsTaken() {
    fleet.beforeNextLease(() -> share("newer"));

    assertThat(one.request(null).result().value()).isEqualTo("newer");
    assertThat(one.direct.requests()).isZero();
    assertThat(fleet.isLed()).isFalse();
  }

  @Test
  void theLeaseIsGivenBackWithTheToken() {
    var unused = one.hold(HOUR);

    assertThat(fleet.isLed()).isFalse();
  }

  @Test
  void theLeaseIsKeptForAsLongAsTheEndpointTakes() {
    assertThat(one.request(null).isComplete()).isFalse();
    Future<Token> followed = other.request(null);

    time.pass(LEASE.multipliedBy(3));

    assertThat(other.direct.requests()).isZero();
    var unused = one.direct.issue(HOUR);
    time.pass(LOOK);
    assertThat(followed.result().value()).isEqualTo("one-1");
  }

  @Test
  void anotherInstanceTakesOverFromOneThatDied() {
    assertThat(one.request(null).isComplete()).isFalse();
    Future<Token> followed = other.request(null);
    time.pass(Duration.ofMillis(2_900));
    one.die();

    time.pass(Duration.ofSeconds(2));
    assertThat(other.direct.requests()).isZero();
    time.pass(LEASE.minusSeconds(2).plus(LOOK));

    assertThat(other.direct.requests()).isEqualTo(1);
    assertThat(other.direct.issue(HOUR)).isSameAs(followed.result());
  }

  @Test
  void amongManyThatWaitOneTakesOver() {
    assertThat(one.request(null).isComplete()).isFalse();
    List<Instance> others =
        Stream.generate(() -> new Instance("follower")).limit(19).toList();
    others.forEach(instance -> assertThat(instance.request(null).isComplete()).isFalse());
    one.die();

    time.pass(LEASE.plus(LOOK).plus(LOOK));

    assertThat(others.stream().mapToInt(instance -> instance.direct.requests()).sum())
        .isEqualTo(1);
  }

  @Test
  void aFailureIsToldToAllAndNobodyAsksInTurn() {
    Future<Token> led = one.request(null);
    Future<Token> followed = other.request(null);

    one.direct.fail(new ProfileFailure(ProfileFailure.Code.REFUSED));
    time.pass(LOOK);

    assertThat(code(led)).isEqualTo(ProfileFailure.Code.REFUSED);
    assertThat(code(followed)).isEqualTo(ProfileFailure.Code.UNAVAILABLE);
    assertThat(other.direct.requests()).isZero();
  }

  @Test
  void afterAFailureTheEndpointIsLeftAloneForASecond() {
    assertThat(one.request(null).isComplete()).isFalse();
    one.direct.fail();

    time.pass(Duration.ofMillis(999));
    assertThat(code(one.request(null))).isEqualTo(ProfileFailure.Code.UNAVAILABLE);
    assertThat(code(other.request(null))).isEqualTo(ProfileFailure.Code.UNAVAILABLE);
    time.pass(Duration.ofMillis(1));
    assertThat(other.request(null).isComplete()).isFalse();

    assertThat(one.direct.requests()).isEqualTo(1);
    assertThat(other.direct.requests()).isEqualTo(1);
  }

  @Test
  void aTokenThatIsSharedServesDuringThatSecond() {
    Token first = one.hold(HOUR);
    assertThat(one.request(first).isComplete()).isFalse();
    one.direct.fail();

    assertThat(other.request(null).result().value()).isEqualTo("one-1");
  }

  @Test
  void whoCannotReachTheFleetAsksForItself() {
    fleet.cutOff();

    Future<Token> first = one.request(null);
    Future<Token> second = other.request(null);
    time.pass(GIVEN_UP);

    assertThat(one.direct.issue(HOUR)).isSameAs(first.result());
    assertThat(other.direct.issue(HOUR)).isSameAs(second.result());
    assertThat(fleet.shared()).isEmpty();
  }

  @Test
  void aFleetThatIsLostForAMomentIsWaitedFor() {
    Future<Token> led = one.request(null);
    Future<Token> followed = other.request(null);

    fleet.cutOff();
    time.pass(Duration.ofSeconds(1));
    fleet.reconnect();
    assertThat(one.direct.issue(HOUR)).isSameAs(led.result());
    time.pass(LOOK);

    assertThat(followed.result().value()).isEqualTo("one-1");
    assertThat(other.direct.requests()).isZero();
  }

  @Test
  void momentsInWhichItIsLostDoNotAddUp() {
    assertThat(one.request(null).isComplete()).isFalse();
    assertThat(other.request(null).isComplete()).isFalse();

    for (int moments = 0; moments < 3; moments++) {
      fleet.cutOff();
      time.pass(Duration.ofMillis(700));
      fleet.reconnect();
      time.pass(Duration.ofMillis(300));
    }

    assertThat(other.direct.requests()).isZero();
  }

  @Test
  void whoAskedForItselfSharesItsTokenWithAFleetThatIsBack() {
    fleet.cutOff();
    assertThat(one.request(null).isComplete()).isFalse();
    time.pass(GIVEN_UP);
    fleet.reconnect();
    var unused = one.direct.issue(HOUR);

    assertThat(other.request(null).result().value()).isEqualTo("one-1");
  }

  @Test
  void whoWaitsWhenTheFleetIsLostAsksForItself() {
    assertThat(one.request(null).isComplete()).isFalse();
    Future<Token> followed = other.request(null);

    fleet.cutOff();
    time.pass(LOOK.plus(GIVEN_UP));

    assertThat(other.direct.issue(HOUR)).isSameAs(followed.result());
  }

  @Test
  void whoAskedForAllWhenTheFleetIsLostKeepsItsToken() {
    Future<Token> led = one.request(null);

    fleet.cutOff();

    assertThat(one.direct.issue(HOUR)).isSameAs(led.result());
    assertThat(one.direct.requests()).isEqualTo(1);
  }

  @Test
  void aFailureIsToldWhereTheFleetIsLostToo() {
    Future<Token> led = one.request(null);

    fleet.cutOff();
    one.direct.fail(new ProfileFailure(ProfileFailure.Code.REFUSED));

    assertThat(code(led)).isEqualTo(ProfileFailure.Code.REFUSED);
    assertThat(one.direct.requests()).isEqualTo(1);
  }

  @Test
  void nobodyWaitsForEver() {
    assertThat(one.request(null).isComplete()).isFalse();
    Future<Token> followed = other.request(null);

    time.pass(Duration.ofSeconds(12));

    assertThat(code(followed)).isEqualTo(ProfileFailure.Code.UNAVAILABLE);
    assertThat(other.direct.requests()).isZero();
  }

  private void share(String value) {
    assertThat(fleet.share(new SharedToken(value, HOUR, HOUR)).succeeded()).isTrue();
  }

  private static ProfileFailure.Code code(Future<Token> failed) {
    return ((ProfileFailure) failed.cause()).code();
  }

  /** An instance of the gateway, which may die: then it does nothing any more. */
  private final class Instance {
    private final FakeTokenEndpoint direct;
    private final FleetTokenEndpoint endpoint;
    private boolean dead;

    Instance(String name) {
      direct = new FakeTokenEndpoint(name);
      endpoint = new FleetTokenEndpoint(fleet, direct, this::pause);
    }

    private Future<Void> pause(Duration length) {
      Promise<Void> over = Promise.promise();
      var unused = time.after(length, () -> {
        if (!dead) {
          over.complete();
        }
      });
      return over.future();
    }

    Future<Token> request(@Nullable Token replaced) {
      return endpoint.request(replaced);
    }

    /** A token that it asked for and shared. */
    Token hold(Duration life) {
      return renew(null, life);
    }

    Token renew(@Nullable Token replaced, Duration life) {
      Future<Token> asked = request(replaced);
      Token issued = direct.issue(life);
      assertThat(asked.result()).isSameAs(issued);
      return issued;
    }

    void die() {
      dead = true;
    }
  }
}
