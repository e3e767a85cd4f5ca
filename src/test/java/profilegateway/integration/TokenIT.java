package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.testing.Patience.until;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import profilegateway.testing.GraphQlAnswer;
import profilegateway.testing.TestGateway;

/** What becomes of the token while the gateway works: as few requests for one as there can be, and no client who notices. */
class TokenIT {
  private static final String QUERY = "{ viewer { mpid } }";
  private static final String DATA = "{\"viewer\":{\"mpid\":\"9080350317581165000\"}}";
  private static final String DEAD_ENDPOINT =
      "{\"on\": \"token\", \"kind\": \"status\", \"status\": 503}";

  @Test
  void manyOperationsAtAColdStartCauseOneTokenRequest() {
    try (TestGateway gateway = TestGateway.start("SANDBOX_TOKEN_DELAY", "200ms")) {
      assertThat(askAtOnce(gateway, 50)).hasSize(50).containsOnly(DATA);

      assertThat(tokenRequests(gateway.takeJournal())).isEqualTo(1);
    }
  }

  @Test
  void aTokenServesManyOperations() {
    try (TestGateway gateway = TestGateway.start()) {
      for (int number = 0; number < 10; number++) {
        assertThat(gateway.ask(QUERY).data().toString()).isEqualTo(DATA);
      }

      assertThat(tokenRequests(gateway.takeJournal())).isEqualTo(1);
    }
  }

  @Test
  void aTokenThatDiesEarlyCostsOneNewTokenAndOneReplay() {
    try (TestGateway gateway = TestGateway.start()) {
      assertThat(gateway.ask(QUERY).data().toString()).isEqualTo(DATA);
      gateway.tellSandbox("POST", "/tokens/revoke", "");
      var unused = gateway.takeJournal();

      GraphQlAnswer answer = gateway.ask(QUERY);

      assertThat(answer.data().toString()).isEqualTo(DATA);
      assertThat(answer.upstream().path("calls").intValue()).isEqualTo(2);
      assertThat(story(gateway.takeJournal()))
          .containsExactly("resolve refused", "token authorized", "resolve authorized");
    }
  }

  @Test
  void aTokenThatDiesUnderManyOperationsCostsOneNewToken() {
    try (TestGateway gateway = TestGateway.start(
        "SANDBOX_TOKEN_DELAY", "100ms",
        "SANDBOX_GENERATE", "on",
        "GATEWAY_OPERATION_TIMEOUT", "20s",
        "MPARTICLE_TRY_TIMEOUT", "10s")) {
      assertThat(gateway.ask(QUERY).data().toString()).isEqualTo(DATA);
      // Refusals are as slow as answers: all operations set out with the dead token, and hear of it
      // one by one.
      gateway.tellSandbox("PATCH", "/behaviour", "{\"latency\": {\"minMs\": 100, \"maxMs\": 400}}");
      gateway.tellSandbox("POST", "/tokens/revoke", "");
      var unused = gateway.takeJournal();

      // Of different people: one call serves all who ask for the same.
      List<CompletableFuture<GraphQlAnswer>> asked = IntStream.rangeClosed(1, 20)
          .mapToObj(person -> gateway.askLater("{ profile(mpid: \"" + person + "\") { mpid } }"))
          .toList();
      assertThat(asked).allSatisfy(answer -> assertThat(answer.join().codes()).isEmpty());

      JsonNode journal = gateway.takeJournal();
      assertThat(tokenRequests(journal)).isEqualTo(1);
      assertThat(Collections.frequency(story(journal), "profile refused")).isGreaterThan(1);
      assertThat(Collections.frequency(story(journal), "profile authorized")).isEqualTo(20);
    }
  }

  @Test
  void tokensThatLiveForASecondKeepTheGatewayWorking() {
    try (TestGateway gateway = TestGateway.start("SANDBOX_TOKEN_LIFETIME", "1s")) {
      until(() -> {
        assertThat(gateway.ask(QUERY).data().toString()).isEqualTo(DATA);
        return tokensIssued(gateway) >= 4;
      });
    }
  }

  @Test
  void aLiveTokenServesWhileItsEndpointIsDown() {
    try (TestGateway gateway = TestGateway.start()) {
      assertThat(gateway.ask(QUERY).data().toString()).isEqualTo(DATA);
      gateway.tellSandbox("POST", "/faults", DEAD_ENDPOINT);

      assertThat(askAtOnce(gateway, 20)).hasSize(20).containsOnly(DATA);
    }
  }

  @Test
  void anEndpointThatStaysDownIsNotAskedByEveryOperation() {
    try (TestGateway gateway = TestGateway.start()) {
      gateway.tellSandbox("POST", "/faults", DEAD_ENDPOINT);
      for (int number = 0; number < 100; number++) {
        assertThat(gateway.ask(QUERY).codes()).containsExactly("UPSTREAM_UNAVAILABLE at viewer");
      }

      JsonNode journal = gateway.takeJournal();
      // At once, once more, and then once a pause: a second, two, four.
      assertThat(tokenRequests(journal)).isBetween(2L, 5L);
      assertThat(tokenRequests(journal)).as("nothing else was called").isEqualTo(journal.size());
    }
  }

  @Test
  void anEndpointThatComesBackIsFoundAgain() {
    try (TestGateway gateway = TestGateway.start("SANDBOX_TOKEN_LIFETIME", "1s")) {
      gateway.tellSandbox("POST", "/faults", DEAD_ENDPOINT);
      assertThat(gateway.ask(QUERY).codes()).containsExactly("UPSTREAM_UNAVAILABLE at viewer");
      assertThat(gateway.ask(QUERY).codes()).containsExactly("UPSTREAM_UNAVAILABLE at viewer");

      gateway.tellSandbox("DELETE", "/faults", "");

      until(() -> gateway.ask(QUERY).codes().isEmpty());
    }
  }

  private static List<String> askAtOnce(TestGateway gateway, int operations) {
    List<CompletableFuture<GraphQlAnswer>> asked =
        Stream.generate(() -> gateway.askLater(QUERY)).limit(operations).toList();
    return asked.stream().map(answer -> answer.join().data().toString()).toList();
  }

  private static long tokensIssued(TestGateway gateway) {
    return gateway.askSandbox("/counters").path("tokensIssued").longValue();
  }

  private static long tokenRequests(JsonNode journal) {
    return story(journal).stream().filter(line -> line.startsWith("token")).count();
  }

  private static List<String> story(JsonNode journal) {
    return StreamSupport.stream(journal.spliterator(), false)
        .map(call -> call.path("kind").asText()
            + (call.path("authorized").booleanValue() ? " authorized" : " refused"))
        .toList();
  }
}
