package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.testing.Patience.until;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import profilegateway.testing.TestGateway;

/** Nobody is called for a client that went away before. */
class LeavingClientIT {

  @Test
  void whoWaitsForATurnAndLeavesGivesItUp() throws Exception {
    try (TestGateway gateway = TestGateway.start(
        "SANDBOX_GENERATE", "on",
        "MPARTICLE_QUOTA_PER_SECOND", "1",
        "GATEWAY_OPERATION_TIMEOUT", "10s")) {
      assertThat(gateway.ask("{ profile(mpid: \"100\") { mpid } }").codes()).isEmpty();
      List<Socket> leaving = new ArrayList<>();
      for (int mpid = 1; mpid <= 6; mpid++) {
        leaving.add(send(gateway, mpid));
      }
      for (Socket client : leaving) {
        client.close();
      }

      assertThat(gateway.ask("{ profile(mpid: \"101\") { mpid } }").codes()).isEmpty();

      // One may have had its turn before it left.
      assertThat(SeenCall.in(gateway.takeJournal())).hasSizeBetween(2, 3);
    }
  }

  @Test
  void whoWaitsForATokenAndLeavesIsNotCalledFor() throws Exception {
    try (TestGateway gateway =
        TestGateway.start("SANDBOX_GENERATE", "on", "SANDBOX_TOKEN_DELAY", "1500ms")) {
      send(gateway, 1).close();
      until(() -> gateway.askSandbox("/counters").path("byKind").path("token").asInt() == 1);
      assertThat(gateway.takeJournal().findValuesAsText("kind")).containsExactly("token");

      until(() -> gateway.ask("{ profile(mpid: \"2\") { mpid } }").codes().isEmpty());

      assertThat(SeenCall.in(gateway.takeJournal())).noneMatch(call -> call.startsWith("1 "));
    }
  }

  private static Socket send(TestGateway gateway, int mpid) throws IOException {
    byte[] body = TestGateway.body("{ profile(mpid: \"" + mpid + "\") { mpid } }", Map.of())
        .getBytes(StandardCharsets.UTF_8);
    Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
    client
        .getOutputStream()
        .write(("POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    client.getOutputStream().write(body);
    client.getOutputStream().flush();
    return client;
  }
}
