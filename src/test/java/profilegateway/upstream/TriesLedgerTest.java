package profilegateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.upstream.FakePath.OPERATION;
import static profilegateway.upstream.FakePath.outcome;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import profilegateway.config.CallsMode;
import profilegateway.profile.Lane;
import profilegateway.profile.Lookup;
import profilegateway.upstream.api.CallFailed;

/** Each try is written down: as a call when it went out, else as one that was refused. */
@ExtendWith(VertxExtension.class)
class TriesLedgerTest {
  private static Vertx vertx;

  @BeforeAll
  static void open(Vertx opened) {
    vertx = opened;
  }

  @ParameterizedTest
  @EnumSource
  void aCallIsWrittenDownAndToldInItsLane(Lane lane) {
    FakePath path = FakePath.withToken(vertx, 0);
    path.api.answers();

    assertThat(outcome(path.read(lane, OPERATION))).isEqualTo("answered");

    assertThat(path.cost(lane)).isEqualTo("called 1, refused 0");
    assertThat(path.told).containsExactly("called " + lane);
    assertThat(path.ledger.calls()).hasSize(1);
  }

  @Test
  void aRetryIsACallOfItsOwn() {
    FakePath path = FakePath.withToken(vertx, 0);
    path.api.fails(CallFailed.Kind.OUTAGE);
    path.api.answers();

    var unused = path.read();
    path.time.pass(OPERATION);

    assertThat(path.cost(Lane.OTHER)).isEqualTo("called 2, refused 0");
    assertThat(path.told).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = CallFailed.Kind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"LATE"})
  void whatNeverWentOutIsNoCall(CallFailed.Kind kind) {
    FakePath path = FakePath.withToken(vertx, 0);
    // Whatever is done about it, the next one does not go out either.
    for (int number = 0; number < 3; number++) {
      path.api.doesNotSend(kind);
    }

    Future<Lookup> lookup = path.read();
    if (kind == CallFailed.Kind.TOKEN_REJECTED) {
      var unused = path.endpoint.issue(Duration.ofHours(1));
      assertThat(outcome(lookup)).isEqualTo("REFUSED");
    }
    path.time.pass(OPERATION);

    assertThat(outcome(lookup)).isNotEqualTo("answered");
    int tries = path.api.calls().size();
    assertThat(path.cost(Lane.OTHER)).isEqualTo("called 0, refused " + tries);
    assertThat(path.told).doesNotContain("called OTHER");
  }

  @Test
  void switchedOffIsRefused() {
    FakePath path = FakePath.withToken(vertx, 0);
    path.mode = CallsMode.OFF;

    assertThat(outcome(path.read())).isEqualTo("UNAVAILABLE");
    assertThat(path.cost(Lane.OTHER)).isEqualTo("called 0, refused 1");
  }

  @Test
  void noTokenIsRefused() {
    FakePath path = new FakePath(vertx, 0);
    Future<Lookup> lookup = path.read();
    path.endpoint.fail();

    assertThat(outcome(lookup)).isEqualTo("UNAVAILABLE");
    assertThat(path.cost(Lane.OTHER)).isEqualTo("called 0, refused 1");
  }

  @Test
  void noTurnIsRefused() {
    FakePath path = FakePath.withToken(vertx, 1);
    var unused = path.read();

    Future<Lookup> waiting = path.read(Lane.VIEWER, Duration.ofMillis(500));
    path.time.passMillis(500);

    assertThat(outcome(waiting)).startsWith("RATE_LIMITED");
    assertThat(path.cost(Lane.VIEWER)).isEqualTo("called 0, refused 1");
    assertThat(path.cost(Lane.OTHER)).isEqualTo("called 1, refused 0");
  }

  @Test
  void whoLeftIsRefused() {
    FakePath path = FakePath.withToken(vertx, 1);
    var unused = path.read();
    Future<Lookup> waiting = path.read();
    path.cancellation.cancel();

    assertThat(outcome(waiting)).isEqualTo("UNAVAILABLE");
    assertThat(path.cost(Lane.OTHER)).isEqualTo("called 1, refused 1");
  }
}
