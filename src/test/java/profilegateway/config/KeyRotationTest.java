package profilegateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyRotationTest {
  @ParameterizedTest
  @CsvSource({"15, 552", "1000, 8", "1, 8285"})
  void aKeySealsUntilRandomNoncesAreUsedUp(int callsPerSecond, long days) {
    assertThat(KeyRotation.interval(callsPerSecond).toDays()).isEqualTo(days);
  }

  @Test
  void aRateThatIsNotPositiveIsRefused() {
    assertThatThrownBy(() -> KeyRotation.interval(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
