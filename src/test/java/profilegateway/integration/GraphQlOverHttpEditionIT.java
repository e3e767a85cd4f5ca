package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.testing.Leaks;
import profilegateway.testing.MarkdownTable;
import profilegateway.testing.RawHttp;
import profilegateway.testing.SandboxClient;
import profilegateway.testing.Spec;
import profilegateway.testing.TestGateway;

/** The requirements of GraphQL over HTTP, September 2026 edition, as docs/graphql-over-http.md lists them. */
class GraphQlOverHttpEditionIT {
  private static final Pattern SETTING = Pattern.compile("[A-Z_]+=.*");
  private static final Map<List<String>, TestGateway> GATEWAYS = new HashMap<>();
  private static final String PARTIAL = """
      POST /graphql
      Content-Type: application/json
      Accept: %s

      {"query":"{ profile(mpid: \\"abc\\") { mpid } }"}""";

  @AfterAll
  static void close() {
    GATEWAYS.values().forEach(TestGateway::close);
    GATEWAYS.clear();
  }

  static List<Spec> specs() {
    return Spec.read("graphql-over-http-2026.txt");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("specs")
  void answersAsTheRequirementSays(Spec spec) throws IOException {
    assertAnswered(spec);
  }

  /** Sends the same requests with plans off, so that the engine executes the operations. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("specs")
  void answersAlikeWithoutPlans(Spec spec) throws IOException {
    assertAnswered(new Spec(spec.name(), "GATEWAY_PLAN=off\n" + spec.given(), spec.expected()));
  }

  @Test
  void theDocumentListsEachRequirementWithTheResponsesThatAreSent() {
    Map<String, Set<String>> sent = new LinkedHashMap<>();
    for (Spec spec : specs()) {
      String[] lines = spec.expected().split("\n", -1);
      String type =
          lines[1].replace("Content-Type: application/", "").replace("; charset=utf-8", "");
      sent.computeIfAbsent(spec.name().replaceFirst(": .*", ""), id -> new LinkedHashSet<>())
          .add(lines[0] + " `" + type + "`");
    }
    List<String> rows = new ArrayList<>();
    sent.forEach((id, responses) -> rows.add("`" + id + "` " + String.join(", ", responses)));

    assertThat(
            MarkdownTable.rows("docs/graphql-over-http.md", "## Requirements of the edition")
                .stream()
                .map(row -> row.split("\\|", -1))
                .map(cells -> cells[1].strip() + " " + cells[5].strip()))
        .containsExactlyElementsOf(rows);
  }

  @Test
  void aPartialResponseHasAReasonPhraseAndIsNotStored() throws IOException {
    RawHttp.Answer answer = RawHttp.send(
        gateway(List.of()).port(), PARTIAL.formatted("application/graphql-response+json"));

    assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 294 Partial Success");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Content-Length"))
        .isEqualTo(Integer.toString(answer.body().length()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "application/*", "application/json", ""})
  void clientsThatDoNotNameTheMediaTypeGet200ForPartialResponses(String accept) throws IOException {
    RawHttp.Answer answer = RawHttp.send(gateway(List.of()).port(), PARTIAL.formatted(accept));

    assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 200 OK");
    assertThat(answer.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
  }

  private static void assertAnswered(Spec spec) throws IOException {
    List<String> settings =
        spec.given().lines().takeWhile(line -> SETTING.matcher(line).matches()).toList();
    String request = spec.given()
        .substring(settings.stream().mapToInt(line -> line.length() + 1).sum());

    RawHttp.Answer answer = RawHttp.send(gateway(settings).port(), request);

    assertThat(summary(answer, spec.expected())).isEqualTo(spec.expected());
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(Leaks.in(answer.body())).isEmpty();
  }

  private static TestGateway gateway(List<String> settings) {
    return GATEWAYS.computeIfAbsent(
        settings,
        given -> TestGateway.start(given.stream()
            .flatMap(setting -> List.of(setting.split("=", 2)).stream())
            .toArray(String[]::new)));
  }

  /** The status, those headers that the spec names, and the members of the body. */
  private static String summary(RawHttp.Answer answer, String expected) {
    String headers = expected
        .split("\n\n", 2)[0]
        .lines()
        .skip(1)
        .map(header -> header.substring(0, header.indexOf(':')))
        .map(name -> "\n" + name + ": " + answer.header(name))
        .collect(Collectors.joining());
    List<String> members = new ArrayList<>();
    SandboxClient.json(answer.body()).fieldNames().forEachRemaining(members::add);
    return answer.status() + headers + "\n\n" + String.join(", ", members);
  }
}
