package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.testing.Patience.until;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import profilegateway.testing.GraphQlAnswer;
import profilegateway.testing.TestGateway;

/** An instance that is told to stop loses nothing. */
class ShutdownIT {
  private static final String GET =
      "GET /graphql?query=%7B__typename%7D HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\n\r\n";
  private static final String QUERY = "{ profile(mpid: \"4400000000000000002\") { isOptedOut } }";

  @Test
  void whatIsInFlightIsAnswered() {
    try (TestGateway gateway = TestGateway.start()) {
      assertThat(gateway.ask("{ __typename }").codes()).isEmpty();
      gateway.tellSandbox("PATCH", "/behaviour", "{\"latency\":700}");
      CompletableFuture<GraphQlAnswer> asked = gateway.askLater(QUERY);
      until(() -> gateway.askSandbox("/counters").path("byKind").path("profile").asInt() == 1);

      CompletableFuture<Void> stopped = gateway.stop();

      assertThat(asked.join().data().path("profile").path("isOptedOut").asBoolean())
          .isFalse();
      stopped.join();
    }
  }

  @Test
  void requestsAreTakenWhileTheInstanceSaysThatItIsNotReady() {
    try (TestGateway gateway = TestGateway.start("GATEWAY_SHUTDOWN_WAIT", "2s")) {
      until(() -> ready(gateway) == 200);

      CompletableFuture<Void> stopped = gateway.stop();
      until(() -> ready(gateway) == 503);

      assertThat(gateway.ask(QUERY).codes()).isEmpty();
      assertThat(stopped).isNotDone();
      stopped.join();
    }
  }

  @Test
  void connectionsEndWithTheirNextAnswer() throws Exception {
    try (TestGateway gateway = TestGateway.start("GATEWAY_SHUTDOWN_WAIT", "2s");
        Socket kept = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      kept.setSoTimeout(10_000);
      until(() -> ready(gateway) == 200);
      String before = ask(kept);
      assertThat(before)
          .startsWith("HTTP/1.1 200 ")
          .doesNotContainIgnoringCase("connection: close");

      CompletableFuture<Void> stopped = gateway.stop();
      until(() -> ready(gateway) == 503);

      kept.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
      String last = new String(kept.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(last).startsWith("HTTP/1.1 200 ").containsIgnoringCase("connection: close");
      assertThat(stopped).isNotDone();
      stopped.join();
    }
  }

  /** An answer on a connection that stays. */
  private static String ask(Socket socket) throws IOException {
    socket.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("}}") < 0) {
      answer.append((char) socket.getInputStream().read());
    }
    return answer.toString();
  }

  private static int ready(TestGateway gateway) {
    return gateway.send(gateway.managementRequest("/health/ready")).statusCode();
  }
}
