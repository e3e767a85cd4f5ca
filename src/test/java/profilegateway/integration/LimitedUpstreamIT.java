package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.testing.Patience.until;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.testing.GraphQlAnswer;
import profilegateway.testing.SandboxClient;
import profilegateway.testing.TestGateway;

/** An API that says it is called too often: nobody calls before the time is up, and then each look-up once more. */
class LimitedUpstreamIT {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'Retry-After': '1'",
        "'RetryAfter': '1'",
        // Not to be understood, or past: taken for not said, which is a second at least.
        "",
        "'Retry-After': '-5'",
        "'Retry-After': 'Wed, 21 Oct 2015 07:28:00 GMT'"
      })
  void nobodyCallsBeforeTheTimeIsUp(String headers) {
    try (TestGateway gateway = started()) {
      limit(gateway, headers, ", 'times': 1");
      CompletableFuture<GraphQlAnswer> limited = ask(gateway, 1);
      // What is on its way when the 429 comes cannot be held back.
      until(() -> isPaused(gateway) || limited.isDone());

      List<CompletableFuture<GraphQlAnswer>> others =
          IntStream.rangeClosed(2, 10).mapToObj(mpid -> ask(gateway, mpid)).toList();

      assertThat(limited.join().codes()).isEmpty();
      assertThat(others).allSatisfy(other -> assertThat(other.join().codes()).isEmpty());
      List<Long> times = times(gateway.takeJournal());
      assertThat(times).hasSize(11);
      assertThat(times.stream().map(time -> time - times.get(0)).skip(1))
          .noneMatch(after -> after < 1000 - 5);
    }
  }

  @Test
  void aLookUpIsTriedOnceMoreHoweverManyAliasesItHas() {
    try (TestGateway gateway = started()) {
      limit(gateway, "'Retry-After': '1'", "");

      GraphQlAnswer answer = gateway.ask("{"
          + IntStream.range(0, 20)
              .mapToObj(alias -> " a%d: profile(mpid: \"7\") { isOptedOut }".formatted(alias))
              .collect(Collectors.joining())
          + " }");

      assertThat(answer.codes())
          .hasSize(20)
          .allMatch(code -> code.startsWith("UPSTREAM_RATE_LIMITED at a"));
      assertThat(gateway.takeJournal()).hasSize(2);
    }
  }

  @Test
  void afterAPauseOneCallFindsOutForAllWhetherItIsOver() {
    try (TestGateway gateway = started()) {
      limit(gateway, "'Retry-After': '1'", "");

      GraphQlAnswer answer =
          gateway.ask("{ profiles(mpids: [\"1\", \"2\", \"3\", \"4\", \"5\"]) { mpid } }");

      assertThat(answer.codes()).hasSize(5);
      // Five together, and one after each pause that ended in time.
      List<Long> times = times(gateway.takeJournal());
      assertThat(times).hasSizeBetween(6, 7);
      for (int later = 5; later < times.size(); later++) {
        assertThat(times.get(later) - times.get(later - 1)).isGreaterThanOrEqualTo(1000 - 5);
      }
    }
  }

  @Test
  void growingTooFastHoldsNobodyUp() {
    try (TestGateway gateway = started()) {
      limit(
          gateway,
          "'Retry-After': '60', 'X-mp-rate-limit-exceeded': 'acceleration'",
          ", 'times': 1");

      GraphQlAnswer answer = ask(gateway, 1).join();

      assertThat(answer.codes()).isEmpty();
      assertThat(gateway.takeJournal()).hasSize(2);
    }
  }

  private static TestGateway started() {
    TestGateway gateway = TestGateway.start("SANDBOX_GENERATE", "on");
    assertThat(gateway.ask("{ viewer { mpid } }").codes()).isEmpty();
    var unused = gateway.takeJournal();
    return gateway;
  }

  private static void limit(TestGateway gateway, String headers, String more) {
    String rule = "{'kind': 'status', 'status': 429, 'headers': {" + headers + "}" + more + "}";
    gateway.tellSandbox("POST", "/faults", rule.replace('\'', '"'));
  }

  private static CompletableFuture<GraphQlAnswer> ask(TestGateway gateway, int mpid) {
    return gateway.askLater("{ profile(mpid: \"" + mpid + "\") { mpid } }");
  }

  private static boolean isPaused(TestGateway gateway) {
    String health = gateway.send(gateway.managementRequest("/health")).body();
    return SandboxClient.json(health).at("/quota/pauseLeftMs").asLong() > 0;
  }

  private static List<Long> times(JsonNode journal) {
    return StreamSupport.stream(journal.spliterator(), false)
        .map(call -> call.path("at").longValue())
        .toList();
  }
}
