package profilegateway.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MpidTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"1", "-1", "9223372036854775807", "-9223372036854775808", "1000000000000000000"})
  void itsDecimalFormIsReadDigitForDigit(String text) {
    assertThat(Mpid.parse(text)).map(Mpid::text).hasValue(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "0",
        "-0",
        "00",
        "01",
        "-01",
        "+1",
        "--1",
        "1-",
        " 1",
        "1 ",
        "1.0",
        "1e3",
        "0x1",
        "a",
        "1a",
        "9223372036854775808",
        "-9223372036854775809",
        "10000000000000000000",
        "\u0661",
        "1\u0000"
      })
  void nothingElseIsOne(String text) {
    assertThat(Mpid.parse(text)).isEmpty();
  }

  @Test
  void itsDigitsAreMasked() {
    assertThat(Mpid.parse("4711").orElseThrow()).hasToString("Mpid[***]");
  }
}
