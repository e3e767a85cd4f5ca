package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.integration.UpstreamFaults.SPARED;
import static profilegateway.integration.UpstreamFaults.STRUCK;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.testing.GraphQlAnswer;

/** Calls that do not end by themselves, or bring more than anybody wants: they hold nobody up, and leave nothing behind. */
class HangingUpstreamIT {
  private static final String STRUCK_ONE = "{ profile(mpid: \"" + STRUCK + "\") { mpid } }";
  private static final String SPARED_ONE = "{ profile(mpid: \"" + SPARED + "\") { mpid } }";
  private static final String SPARED_DATA = "{\"profile\":{\"mpid\":\"" + SPARED + "\"}}";

  @ParameterizedTest
  @ValueSource(strings = {"'kind': 'hang'", "'kind': 'drip', 'intervalMs': 50"})
  void otherCallsDoNotWaitBehindThem(String rule) {
    try (FaultyUpstream upstream = FaultyUpstream.startedWell(
        "GATEWAY_OPERATION_TIMEOUT", "4s", "MPARTICLE_TRY_TIMEOUT", "3s")) {
      upstream.strike(STRUCK, rule);
      List<CompletableFuture<GraphQlAnswer>> hanging =
          Stream.generate(() -> upstream.askLater(STRUCK_ONE)).limit(8).toList();

      for (int number = 0; number < 5; number++) {
        assertThat(upstream.ask(SPARED_ONE).data().toString()).isEqualTo(SPARED_DATA);
      }

      assertThat(hanging).noneMatch(CompletableFuture::isDone);
      assertThat(hanging)
          .allSatisfy(answer ->
              assertThat(answer.join().codes()).containsExactly("UPSTREAM_TIMEOUT at profile"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'kind': 'hang'",
        "'kind': 'drip', 'intervalMs': 50",
        "'kind': 'huge'",
        "'kind': 'compressed-bomb'"
      })
  void theirConnectionsAreGivenBack(String rule) {
    try (FaultyUpstream upstream = FaultyUpstream.startedWell("MPARTICLE_POOL_SIZE", "2")) {
      upstream.strike(STRUCK, rule);
      for (int number = 0; number < 2; number++) {
        // Two of them wait for a connection, and may not get one in time.
        assertThat(Stream.generate(() -> upstream.askLater(STRUCK_ONE)).limit(4).toList())
            .allSatisfy(answer -> assertThat(answer.join().codes()).hasSize(1));
      }

      // Nothing was reset at the other end: what still serves is what the gateway gave back.
      assertThat(upstream.ask(SPARED_ONE).data().toString()).isEqualTo(SPARED_DATA);
      assertThat(upstream.alarms()).allMatch(line -> line.startsWith("WARN UpstreamLog "));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'kind': 'huge'", "'kind': 'compressed-bomb', 'bytes': 10000000", "'kind': 'deep'"
      })
  void hugeAnswersHoldNobodyUp(String rule) {
    try (FaultyUpstream upstream = FaultyUpstream.startedWell()) {
      upstream.strike(STRUCK, rule);
      List<CompletableFuture<GraphQlAnswer>> huge =
          Stream.generate(() -> upstream.askLater(STRUCK_ONE)).limit(9).toList();

      for (int number = 0; number < 5; number++) {
        assertThat(upstream.ask(SPARED_ONE).data().toString()).isEqualTo(SPARED_DATA);
      }

      assertThat(huge).allSatisfy(answer -> assertThat(answer.join().codes()).hasSize(1));
    }
  }

  @Test
  void anAnswerIsReadUpToTwoMebibytes() {
    try (FaultyUpstream upstream = FaultyUpstream.startedWell()) {
      upstream.strike(STRUCK, padded(2_000_000));
      assertThat(upstream.ask(STRUCK_ONE).data().path("profile").has("mpid")).isTrue();

      upstream.heal();
      upstream.strike(STRUCK, padded(2 * 1024 * 1024));
      assertThat(upstream.ask(STRUCK_ONE).codes())
          .containsExactly("UPSTREAM_UNAVAILABLE at profile");
    }
  }

  private static String padded(int characters) {
    return "'kind': 'overwrite', 'with': {'padding': '" + "x".repeat(characters) + "'}";
  }
}
