package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import profilegateway.access.Sha256;
import profilegateway.testing.LogLines;
import profilegateway.testing.MetricsPage;
import profilegateway.testing.Patience;
import profilegateway.testing.RawHttp;
import profilegateway.testing.TestGateway;

/** What the log tells of a request. */
class RequestLogIT {
  private static final String QUERY = "query Page { viewer { mpid } }";
  private static final String WRONG = "{ nothing }";
  private static final String LOGGER = "profilegateway.requests";

  private final LogLines log = LogLines.open();

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void aLineTellsWhatARequestCost() {
    try (TestGateway gateway =
        TestGateway.start("GATEWAY_LOG_REQUESTS", "all", "GATEWAY_CACHE_LOCAL", "on")) {
      var unused = gateway.send(post(gateway, operation(QUERY))
          .header("X-Request-Id", "first")
          .header("apollographql-client-name", "web shop")
          .header("apollographql-client-version", "1.2.3-beta+7"));
      unused = gateway.send(post(gateway, operation(QUERY))
          .header("X-Request-Id", "second")
          .header("graphql-client-name", "ios"));

      assertThat(line("first"))
          .hasEntrySatisfying("ms", ms -> assertThat((Double) ms).isPositive());
      assertThat(without(line("first"), "ms", "reason"))
          .isEqualTo(Map.ofEntries(
              Map.entry("request", "first"),
              Map.entry("client", "web shop"),
              Map.entry("client_version", "1.2.3-beta+7"),
              Map.entry("operation", "Page"),
              Map.entry("document", Sha256.of(QUERY)),
              Map.entry("method", "POST"),
              Map.entry("route", "/graphql"),
              Map.entry("status", 200),
              Map.entry("calls", 1),
              Map.entry("saved", 0),
              Map.entry("cache", "miss")));
      assertThat(line("second"))
          .containsEntry("client", "ios")
          .containsEntry("calls", 0)
          .containsEntry("saved", 1)
          .containsEntry("cache", "hit");
    }
  }

  @Test
  void theMembersOfABatchAreOneLine() {
    try (TestGateway gateway = TestGateway.start("GATEWAY_LOG_REQUESTS", "all")) {
      var unused = gateway.send(post(
          gateway, "[" + operation(QUERY) + "," + operation(QUERY) + "," + operation(WRONG) + "]"));

      assertThat(line(0))
          .containsEntry("members", 3)
          .containsEntry("operation", "Page")
          .containsEntry("document", Sha256.of(QUERY) + "," + Sha256.of(WRONG))
          .containsEntry("status", 200)
          .containsEntry("calls", 1)
          .containsEntry("saved", 1)
          .containsEntry("codes", "GRAPHQL_VALIDATION_FAILED")
          .containsEntry("reason", "failed");
    }
  }

  @Test
  void whatFailedHasALineAndWhatDidNotHasNone() {
    try (TestGateway gateway =
        TestGateway.start("GATEWAY_LOG_REQUESTS", "failed", "GATEWAY_LIMITS", "measure")) {
      var unused = gateway.send(post(gateway, operation(QUERY)));
      unused = gateway.send(gateway.request("/wp-login.php").GET());
      unused = gateway.send(post(gateway, operation(WRONG)).header("X-Request-Id", "wrong"));
      unused = gateway.send(post(gateway, "{").header("X-Request-Id", "broken"));
      gateway.tellSandbox("POST", "/faults", "{\"kind\":\"status\",\"status\":503}");
      unused = gateway.send(post(gateway, operation(QUERY)).header("X-Request-Id", "ill"));

      assertThat(line("ill"))
          .containsEntry("status", 200)
          .containsEntry("codes", "UPSTREAM_UNAVAILABLE")
          .containsEntry("reason", "failed")
          .doesNotContainKey("cache");
      assertThat(line("wrong"))
          .containsEntry("codes", "GRAPHQL_VALIDATION_FAILED")
          .doesNotContainKey("operation");
      assertThat(line("broken"))
          .containsEntry("status", 400)
          .containsEntry("codes", "BAD_REQUEST")
          .doesNotContainKeys("document", "calls");
      assertThat(log.fields(LOGGER))
          .filteredOn(line -> line.containsValue("failed"))
          .hasSize(3);
    }
  }

