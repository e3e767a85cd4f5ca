package profilegateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Were nothing ever found, that nothing is found would say nothing. */
class SearchedRunTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "9080350317581165000",
        "Example-Customer-mxr15",
        "Dark Mode",
        "481c8a31-7d5d-4d96-93a0-2de7427167fc",
        "-3914297358212014423",
        "sandbox-secret",
        "somebody@example.org",
        "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0",
        "1234567890123456789"
      })
  void whatIsPersonalOrSecretIsFound(String value) {
    assertThat(PersonalData.in("before " + value + " after")).contains(value);
    assertThat(PersonalData.in("{\"a\":\"" + value + "\"}")).contains(value);
  }

  @Test
  void whatATestHasSentIsFound() {
    assertThat(PersonalData.in("the-key-of-this-test")).isEmpty();
    PersonalData.remember("the-key-of-this-test");
    assertThat(PersonalData.in("x=the-key-of-this-test.")).containsExactly("the-key-of-this-test");
  }

  @Test
  void aLineAtDebugIsSearched() {
    try (SearchedRun.Quiet found = SearchedRun.quietly()) {
      LoggerFactory.getLogger("profilegateway.Any").debug("a line of {}", "Example-Customer-mxr15");
      LoggerFactory.getLogger("profilegateway.Any")
          .atInfo()
          .addKeyValue("mpid", 9080350317581165000L)
          .log("a line");
      LoggerFactory.getLogger("profilegateway.Any")
          .debug("a line", new IllegalStateException("Example-Customer-mxr15"));
      LoggerFactory.getLogger("profilegateway.Any").debug("a line");

      assertThat(found.all()).hasSize(3);
    }
  }

  @Test
  void anErrorIsSearchedAndDataIsNot() {
    try (SearchedRun.Quiet found = SearchedRun.quietly()) {
      SearchedRun.search("", "{\"data\":{\"mpid\":\"9080350317581165000\"}}");
      SearchedRun.search(
          "", "[{\"data\":{\"a\":\"9080350317581165000\"},\"errors\":[{\"message\":\"no\"}]}]");
      assertThat(found.all()).isEmpty();

      SearchedRun.search("", "[{\"errors\":[{\"message\":\"no 9080350317581165000\"}]}]");
      SearchedRun.search("{X=[Example-Customer-mxr15]}", "{}");
      assertThat(found.all()).hasSize(2);
    }
  }

  @Test
  void ordinaryLinesAreLeftAlone() {
    for (String line : List.of(
        "INFO Redis is back (copies)",
        "listening graphql=\"http://127.0.0.1:40001/graphql\"",
        "a permit came 1234567890123 ns late",
        "request 7b0a0b53-7cfc-4a56-8a0e-3f1f7d5b1f11 failed")) {
      assertThat(PersonalData.in(line)).as(line).isEmpty();
    }
  }
}
