package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import profilegateway.testing.GraphQlAnswer;
import profilegateway.testing.LogLines;
import profilegateway.testing.TestGateway;

/** A gateway of little patience, which has answered well before things went wrong upstream. */
final class FaultyUpstream implements AutoCloseable {
  /** Far beyond what the gateway allows itself: who waits this long waits for ever. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What only an answer of the upstream, the gateway's own inside or its settings could have brought into a body. */
  private static final List<String> NEVER = List.of(
      "Exception",
      "Throwable",
      "java.",
      "io.vertx",
      "io.netty",
      "com.fasterxml",
      "profilegateway",
      "\\tat ",
      "<html",
      "Bad Gateway",
      "Bearer",
      "127.0.0.1",
      "userprofile",
      "sandbox-client",
      "sandbox-secret",
      "customer_id",
      "Example-Customer");

  /** What must not be in the log either. */
  private static final List<String> NEVER_LOGGED = List.of(
      "Exception",
      "Bearer",
      "userprofile",
      "sandbox-secret",
      "Example-Customer",
      UpstreamFaults.STRUCK,
      UpstreamFaults.SECRET);

  private final LogLines log = LogLines.open();
  private final TestGateway gateway;

  private FaultyUpstream(TestGateway gateway) {
    this.gateway = gateway;
  }

  static FaultyUpstream start(String... settings) {
    String[] impatient = {"GATEWAY_OPERATION_TIMEOUT", "2s", "MPARTICLE_TRY_TIMEOUT", "1500ms"};
    TestGateway gateway = TestGateway.start(
        Stream.of(impatient, settings).flatMap(Stream::of).toArray(String[]::new));
    return new FaultyUpstream(gateway);
  }

  /** A gateway that holds a token which has served. */
  static FaultyUpstream startedWell(String... settings) {
    FaultyUpstream upstream = start(settings);
    assertThat(upstream.ask("{ viewer { mpid } }").codes()).isEmpty();
    var unused = upstream.journal();
    return upstream;
  }

  /** Makes calls about one profile go wrong; the rule's quotes may be single ones. */
  void strike(String mpid, String rule) {
    fault("'on': 'api', 'mpid': '" + mpid + "', " + rule);
  }

  void fault(String rule) {
    gateway.tellSandbox("POST", "/faults", "{" + rule.replace('\'', '"') + "}");
  }

  /** Ends all faults, and what still hangs from them. */
  void heal() {
    gateway.tellSandbox("POST", "/reset", "");
  }

  GraphQlAnswer ask(String query) {
    return GraphQlAnswer.of(
        gateway.send(gateway.postOf(TestGateway.body(query, Map.of())).timeout(PATIENCE)));
  }

  CompletableFuture<GraphQlAnswer> askLater(String query) {
    return gateway.askLater(query);
  }

  void assertAnswersOnceHealed(String query, String data) {
    heal();
    assertThat(ask(query).data().toString()).isEqualTo(data);
  }

  /** Neither the body nor the log holds anything that must never leave, nor anything of {@code more}. */
  void assertGivesNothingAway(GraphQlAnswer answer, String... more) {
    List<String> never = Stream.concat(NEVER.stream(), Stream.of(more)).toList();
    assertThat(answer.body().toString()).doesNotContain(never);
    List<String> neverLogged =
        Stream.concat(NEVER_LOGGED.stream(), Stream.of(more)).toList();
    assertThat(log.all()).allSatisfy(line -> assertThat(line).doesNotContain(neverLogged));
  }

  /** What an operator was told; each kind of trouble makes one line. */
  List<String> alarms() {
    return log.alarming();
  }

  JsonNode journal() {
    return gateway.takeJournal();
  }

  /** What each call asked for: a token, a profile, or an identity to be resolved. */
  static List<String> kinds(JsonNode journal) {
    return StreamSupport.stream(journal.spliterator(), false)
        .map(call -> call.path("kind").asText())
        .toList();
  }

  String sandboxUrl() {
    return gateway.sandboxUrl();
  }

  @Override
  public void close() {
    gateway.close();
    log.close();
  }
}
