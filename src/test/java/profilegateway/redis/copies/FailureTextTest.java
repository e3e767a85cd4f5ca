package profilegateway.redis.copies;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ProfileFailure.Code;

class FailureTextTest {
  @ParameterizedTest
  @EnumSource(Code.class)
  void aFailureIsReadAsItWasWritten(Code code) {
    ProfileFailure read = FailureText.read(FailureText.of(new ProfileFailure(code)));

    assertThat(read.code()).isEqualTo(code);
    assertThat(read.retryAfter()).isNull();
  }

  @Test
  void whenToTryAgainIsReadToTheMillisecond() {
    ProfileFailure read =
        FailureText.read(FailureText.of(new ProfileFailure.RateLimited(Duration.ofMillis(1_234))));

    assertThat(read.code()).isEqualTo(Code.RATE_LIMITED);
    assertThat(read.retryAfter()).isEqualTo(Duration.ofMillis(1_234));
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "!NEW_CODE", "!TIMEOUT x", "!RATE_LIMITED -1", "! 1", "x"})
  void anythingElseIsUnavailable(String text) {
    assertThat(FailureText.read(text).code()).isEqualTo(Code.UNAVAILABLE);
  }
}
