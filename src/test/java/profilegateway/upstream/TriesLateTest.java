package profilegateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.upstream.FakePath.OPERATION;
import static profilegateway.upstream.FakePath.outcome;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import profilegateway.profile.Lane;
import profilegateway.profile.Lookup;
import profilegateway.upstream.api.CallFailed;

/** What becomes of a call that is held up between its turn and its departure. */
@ExtendWith(VertxExtension.class)
class TriesLateTest {
  private static Vertx vertx;

  private FakePath path;

  @BeforeAll
  static void open(Vertx opened) {
    vertx = opened;
  }

  @BeforeEach
  void createPath() {
    path = FakePath.withToken(vertx, 1);
  }

  @Test
  void heldUpForAMomentItIsMade() {
    path.api.holdUp(() -> path.time.passMillis(20));
    path.api.answers();

    assertThat(outcome(path.read())).isEqualTo("answered");
    assertThat(path.limiter.state().granted()).containsEntry(Lane.OTHER, 1L);
  }

  @Test
  void heldUpForLongerItTakesAnotherTurnWithThePermitThatItGaveBack() {
    path.api.holdUp(() -> {
      path.api.holdUp(() -> {});
      path.time.passMillis(21);
    });
    path.api.answers();
    path.api.answers();

    assertThat(outcome(path.read())).isEqualTo("answered");

    assertThat(path.limiter.state().granted()).containsEntry(Lane.OTHER, 2L);
    assertThat(path.cost(Lane.OTHER)).isEqualTo("called 1, refused 0");
  }

  @Test
  void heldUpBeyondItsOperationItIsNotMadeAtAll() {
    path.api.holdUp(() -> path.time.pass(OPERATION));
    path.api.answers();

    assertThat(outcome(path.read())).isEqualTo("TIMEOUT");
    assertThat(path.cost(Lane.OTHER)).isEqualTo("called 0, refused 1");
  }

  @Test
  void whatNeverGoesOutLeavesRoomForTheNext() {
    path.api.doesNotSend(CallFailed.Kind.CROWDED);
    path.api.answers();
    assertThat(outcome(path.read())).isEqualTo("UNAVAILABLE");

    assertThat(outcome(path.read())).isEqualTo("answered");
  }

  @Test
  void aCallThatIsMadeAgainKeepsItsPlace() {
    FakePath one = FakePath.withToken(vertx, 1);
    one.api.fails(CallFailed.Kind.TOO_FAST);
    one.api.answers();
    Future<Lookup> first = one.read();
    Future<Lookup> second = one.read();
    assertThat(one.api.calls()).hasSize(1);

    one.time.pass(Duration.ofMillis(2_100));

    assertThat(outcome(first)).isEqualTo("answered");
    assertThat(second.isComplete()).isFalse();
  }

  @Test
  void callsThatComeTooLateTellHowLongAnswersTake() {
    FakePath quick = FakePath.withToken(vertx, 1);
    for (int call = 0; call < 50; call++) {
      quick.api.answers();
      assertThat(outcome(quick.read())).isEqualTo("answered");
      quick.time.passMillis(1_030);
    }
    quick.api.holdUp(() -> quick.time.passMillis(10));
    quick.api.fails(CallFailed.Kind.TIMEOUT);
    assertThat(outcome(quick.read())).isEqualTo("TIMEOUT");
    quick.api.holdUp(() -> {});

    // Its turn would come with less time than that left.
    Future<Lookup> refused = quick.read(Lane.OTHER, Duration.ofMillis(1_030));
    quick.time.passMillis(1_030);

    assertThat(outcome(refused)).startsWith("RATE_LIMITED");
  }
}
