package profilegateway.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonNumberTest {
  @ParameterizedTest
  @CsvSource({
    "0, false",
    "-1, false",
    "9007199254740992, false",
    "-9007199254740992, false",
    "9007199254740993, true",
    "-9007199254740993, true",
    "123456789012345678901234567890, true",
    "000000000000000000000000000001, false",
    "9007199254740993.5, false",
    "1234567890123456789e3, false",
  })
  void anIntegerThatJavaScriptWouldRoundIsToldAsText(String text, boolean isRounded) {
    assertThat(new JsonNumber(text).isRounded()).isEqualTo(isRounded);
  }
}
