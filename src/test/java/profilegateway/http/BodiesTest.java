package profilegateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import profilegateway.config.Limit;
import profilegateway.config.LimitsMode;
import profilegateway.graphql.limits.LimitEvents;
import profilegateway.graphql.limits.Limits;
import profilegateway.testing.TestLimits;

class BodiesTest {
  private int told;

  private final LimitEvents events = new LimitEvents() {
    @Override
    public void tooManyBodies() {
      told++;
    }
  };

  private Bodies bodies(LimitsMode mode, long heap) {
    return new Bodies(
        new Limits(TestLimits.config(mode, Map.of(Limit.BODY_BYTES, 2000)), events), heap);
  }

  @Test
  void anEighthOfTheHeapPassesAndOneMoreByteIsRefusedInEveryMode() throws HttpError.Thrown {
    for (LimitsMode mode : LimitsMode.values()) {
      told = 0;
      Bodies bodies = bodies(mode, 8L * Limit.BODY_BYTES.most());
      bodies.hold(Limit.BODY_BYTES.most() - 1);
      bodies.hold(1);
      assertThat(told).isZero();

      assertThatThrownBy(() -> bodies.hold(1))
          .isInstanceOfSatisfying(HttpError.Thrown.class, refused -> {
            assertThat(refused.error().status()).isEqualTo(503);
            assertThat(refused.error().headers()).containsEntry("Retry-After", "1");
          });
      assertThat(told).isOne();
    }
  }

  @Test
  void thereIsRoomAgainForWhatIsGivenBack() throws HttpError.Thrown {
    Bodies bodies = bodies(LimitsMode.ENFORCE, 80_000);
    bodies.hold(10_000);
    bodies.giveBack(2000);
    bodies.hold(2000);

    assertThatThrownBy(() -> bodies.hold(1)).isInstanceOf(HttpError.Thrown.class);
    bodies.giveBack(10_001);
    assertThat(bodies.held()).isZero();
  }

  @Test
  void oneBodyHasRoomHoweverSmallTheHeapIs() throws HttpError.Thrown {
    Bodies bodies = bodies(LimitsMode.ENFORCE, 8);
    bodies.hold(2000);

    assertThat(bodies.held()).isEqualTo(2000);
  }
}
