package profilegateway.redis.copies;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final long MILLISECOND = 1_000_000;
  private static final ProfileKeys KEYS = new ProfileKeys("x");

  private static Snapshot snapshot(String state) {
    return new Snapshot(
        NOW, 5 * MILLISECOND, Map.of(KEYS.state(), state.getBytes(StandardCharsets.US_ASCII)));
  }

  @ParameterizedTest
  @ValueSource(longs = {-2, -1, 0, 1, 2, 1000})
  void stampsKeepTheirOrderAlsoAheadOfTheClock(long ahead) {
    Snapshot snapshot = snapshot("");

    assertThat(snapshot.nanosAt(NOW + ahead)).isEqualTo((5 + ahead) * MILLISECOND);
    assertThat(snapshot.age(NOW + ahead)).isEqualTo(Math.max(0, -ahead));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 999, 1000, 1001})
  void aStateIsVoidMoreThanASecondAheadOfTheClock(long ahead) {
    boolean isHeld = ahead <= 1000;

    assertThat(snapshot((NOW + ahead) + "" + NOW + "d").state(KEYS).isPresent()).isEqualTo(isHeld);
    assertThat(snapshot(NOW + "" + (NOW + ahead) + "d").state(KEYS).isPresent()).isEqualTo(isHeld);
  }
}
