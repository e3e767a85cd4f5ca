package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import profilegateway.testing.RawConnection;
import profilegateway.testing.RawConnection.Response;
import profilegateway.testing.SimilarNames;
import profilegateway.testing.TestGateway;
import profilegateway.testing.TestedPort;

/** Names of header fields, on both ports: only the exact name is recognised (RFC 9110, 5.1), and a name is a token (5.6.2). */
class FieldNamesIT {
  private static final int REQUESTS_PER_CONNECTION = 100;
  private static final String HOST = "Host: localhost\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String LENGTH = "Content-Length: 26\r\n";

  private static TestGateway gateway;
  private static List<TestedPort> ports = List.of();

  @BeforeAll
  static void start() {
    gateway = TestGateway.start(TestedPort.settings());
    ports = List.of(TestedPort.graphQl(gateway), TestedPort.management(gateway));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  /**
   * A request whose response would change if one more field were known by its name.
   *
   * @param head all but that field, the id and the end
   * @param value of the field
   * @param status of the response without the field
   */
  private record Probe(String field, String head, String value, String body, int status) {
    String request(String name, String id) {
      String line = name.isEmpty() ? "" : name + ": " + value + "\r\n";
      return head + line + "X-Request-Id: " + id + "\r\n\r\n" + body;
    }

    @Override
    public String toString() {
      return field + " -> " + status;
    }
  }

  static Stream<Arguments> probes() {
    return ports.stream().flatMap(port -> probes(port).map(probe -> Arguments.of(port, probe)));
  }

  private static Stream<Probe> probes(TestedPort port) {
    String post = "POST " + port.post() + " HTTP/1.1\r\nAccept: application/json\r\n";
    String known = post + port.credentials();
    String get = "GET " + port.get() + " HTTP/1.1\r\nAccept: application/json\r\n";
    int emptyBody = 400;
    return Stream.of(
        new Probe("Content-Length", known + HOST + JSON, "26", "", emptyBody),
        new Probe("Content-Length", get + HOST, "26", "", 200),
        new Probe("Transfer-Encoding", known + HOST + JSON, "chunked", "", emptyBody),
        new Probe("Transfer-Encoding", get + HOST, "chunked", "", 200),
        new Probe("Connection", get + HOST, "close", "", 200),
        new Probe("Host", get + HOST, "other.example", "", 200),
        new Probe("Host", get, "localhost", "", 400),
        new Probe("Expect", known + HOST + JSON + LENGTH, "100-continue", port.body(), 200),
        new Probe("Content-Type", known + HOST + LENGTH, "application/json", port.body(), 415),
        new Probe(
            "Authorization",
            post + HOST + JSON + LENGTH,
            port.isManagement() ? port.credentials().split(": ", 2)[1].strip() : "Bearer invalid",
            port.body(),
            port.isManagement() ? 401 : 200));
  }

  @ParameterizedTest(name = "{0} port: {1}")
  @MethodSource("probes")
  void treatsASimilarNameAsAnUnknownField(TestedPort port, Probe probe) throws IOException {
    Response without = RawConnection.exchange(
            port.port(), bytes(probe.request("", "without") + last()))
        .get(0);
    assertThat(without.status()).isEqualTo(probe.status());

    assertThat(differing(port, probe, without)).isEmpty();
  }

  /** Shows that each probe can fail: the name itself changes the responses. */
  @ParameterizedTest(name = "{0} port: {1}")
  @MethodSource("probes")
  void knowsTheNameItself(TestedPort port, Probe probe) throws IOException {
    List<Response> without =
        RawConnection.exchange(port.port(), bytes(probe.request("", "id") + last()));
    List<Response> with =
        RawConnection.exchange(port.port(), bytes(probe.request(probe.field(), "id") + last()));

    assertThat(texts(with)).isNotEqualTo(texts(without));
  }

  private static List<String> texts(List<Response> responses) {
    return responses.stream().map(Response::text).toList();
  }

  /** The similar names with another response than {@code without}, or after which the next request had another. */
  private static List<String> differing(TestedPort port, Probe probe, Response without)
      throws IOException {
    boolean endsConnection = without.text().contains("connection: close");
    List<String> names = SimilarNames.of(probe.field());
    int size = endsConnection ? 1 : REQUESTS_PER_CONNECTION;
    List<String> differing = new ArrayList<>();
    for (int from = 0; from < names.size(); from += size) {
      List<String> batch = names.subList(from, Math.min(names.size(), from + size));
      if (!isAnswered(port, probe, without, batch, !endsConnection)) {
        // Each alone, to find those that differ.
        for (String name : batch) {
          if (!isAnswered(port, probe, without, List.of(name), !endsConnection)) {
            differing.add(name);
          }
        }
      }
    }
    return differing;
  }

  /** Whether each request with one of the names gets the expected response, and so does the request after them. */
  private static boolean isAnswered(
      TestedPort port, Probe probe, Response without, List<String> names, boolean hasNext)
      throws IOException {
    StringBuilder requests = new StringBuilder();
    List<Response> expected = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      requests.append(probe.request(names.get(i), "probe-" + i));
      expected.add(expected(without, "probe-" + i));
    }
    List<Response> responses = RawConnection.exchange(port.port(), bytes(requests + last()));
    if (!hasNext) {
      return responses.equals(expected);
    }
    int next = names.size();
    return responses.size() == next + 1
        && responses.subList(0, next).equals(expected)
        && responses.get(next).id().equals("last");
  }

  private static Response expected(Response without, String id) {
    return new Response(without.status(), id, without.text());
  }

  private static String last() {
    return "GET /last HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: last\r\nConnection: close\r\n\r\n";
  }

  static Stream<TestedPort> ports() {
    return ports.stream();
  }

  /** CR, LF and the colon end a name or a line, and are cases of hostile/framing.txt. */
  @ParameterizedTest(name = "{0} port")
  @MethodSource("ports")
  void refusesEachByteOutsideOfTokensInAName(TestedPort port) throws IOException {
    List<String> accepted = new ArrayList<>();
    for (int value = 0; value < 256; value++) {
      String character = Character.toString((char) value);
      if ((SimilarNames.TOKEN_CHARACTERS + ":\r\n").contains(character)) {
        continue;
      }
      for (String name :
          List.of(character, character + "x", "x" + character + "y", "x" + character)) {
        String request =
            "GET " + port.get() + " HTTP/1.1\r\n" + HOST + name + ": 1\r\nAccept: */*\r\n\r\n";
        List<Response> responses = RawConnection.exchange(port.port(), bytes(request + last()));
        if (responses.size() != 1 || responses.get(0).status() != 400) {
          accepted.add("0x%02x in %d bytes: %s".formatted(value, name.length(), responses));
        }
      }
    }

    assertThat(accepted).isEmpty();
  }

  @Test
  void similarNamesAreAllSubstitutionsInsertionsAndDeletions() {
    assertThat(SimilarNames.of("ab"))
        .contains("xb", "ax", "xab", "axb", "abx", "a", "b", "~b")
        .doesNotContain("ab", "AB", "aB")
        // 154 substitutions without 4 that change nothing but case, 231 insertions of which 2
        // repeat others, 2 deletions.
        .hasSize(150 + 229 + 2);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
