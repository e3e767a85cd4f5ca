package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.access.AccessEvents;
import profilegateway.access.Callers;
import profilegateway.access.persisted.PersistedDocuments;
import profilegateway.access.persisted.PersistedEvents;
import profilegateway.config.GatewayConfig;
import profilegateway.config.HttpConfig;
import profilegateway.config.declared.Mode;
import profilegateway.config.reading.SettingsReader;
import profilegateway.graphql.ErrorCode;
import profilegateway.graphql.GatewaySchema;
import profilegateway.graphql.OperationEvents;
import profilegateway.graphql.Operations;
import profilegateway.graphql.limits.Limits;
import profilegateway.graphql.rights.Audit;
import profilegateway.http.Admission;
import profilegateway.http.Connections;
import profilegateway.http.Exchanges;
import profilegateway.http.Routes;
import profilegateway.http.Server;
import profilegateway.testing.GraphQlAnswer;
import profilegateway.testing.Leaks;
import profilegateway.testing.MarkdownTable;
import profilegateway.testing.Patience;
import profilegateway.testing.TestGateway;
import profilegateway.testing.TestLimits;

/** Every error that a client can see: as docs/errors.md lists them, and as they come. */
@ExtendWith(VertxExtension.class)
class ErrorTableIT {
  private static final String UPSTREAM_TEXT = "text-of-the-upstream";
  private static final String MPID = "9080350317581165000";
  private static final String CUSTOMER = "Example-Customer-mxr15";
  private static final String PROFILE = "{ profile(mpid: \"" + MPID + "\") { isOptedOut } }";

  @SuppressWarnings("NullAway.Init") // before each test
  private static TestGateway gateway;

  @TempDir
  private Path folder;

  private Vertx vertx;

