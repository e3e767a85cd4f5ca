package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import profilegateway.testing.HostileRequest;
import profilegateway.testing.HostileRequest.Outcome;
import profilegateway.testing.Leaks;
import profilegateway.testing.TestGateway;

/** The requests of hostile/requests.txt: each gets what the file says, and nobody learns anything from it. */
class HostileRequestsIT {
  /** For what is never answered; that nothing takes five seconds is for a script, on a machine without other work. */
  private static final int PATIENCE_MILLIS = 20_000;

  private static final ExecutorService WAITING = Executors.newCachedThreadPool();
  private static final ExecutorService OTHERS = Executors.newFixedThreadPool(2);
  private static final Map<HostileRequest, Future<Outcome>> OUTCOMES = new ConcurrentHashMap<>();

  @SuppressWarnings("NullAway.Init") // before all tests
  private static TestGateway gateway;

  @BeforeAll
  static void sendAll() {
    gateway =
        TestGateway.start("GATEWAY_LIMIT_REQUEST_TIME", "1s", "GATEWAY_OPERATION_TIMEOUT", "15s");
    int port = gateway.port();
    // All that are kept waiting take no longer than one of them.
    for (HostileRequest request : requests()) {
      ExecutorService clients = request.waits() ? WAITING : OTHERS;
      OUTCOMES.put(request, clients.submit(() -> request.send(port, PATIENCE_MILLIS)));
    }
  }

  @AfterAll
  static void close() {
    WAITING.shutdownNow();
    OTHERS.shutdownNow();
    gateway.close();
  }

  static List<HostileRequest> requests() {
    return HostileRequest.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  void eachGetsWhatTheFileSays(HostileRequest request) throws Exception {
    Outcome outcome = Objects.requireNonNull(OUTCOMES.get(request)).get();

    assertThat(request.wanted()).as(outcome.text()).contains(outcome.summary());
    assertThat(Leaks.in(outcome.text())).isEmpty();
  }

  @Test
  void thereAreManyAndTheGatewayIsStillThere() throws Exception {
    for (Future<Outcome> outcome : OUTCOMES.values()) {
      assertThat(outcome.get().summary()).isNotEmpty();
    }

    assertThat(requests()).hasSizeGreaterThanOrEqualTo(150);
    assertThat(gateway.ask("{ viewer { mpid } }").data().path("viewer").has("mpid"))
        .isTrue();
  }
}