  @Test
  void whatIsNoHttpOrComesTooSlowlyHasALineAndIsCounted() throws IOException {
    try (TestGateway gateway = TestGateway.start(
        "GATEWAY_LOG_REQUESTS", "failed", "GATEWAY_LIMIT_REQUEST_TIME", "500ms")) {
      var unused =
          RawHttp.send(gateway.port(), "GET /graphql\nHost: a\nHost: b\nX-Request-Id: hosts");
      unused = RawHttp.send(gateway.port(), "GET /%zz\nX-Request-Id: escape");
      unused = RawHttp.send(gateway.port(), "GET /\nX-Long: {a*20000}");
      unused = RawHttp.send(gateway.port(), "no http");
      unused = RawHttp.send(
          gateway.port(),
          "POST /graphql\nContent-Type: application/json\nX-Request-Id: slow\nContent-Length: 100\n\n{");

      assertThat(without(line("hosts"), "ms"))
          .isEqualTo(Map.of(
              "request", "hosts",
              "method", "GET",
              "route", "/graphql",
              "status", 400,
              "codes", "BAD_REQUEST",
              "reason", "failed"));
      assertThat(line("escape")).containsEntry("route", "other").containsEntry("status", 400);
      assertThat(without(line("slow"), "ms"))
          .isEqualTo(Map.of(
              "request", "slow",
              "method", "POST",
              "route", "/graphql",
              "status", 408,
              "codes", "BAD_REQUEST",
              "reason", "failed"));
      assertThat(log.fields(LOGGER))
          .extracting(line -> line.get("status"))
          .containsExactly(400, 400, 431, 400, 408);
      MetricsPage page = MetricsPage.of(gateway);
      assertThat(page.value("gateway_errors_total{code=\"BAD_REQUEST\"}")).isEqualTo(5);
      assertThat(page.values().entrySet().stream()
              .filter(one -> one.getKey().startsWith("http_server_request_duration_seconds_count"))
              .mapToDouble(Map.Entry::getValue)
              .sum())
          .isEqualTo(5);
    }
  }

  @Test
  void whatIsNoNameOfAClientIsLeftOut() {
    try (TestGateway gateway = TestGateway.start("GATEWAY_LOG_REQUESTS", "all")) {
      List<String> names = List.of(
          "a" + "b".repeat(64),
          "somebody at example.org@",
          "9080350317581165000",
          "a\"b",
          "m1234567890123");
      for (String name : names) {
        var unused = gateway.send(post(gateway, operation("{ __typename }"))
            .header("apollographql-client-name", name)
            .header("graphql-client-version", "v".repeat(33)));
      }

      assertThat(line(names.size() - 1)).doesNotContainKeys("client", "client_version");
      assertThat(log.fields(LOGGER)).noneMatch(line -> line.containsKey("client"));
    }
  }

  @Test
  void aCallerIsKnownByItsHashAlone() throws IOException {
    try (TestGateway gateway =
        TestGateway.start("GATEWAY_LOG_REQUESTS", "all", "GATEWAY_ACCESS", "tokens")) {
      String token = gateway
          .sandbox()
          .control("GET", "/tokens/documented-sample?scopes=openid", "")
          .body();
      var unused =
          gateway.send(post(gateway, operation(QUERY)).header("Authorization", "Bearer " + token));
      unused =
          gateway.send(post(gateway, operation(QUERY)).header("Authorization", "Bearer " + token));
      unused = gateway.send(post(gateway, operation(QUERY)).header("X-API-Key", "unknown"));

      assertThat((String) line(0).get("caller")).matches("[0-9a-f]{8,64}");
      assertThat(line(1)).containsEntry("caller", line(0).get("caller"));
      assertThat(line(2))
          .containsEntry("status", 401)
          .containsEntry("codes", "UNAUTHENTICATED")
          .containsEntry("refusal", "API_KEY")
          .doesNotContainKey("caller");
    }
  }

  private Map<String, Object> line(String request) {
    Patience.until(() -> log.fields(LOGGER).stream().anyMatch(line -> line.containsValue(request)));
    return log.fields(LOGGER).stream()
        .filter(line -> line.containsValue(request))
        .findFirst()
        .orElseThrow();
  }

  private Map<String, Object> line(int index) {
    Patience.until(() -> log.fields(LOGGER).size() > index);
    return log.fields(LOGGER).get(index);
  }

  private static Map<String, Object> without(Map<String, Object> line, String... names) {
    line.keySet().removeAll(List.of(names));
    return line;
  }

  private static String operation(String query) {
    return "{\"query\":\"" + query + "\"}";
  }

  private static HttpRequest.Builder post(TestGateway gateway, String body) {
    return gateway
        .request("/graphql")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }
}