  @BeforeEach
  void start(Vertx opened) {
    vertx = opened;
    gateway = TestGateway.start();
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void theDocumentListsEveryCodeWithItsStatusAndWhetherToRetry() {
    List<String> listed = MarkdownTable.rows("docs/errors.md", "## All codes").stream()
        .map(row -> row.split("\\|", -1))
        .map(cells -> String.join(" ", cells[1].strip(), cells[2].strip(), cells[3].strip()))
        .toList();

    assertThat(listed)
        .isEqualTo(Arrays.stream(ErrorCode.values())
            .map(code ->
                "`%s` %d %s".formatted(code, code.status(), code.retryable() ? "yes" : "no"))
            .toList());
  }

  @ParameterizedTest
  @EnumSource
  void eachCodeComesAsListedAndTellsNothingElse(ErrorCode code) throws Exception {
    HttpResponse<String> response = provoke(code);

    GraphQlAnswer answer = GraphQlAnswer.of(response);
    assertThat(answer.errors()).hasSize(1);
    JsonNode error = answer.errors().path(0);
    assertThat(error.at("/extensions/code").asText()).isEqualTo(code.name());
    assertThat(error.at("/extensions/retryable").asBoolean()).isEqualTo(code.retryable());
    assertThat(answer.status()).isEqualTo(code.status());
    assertThat(Leaks.in(response.body())).isEmpty();
    assertThat(error.toString()).doesNotContain(UPSTREAM_TEXT, MPID, CUSTOMER);
  }

  /** A new code does not compile until it is provoked here. */
  private HttpResponse<String> provoke(ErrorCode code) throws Exception {
    return switch (code) {
      case BAD_REQUEST -> post("{");
      case GRAPHQL_PARSE_FAILED -> ask("{");
      case GRAPHQL_VALIDATION_FAILED -> ask("{ nothing }");
      case OPERATION_RESOLUTION_FAILURE -> ask("query A { __typename } query B { __typename }");
      case BAD_USER_INPUT -> ask("{ profile(mpid: " + MPID + ") { mpid } }");
      case UNAUTHENTICATED ->
        gateway.send(postOf(TestGateway.body("{ __typename }", Map.of()))
            .header("Authorization", "Bearer " + UPSTREAM_TEXT));
      case FORBIDDEN ->
        askOther(
            "{ profile(mpid: \"" + MPID + "\") { mpid } }",
            "GATEWAY_ACCESS",
            "tokens",
            "GATEWAY_ANONYMOUS",
            "allow");
      case INTROSPECTION_DISABLED ->
        askOther("{ __schema { description } }", "GATEWAY_INTROSPECTION", "off");
      case OPERATION_LIMIT_EXCEEDED ->
        post(
            "[" + "{\"query\":\"{ __typename }\"},".repeat(10) + "{\"query\":\"{ __typename }\"}]");
      case PERSISTED_QUERY_NOT_FOUND ->
        post("{\"extensions\":{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"%s\"}}}"
            .formatted("0".repeat(64)));
      case PERSISTED_QUERY_NOT_SUPPORTED ->
        sendOther("{\"documentId\":\"1\"}", "GATEWAY_PERSISTED_AUTOMATIC", "off");
      case PERSISTED_QUERY_HASH_MISMATCH ->
        post(
            "{\"query\":\"{ __typename }\",\"extensions\":{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"%s\"}}}"
                .formatted("0".repeat(64)));
      case PERSISTED_QUERY_REQUIRED ->
        askOther(
            "{ __typename }",
            "GATEWAY_PERSISTED_DOCUMENTS",
            Files.writeString(folder.resolve("m.json"), "{\"1\":\"{ viewer { mpid } }\"}")
                .toString());
      case RATE_LIMITED -> askTwice();
      case OVERLOADED -> askABusyOne();
      case ATTRIBUTE_TYPE_MISMATCH -> {
        control("PATCH", "/profiles/" + MPID, """
            {"user_attributes": {"churn_risk_score": "%s"}}""".formatted(UPSTREAM_TEXT));
        yield ask("{ profile(mpid: \"" + MPID + "\") { attributes { churnRiskScore } } }");
      }
      case UPSTREAM_RATE_LIMITED ->
        askStruckBy("'kind':'status','status':429,'headers':{'Retry-After':'30'}");
      case UPSTREAM_TIMEOUT -> {
        gateway.close();
        gateway = TestGateway.start(
            "GATEWAY_OPERATION_TIMEOUT", "500ms", "MPARTICLE_TRY_TIMEOUT", "200ms");
        yield askStruckBy("'kind':'hang'");
      }
      case UPSTREAM_UNAVAILABLE ->
        askStruckBy("'kind':'status','status':503,'body':'" + UPSTREAM_TEXT + "'");
      case UPSTREAM_REFUSED ->
        askStruckBy("'kind':'status','status':403,'body':'" + UPSTREAM_TEXT + "'");
      case INTERNAL_SERVER_ERROR ->
        askBroken("{ __typename }", "Origin", "https://shop.example.com");
    };
  }

  @Test
  void aFailureThatPassesSaysWhen() throws Exception {
    JsonNode error =
        GraphQlAnswer.of(provoke(ErrorCode.UPSTREAM_RATE_LIMITED)).errors().path(0);

    assertThat(error.at("/extensions/retryAfterMs").asLong()).isBetween(1L, 30_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{ viewer { isOptedOut } }", PROFILE})
  void aBugInAFieldConcernsThatFieldAlone(String query) throws Exception {
    HttpResponse<String> response = askBroken("{ __typename " + query.substring(1));

    GraphQlAnswer answer = GraphQlAnswer.of(response);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.dataBesideErrors().path("__typename").asText()).isEqualTo("Query");
    assertThat(answer.codes())
        .hasSize(1)
        .allMatch(code -> code.startsWith("INTERNAL_SERVER_ERROR at "));
    assertThat(answer.errors().toString())
        .contains(response.headers().firstValue("X-Request-Id").orElseThrow())
        .doesNotContain(UPSTREAM_TEXT, MPID, CUSTOMER);
    assertThat(Leaks.in(response.body())).isEmpty();
  }

  private static HttpResponse<String> ask(String query) {
    return post(TestGateway.body(query, Map.of()));
  }

  private static HttpResponse<String> post(String body) {
    return gateway.send(postOf(body));
  }

  private static HttpRequest.Builder postOf(String body) {
    return gateway
        .request("/graphql")
        .header("Content-Type", "application/json")
        .header("Accept", "application/graphql-response+json")
        .POST(BodyPublishers.ofString(body));
  }

  /** Asks a gateway that is set otherwise. */
  private static HttpResponse<String> askOther(String query, String... settings) {
    return sendOther(TestGateway.body(query, Map.of()), settings);
  }

  private static HttpResponse<String> sendOther(String body, String... settings) {
    try (TestGateway other = TestGateway.start(settings)) {
      return other.send(postOf(other, body));
    }
  }

  private static HttpRequest.Builder postOf(TestGateway other, String body) {
    return other
        .request("/graphql")
        .header("Content-Type", "application/json")
        .header("Accept", "application/graphql-response+json")
        .POST(BodyPublishers.ofString(body));
  }

  /** Asks a gateway that lets a caller ask once a second. */
  private static HttpResponse<String> askTwice() {
    try (TestGateway other = TestGateway.start("GATEWAY_LIMIT_OPERATIONS_PER_SECOND", "1")) {
      String token = other
          .send(HttpRequest.newBuilder(
              URI.create(other.sandboxUrl() + "/__sandbox/tokens/big-spender")))
          .body();
      HttpRequest.Builder request = postOf(other, TestGateway.body("{ __typename }", Map.of()))
          .header("Authorization", "Bearer " + token.strip());
      assertThat(other.send(request).statusCode()).isEqualTo(200);
      return other.send(request);
    }
  }

  /** Asks a gateway that executes one operation at a time, and has one. */
  private static HttpResponse<String> askABusyOne() {
    try (TestGateway other = TestGateway.start("GATEWAY_LIMIT_OPERATIONS", "1")) {
      other.tellSandbox("POST", "/faults", "{\"on\":\"api\",\"kind\":\"hang\"}");
      var waiting = other.askLater(PROFILE);
      Patience.until(
          () -> other.askSandbox("/counters").path("byKind").path("profile").asInt() > 0);
      assertThat(waiting.isDone()).isFalse();
      return other.send(postOf(other, TestGateway.body("{ __typename }", Map.of())));
    }
  }

  private static HttpResponse<String> askStruckBy(String fault) throws IOException {
    control("POST", "/faults", ("{'on':'api'," + fault + "}").replace('\'', '"'));
    return ask(PROFILE);
  }

  private static void control(String method, String path, String body) throws IOException {
    var unused = gateway.sandbox().ask(method, path, body);
  }

  /** Asks a gateway that has two bugs: a source of profiles whose future fails, and a look at origins that throws. */
  private HttpResponse<String> askBroken(String query, String... header) throws Exception {
    GatewayConfig config = new SettingsReader(Path.of(""), Map.of())
        .read(Mode.SERVE_WITH_SANDBOX, Map.of(), TestGateway.account())
        .gateway();
    GatewaySchema schema = GatewaySchema.read(config.graphql());
    Limits limits = TestLimits.usual();
    Operations operations = new Operations(
        vertx,
        schema,
        (wanted, context) -> Future.failedFuture(bug()),
        config.graphql(),
        limits,
        Set.of(),
        InstantSource.system(),
        System::nanoTime,
        new OperationEvents() {},
        new Audit() {});
    Callers callers = Callers.open(
        vertx, config.access(), InstantSource.system(), System::nanoTime, new AccessEvents() {});
    PersistedDocuments documents =
        PersistedDocuments.open(vertx, config.persisted(), null, new PersistedEvents() {});
    Admission admission = new Admission(limits, Runtime.getRuntime().maxMemory(), System::nanoTime);
    Exchanges exchanges = Exchanges.untold();
    Server server = new Server("127.0.0.1", 0, new Connections(limits), exchanges, () -> {
      return Routes.of(
          vertx,
          operations,
          schema.sdl(),
          callers,
          documents,
          admission,
          withBrokenOrigins(config.http()),
          null,
          exchanges);
    });
    String started = vertx.deployVerticle(server).await(20, TimeUnit.SECONDS);
    assertThat(started).isNotEmpty();
    HttpRequest.Builder request = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.actualPort() + "/graphql"))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(TestGateway.body(query, Map.of())));
    if (header.length > 0) {
      request.headers(header);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private static HttpConfig withBrokenOrigins(HttpConfig http) {
    Set<String> origins = new AbstractSet<>() {
      @Override
      public boolean contains(Object origin) {
        throw bug();
      }

      @Override
      public Iterator<String> iterator() {
        throw bug();
      }

      @Override
      public int size() {
        return 1;
      }
    };
    return new HttpConfig(
        http.host(),
        http.port(),
        http.managementHost(),
        http.managementPort(),
        http.graphiql(),
        http.explain(),
        http.eventLoops(),
        http.shutdownWait(),
        http.statuses(),
        http.maxAge(),
        origins,
        http.managementToken());
  }

  private static IllegalStateException bug() {
    return new IllegalStateException(UPSTREAM_TEXT + " " + MPID + " " + CUSTOMER);
  }
}
