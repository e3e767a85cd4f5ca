package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.testing.GraphQlAnswer;
import profilegateway.testing.TestGateway;

class HostileDocumentIT {
  private static TestGateway gateway;

  @BeforeAll
  static void start() {
    gateway = TestGateway.start();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void fiftyFragmentsPassAndOneMoreIsRefused() {
    assertThat(gateway.ask(chain(50)).data().path("viewer").has("mpid")).isTrue();
    assertThat(gateway.ask(chain(51)).codes()).containsExactly("OPERATION_LIMIT_EXCEEDED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "1.", "1e"})
  void aNumberOfAHundredCharactersPassesAndALongerOneIsRefused(String prefix) {
    GraphQlAnswer longest = gateway.ask(withNumber(prefix + "9".repeat(100 - prefix.length())));
    GraphQlAnswer tooLong = gateway.ask(withNumber(prefix + "9".repeat(101 - prefix.length())));

    assertThat(longest.codes()).doesNotContain("OPERATION_LIMIT_EXCEEDED");
    assertThat(tooLong.codes()).containsExactly("OPERATION_LIMIT_EXCEEDED");
    assertThat(tooLong.body().path("errors").path(0).path("message").asText())
        .isEqualTo("The document has a number of more than 100 characters; that is the limit.");
  }

  @Test
  void digitsInAStringAreNoNumber() {
    assertThat(gateway.ask(withNumber('"' + "9".repeat(1000) + '"')).body().has("errors"))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{a:__schema{queryType{name}} b:__schema{queryType{name}}}",
        "{__schema{types{fields{type{fields{name}}}}}}",
      })
  void anIntrospectionThatAsksTooMuchIsRefused(String query) {
    assertThat(gateway.ask(query).codes()).containsExactly("OPERATION_LIMIT_EXCEEDED");
  }

  @Test
  void anEscapeThatTheParserCannotReadIsAParseError() {
    assertThat(gateway.ask("{profile(mpid:\"\\u{FFFFFFFF}\"){mpid}}").codes())
        .containsExactly("GRAPHQL_PARSE_FAILED");
  }

  @Test
  void aRefusedMemberLeavesTheOthersOfItsBatchStanding() {
    String refused = TestGateway.body("{profile(mpid:\"\\u{FFFFFFFF}\"){mpid}}", Map.of());
    String good = TestGateway.body("{viewer{mpid}}", Map.of());

    GraphQlAnswer answer =
        GraphQlAnswer.of(gateway.send(gateway.postOf("[" + refused + "," + good + "]")));

    assertThat(answer
            .body()
            .path(0)
            .path("errors")
            .path(0)
            .path("extensions")
            .path("code")
            .asText())
        .isEqualTo("GRAPHQL_PARSE_FAILED");
    assertThat(answer.body().path(1).path("data").path("viewer").path("mpid").asText())
        .isEqualTo("9080350317581165000");
  }

  @Test
  void aNumberForAnMpidInAnotherOperationOfTheDocumentDoesNotMatter() {
    String document = "query A { viewer { mpid } } query B { profile(mpid: 5) { mpid } }";
    String body = "{\"operationName\":\"A\",\"query\":\"" + document + "\"}";

    assertThat(GraphQlAnswer.of(gateway.send(gateway.postOf(body))).data().has("viewer"))
        .isTrue();
  }

  private static String chain(int fragments) {
    String first = "{viewer{...f1}}";
    return IntStream.rangeClosed(1, fragments)
        .mapToObj(i -> i == fragments
            ? "fragment f" + i + " on Profile{mpid}"
            : "fragment f" + i + " on Profile{...f" + (i + 1) + "}")
        .collect(Collectors.joining(" ", first + " ", ""));
  }

  private static String withNumber(String literal) {
    return "{viewer{isInAudience(audienceId:" + literal + ")}}";
  }
}
