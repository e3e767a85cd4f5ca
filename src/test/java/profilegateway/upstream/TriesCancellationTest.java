package profilegateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.upstream.FakePath.outcome;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import profilegateway.profile.Lane;
import profilegateway.profile.Lookup;
import profilegateway.upstream.api.CallFailed;
import profilegateway.upstream.ratelimit.Reservation;

/** Nobody is called for whom nobody waits any more; a call on the wire finishes. */
@ExtendWith(VertxExtension.class)
class TriesCancellationTest {
  private static Vertx vertx;

  @BeforeAll
  static void open(Vertx opened) {
    vertx = opened;
  }

  @Test
  void whoLeavesWhileWaitingForATurnGivesItUp() {
    FakePath path = FakePath.withToken(vertx, 1);
    var unused = path.read();
    Future<Lookup> waiting = path.read();

    path.cancellation.cancel();

    assertThat(outcome(waiting)).isEqualTo("UNAVAILABLE");
    path.time.pass(FakePath.OPERATION);
    assertThat(path.api.calls()).hasSize(1);
    assertThat(path.limiter.state().granted().get(Lane.OTHER)).isEqualTo(1);
  }

  @Test
  void whoLeavesWhileWaitingForATokenTakesNoTurn() {
    FakePath path = new FakePath(vertx, 1);
    Future<Lookup> waiting = path.read();

    path.cancellation.cancel();
    var unused = path.endpoint.issue(Duration.ofHours(1));

    assertThat(outcome(waiting)).isEqualTo("UNAVAILABLE");
    assertThat(path.api.calls()).isEmpty();
    assertThat(path.limiter.state().granted().get(Lane.OTHER)).isZero();
  }

  @Test
  void whoLeavesDuringAFailingCallIsNotTriedAgain() {
    for (CallFailed.Kind kind : CallFailed.Kind.values()) {
      FakePath path = FakePath.withToken(vertx, 0);
      Future<Lookup> calling = path.read();
      path.cancellation.cancel();
      path.api.fail(kind);
      path.time.pass(FakePath.OPERATION);

      assertThat(outcome(calling)).as(kind.name()).isNotEqualTo("answered");
      assertThat(path.api.calls()).as(kind.name()).hasSize(1);
    }
  }

  @Test
  void whoLeavesDuringThePauseBeforeARetryIsNotTriedAgain() {
    FakePath path = FakePath.withToken(vertx, 0);
    path.api.fails(CallFailed.Kind.OUTAGE);
    Future<Lookup> pausing = path.read();

    path.cancellation.cancel();
    path.time.pass(FakePath.OPERATION);

    assertThat(outcome(pausing)).isEqualTo("UNAVAILABLE");
    assertThat(path.api.calls()).hasSize(1);
  }

  @Test
  void whoLeavesWhileWaitingForAConnectionIsNotCalledFor() {
    FakePath path = FakePath.withToken(vertx, 1);
    path.api.holdUp(path.cancellation::cancel);
    path.api.answers();

    assertThat(outcome(path.read())).isEqualTo("UNAVAILABLE");

    assertThat(path.cost(Lane.OTHER)).isEqualTo("called 0, refused 1");
    assertThat(path.told).isEmpty();
    // The permit is left for somebody else.
    Reservation next = path.limiter.acquire(Lane.OTHER, path.time.deadline(FakePath.OPERATION));
    assertThat(next.future().succeeded()).isTrue();
  }

  @Test
  void aCallOnTheWireFinishes() {
    FakePath path = FakePath.withToken(vertx, 1);
    Future<Lookup> calling = path.read();

    path.cancellation.cancel();
    path.api.answer();

    assertThat(outcome(calling)).isEqualTo("answered");
  }
}
