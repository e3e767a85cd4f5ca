package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.testing.TestGateway;

/** How answers stand on a connection that is used several times, one behind the other, to the byte. */
class AnswersOnTheWireIT {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3}) ");
  private static final int PATIENCE_MILLIS = 10_000;
  private static final String ASKED = post("{\"query\":\"{ __typename }\"}");
  private static final String TOLD = "{\"data\":{\"__typename\":\"Query\"}}";

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
  void requestsThatComeTogetherAreAnsweredInTheirOrder() throws IOException {
    String told = exchanged(ASKED + post("{\"query\":") + ASKED + last(ASKED));

    assertThat(statuses(told)).containsExactly("200", "400", "200", "200");
    assertThat(told).endsWith("\r\n\r\n" + TOLD);
  }

  @Test
  void theHeadAloneIsFollowedByTheNextAnswer() throws IOException {
    String told = exchanged(ASKED
        + "HEAD /schema HTTP/1.1\r\nHost: localhost\r\n\r\n"
        + "HEAD /graphql HTTP/1.1\r\nHost: localhost\r\n\r\n"
        + last(ASKED));

    assertThat(statuses(told)).containsExactly("200", "404", "405", "200");
    assertThat(told).contains("\r\n\r\nHTTP/1.1 405 ").endsWith("\r\n\r\n" + TOLD);
  }

  @Test
  void anAnswerThatIsLongIsWhole() throws IOException {
    String schema = post(
        "{\"query\":\"{ __schema { types { name description fields { name description type { name kind description } args { name description } } } } }\"}");
    String told = exchanged(ASKED + schema + last(ASKED));

    assertThat(statuses(told)).containsExactly("200", "200", "200");
    assertThat(told)
        .hasSizeGreaterThan(16 * 1024)
        .endsWith("]}}}HTTP/1.1 200 OK" + lastHead(told) + TOLD);
  }

  private static String lastHead(String told) {
    return told.substring(
        told.lastIndexOf("HTTP/1.1 200 OK") + "HTTP/1.1 200 OK".length(),
        told.length() - TOLD.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n"
      })
  void whatComesBehindARefusedRequestIsNotRead(String refused) throws IOException {
    assertThat(statuses(exchanged(ASKED + refused + ASKED + ASKED))).containsExactly("200", "400");
  }

  /** Of a length that is read at once to the last byte, so that the end of it is seen in the same moment. */
  @ParameterizedTest
  @ValueSource(ints = {512, 1024, 2048, 4096, 8192})
  void whoSendsNoMoreIsToldWhatItAskedFor(int length) throws IOException {
    String padding = "x".repeat(length - ASKED.length() - "X: \r\n".length());
    String padded = ASKED.replaceFirst("Host: ", "X: " + padding + "\r\nHost: ");
    for (int i = 0; i < 10; i++) {
      assertThat(exchanged(padded, true)).endsWith("\r\n\r\n" + TOLD);
    }
  }

  @Test
  void aBodyThatIsExpectedToBeAskedForIsAskedForPlainly() throws IOException {
    String told = exchanged(last(ASKED.replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n")));

    assertThat(told).startsWith("HTTP/1.1 100 Continue\r\n").endsWith("\r\n\r\n" + TOLD);
    assertThat(told.substring(0, told.indexOf("HTTP/1.1 200"))).doesNotContain("Content-Security");
  }

  @Test
  void whoSpeaksAnOlderHttpIsToldAllAndThenItEnds() throws IOException {
    String told = exchanged(ASKED.replace("HTTP/1.1", "HTTP/1.0"));

    assertThat(statuses(told)).containsExactly("200");
    assertThat(told).endsWith("\r\n\r\n" + TOLD);
  }

  private static String post(String body) {
    return "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
        + body.length() + "\r\n\r\n" + body;
  }

  private static String last(String request) {
    return request.replaceFirst("Host: ", "Connection: close\r\nHost: ");
  }

  private static List<String> statuses(String told) {
    return STATUS
        .matcher(told)
        .results()
        .map((MatchResult status) -> status.group(1))
        .toList();
  }

  /** Sends all of it at once, and reads until the gateway ends the connection. */
  private static String exchanged(String requests) throws IOException {
    return exchanged(requests, false);
  }

  private static String exchanged(String requests, boolean andNoMore) throws IOException {
    int port = URI.create(gateway.url()).getPort();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(requests.getBytes(StandardCharsets.UTF_8));
      if (andNoMore) {
        socket.shutdownOutput();
      }
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
