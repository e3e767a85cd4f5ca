package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.testing.Leaks;
import profilegateway.testing.RawHttp;
import profilegateway.testing.SandboxClient;
import profilegateway.testing.Spec;
import profilegateway.testing.TestGateway;

/** The requests of graphql-over-http.txt and their answers, and what holds for all of them. */
class GraphQlOverHttpIT {
  private static TestGateway gateway;

  @BeforeAll
  static void start() {
    gateway = TestGateway.start();
  }

  @AfterAll
  static void close() {
    gateway.close();
  }

  static List<Spec> specs() {
    return Spec.read("graphql-over-http.txt");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("specs")
  void aRequestIsAnsweredAsWritten(Spec spec) throws IOException {
    RawHttp.Answer answer = RawHttp.send(gateway.port(), spec.given());

    assertThat(asWritten(answer, spec.expected())).isEqualTo(spec.expected());
    if (!answer.headers().isEmpty()) {
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }
    assertThat(Leaks.in(answer.body())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "", "\\xC3\\xA9", "{a*65}", "a\"b", "<script>"})
  void aRequestIdThatIsNotWellFormedIsReplaced(String given) throws IOException {
    RawHttp.Answer answer = RawHttp.send(
        gateway.port(),
        "GET /graphql?query=%7B__typename%7D\nAccept: application/json\nX-Request-Id: " + given);

    String id = answer.header("X-Request-Id");
    assertThat(UUID.fromString(id)).hasToString(id);
  }

  @Test
  void eachRequestWithoutAnIdGetsItsOwn() throws IOException {
    String request = "GET /graphql?query=%7B__typename%7D\nAccept: application/json";

    assertThat(RawHttp.send(gateway.port(), request).header("X-Request-Id"))
        .isNotEqualTo(RawHttp.send(gateway.port(), request).header("X-Request-Id"));
  }

  @Test
  void anIntegerThatJavaScriptWouldRoundIsWrittenAsText() throws IOException {
    var profile = gateway.sandbox().ask("PATCH", "/profiles/9080350317581165000", """
            {"attribution": {"a": 9007199254740992, "b": 9007199254740993, "c": -9007199254740993,
              "d": 1.10, "e": [98765432109876543210], "f": null, "g": "7"}}""");
    assertThat(profile.isObject()).isTrue();

    RawHttp.Answer answer = RawHttp.send(
        gateway.port(),
        "GET /graphql?query=%7B%20viewer%20%7B%20attribution%20%7D%20%7D\nAccept: application/json");

    assertThat(answer.body()).isEqualTo("""
        {"data":{"viewer":{"attribution":{"a":9007199254740992,"b":"9007199254740993","c":"-9007199254740993",\
        "d":1.10,"e":["98765432109876543210"],"f":null,"g":"7"}}}}""");
    assertThat(SandboxClient.json(answer.body()).isObject()).isTrue();
  }

  /** The answer with those headers that the spec names. */
  private static String asWritten(RawHttp.Answer answer, String expected) {
    String headers = expected
        .split("\n\n", 2)[0]
        .lines()
        .skip(1)
        .map(header -> header.substring(0, header.indexOf(':')))
        .map(name -> "\n" + name + ": " + answer.header(name))
        .collect(Collectors.joining());
    return (answer.status() + headers + "\n\n" + answer.body()).strip();
  }
}
