package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import profilegateway.testing.MarkdownTable;
import profilegateway.testing.MetricsPage;
import profilegateway.testing.Patience;
import profilegateway.testing.PersonalData;
import profilegateway.testing.TestGateway;
import profilegateway.testing.TestRedis;

/** What an instance counts, as Prometheus reads it. */
class MetricsIT {
  private static final String KEYS = "k1:" + "A".repeat(43) + "=";
  private static final String MPID = "9080350317581165000";
  private static final String QUERY =
      "query Sample { profile(mpid: \"" + MPID + "\") { audienceMemberships { audienceName } } }";
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");

  @Test
  void everyMetricOfTheDocumentIsThereAndNoOther() {
    List<String> documented = MarkdownTable.rows("docs/metrics.md", "## All metrics").stream()
        .map(row -> row.split("\\|", -1))
        .map(cells -> cells[1].strip().replace("`", "") + " " + cells[2].strip())
        .sorted()
        .toList();

    try (TestRedis redis = TestRedis.start();
        TestGateway gateway = TestGateway.start(
            "REDIS_URL",
            redis.url(),
            "GATEWAY_CACHE_KEYS",
            KEYS,
            "GATEWAY_CACHE_REDIS",
            "on",
            "MPARTICLE_QUOTA_PER_SECOND",
            "15")) {
      Patience.until(() -> gateway.ask(QUERY).errors().isEmpty());
      // The rest of the quota is known for a second after a call.
      gateway.tellSandbox("POST", "/faults", "{\"on\":\"api\",\"kind\":\"status\",\"status\":404}");
      Patience.until(() -> {
        var unused = gateway.ask("{ profile(mpid: \"4400000000000000002\") { mpid } }");
        return names(page(gateway)).equals(documented);
      });

      assertThat(names(page(gateway))).isEqualTo(documented);
    }
  }

  @Test
  void anOperationIsCountedWithWhatItCost() {
    try (TestGateway gateway = TestGateway.start("GATEWAY_CACHE_LOCAL", "on")) {
      var first = gateway.ask(QUERY);
      var second = gateway.ask(QUERY);

      assertThat(first.errors()).isEmpty();
      assertThat(second.errors()).isEmpty();
      MetricsPage page = page(gateway);
      assertThat(page.value("gateway_operation_duration_seconds_count{operation=\"Sample\"}"))
          .isEqualTo(2);
      assertThat(page.value("gateway_operation_overhead_seconds_count")).isEqualTo(2);
      assertThat(page.value("gateway_operation_overhead_seconds_sum"))
          .isLessThanOrEqualTo(
              page.value("gateway_operation_duration_seconds_sum{operation=\"Sample\"}"));
      assertThat(page.value("gateway_operation_calls_total{operation=\"Sample\"}"))
          .isEqualTo(1);
      assertThat(page.value("gateway_operation_saved_total{operation=\"Sample\"}"))
          .isEqualTo(1);
      assertThat(page.value("gateway_upstream_calls_total{lane=\"other\"}")).isEqualTo(1);
      assertThat(page.value("gateway_upstream_answers_total{lane=\"other\",status=\"200\"}"))
          .isEqualTo(1);
      assertThat(page.value("gateway_upstream_call_duration_seconds_count{lane=\"other\"}"))
          .isEqualTo(1);
      assertThat(
              page.value(
                  "gateway_cache_parts_total{level=\"local\",part=\"audience_memberships\",result=\"missing\"}"))
          .isEqualTo(1);
      assertThat(
              page.value(
                  "gateway_cache_parts_total{level=\"local\",part=\"audience_memberships\",result=\"fresh\"}"))
          .isEqualTo(1);
      assertThat(page.value("gateway_batch_profiles_sum")).isEqualTo(2);
      assertThat(page.value("gateway_token_requests_total{result=\"issued\"}")).isEqualTo(1);
    }
  }

  @Test
  void operationsAreCountedByWhatExecutesThem() {
    try (TestGateway gateway = TestGateway.start()) {
      assertThat(gateway.ask(QUERY).errors()).isEmpty();
      assertThat(gateway.ask("{ __schema { queryType { name } } }").errors()).isEmpty();
      assertThat(gateway.ask("{ __schema { queryType { name } } }").errors()).isEmpty();

      assertThat(page(gateway).value("gateway_operations_total{by=\"plan\"}")).isEqualTo(1);
      assertThat(page(gateway).value("gateway_operations_total{by=\"engine\"}")).isEqualTo(2);
    }
    try (TestGateway gateway = TestGateway.start("GATEWAY_PLAN", "off")) {
      assertThat(gateway.ask(QUERY).errors()).isEmpty();

      assertThat(page(gateway).value("gateway_operations_total{by=\"plan\"}")).isZero();
      assertThat(page(gateway).value("gateway_operations_total{by=\"engine\"}")).isEqualTo(1);
    }
  }

  @Test
  void requestsAreCountedAsOpenTelemetryNamesThem() {
    try (TestGateway gateway = TestGateway.start()) {
      assertThat(gateway.ask("{ __typename }").errors()).isEmpty();
      assertThat(gateway.send(gateway.request("/nothing")).statusCode()).isEqualTo(404);

      Patience.until(() -> page(gateway)
          .has("http_server_request_duration_seconds_count{http_request_method=\"POST\","
              + "http_response_status_code=\"200\",http_route=\"/graphql\"}"));
      Patience.until(() -> page(gateway)
          .has("http_server_request_duration_seconds_count{http_request_method=\"GET\","
              + "http_response_status_code=\"404\",http_route=\"other\"}"));
      assertThat(page(gateway)
              .value("http_server_request_duration_seconds_count{http_request_method=\"GET\","
                  + "http_response_status_code=\"404\",http_route=\"other\"}"))
          .isEqualTo(1);
      assertThat(page(gateway).value("gateway_errors_total{code=\"BAD_REQUEST\"}"))
          .isEqualTo(1);
    }
  }

  @Test
  void everyErrorIsCountedByItsCodeOnceWhereverItCameFrom() {
    try (TestGateway gateway = TestGateway.start("GATEWAY_ACCESS", "tokens")) {
      var refused = gateway.send(gateway.postOf(TestGateway.body("{ __typename }", Map.of())));

      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(page(gateway).value("gateway_errors_total{code=\"UNAUTHENTICATED\"}"))
          .isEqualTo(1);
      assertThat(page(gateway).value("gateway_access_refusals_total{reason=\"no_credentials\"}"))
          .isEqualTo(1);
    }
    try (TestGateway gateway = TestGateway.start()) {
      var unused = gateway.ask("{ nothing }");
      unused = gateway.ask("{");
      var persisted = gateway.send(gateway.postOf(
          "{\"extensions\":{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"%s\"}}}"
              .formatted("0".repeat(64))));

      assertThat(persisted.statusCode()).isEqualTo(200);
      for (String code : List.of(
          "GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED", "PERSISTED_QUERY_NOT_FOUND")) {
        assertThat(page(gateway).value("gateway_errors_total{code=\"" + code + "\"}"))
            .as(code)
            .isEqualTo(1);
      }
    }
  }

  @Test
  void nothingOfAPersonIsOnThePageAndNamesOfOperationsComeToAnEnd() {
    try (TestGateway gateway = TestGateway.start()) {
      var known = gateway.ask("""
          query Everything {
            profile(mpid: "%s") {
              mpid
              userIdentities { type value }
              userAttributes { name }
              audienceMemberships { audienceName }
            }
          }
          """.formatted(MPID));
      assertThat(known.errors()).isEmpty();
      IntStream.range(0, 150).forEach(number -> {
        var unused = gateway.ask("query Number" + number + " { __typename }");
      });

      HttpResponse<String> page = gateway.send(gateway.managementRequest("/metrics"));

      assertThat(PersonalData.in(page.body())).isEmpty();
      assertThat(page.body()).doesNotContain(MPID, "127.0.0.1");
      var operations = new TreeSet<String>();
      Pattern.compile("operation=\"([^\"]*)\"")
          .matcher(page.body())
          .results()
          .forEach(found -> operations.add(found.group(1)));
      assertThat(operations).hasSize(101).contains("other", "Everything", "Number98");
    }
  }

  @Test
  void bothFormsOfThePageAreServed() {
    try (TestGateway gateway = TestGateway.start()) {
      var plain = gateway.send(gateway.managementRequest("/metrics"));
      var open = gateway.send(gateway
          .managementRequest("/metrics")
          .header("Accept", "application/openmetrics-text;version=1.0.0"));

      assertThat(plain.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
      assertThat(open.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("application/openmetrics-text");
      assertThat(open.body()).endsWith("# EOF\n");
    }
  }

  @Test
  void aRedisThatIsAwayIsTold() {
    try (TestRedis redis = TestRedis.start();
        TestGateway gateway = TestGateway.start("REDIS_URL", redis.url())) {
      Patience.until(() -> page(gateway).has("gateway_redis_away{use=\"agreement\"}")
          && page(gateway).value("gateway_redis_away{use=\"agreement\"}") == 0);
      redis.kill();

      Patience.until(() -> {
        var unused = gateway.ask(QUERY);
        return page(gateway).value("gateway_redis_away{use=\"agreement\"}") == 1;
      });
      Patience.until(() -> {
        var unused = gateway.ask(QUERY);
        return page(gateway).value("gateway_redis_skipped_total{use=\"agreement\"}") > 0;
      });
    }
  }

  private static MetricsPage page(TestGateway gateway) {
    return MetricsPage.of(gateway);
  }

  private static List<String> names(MetricsPage page) {
    return TYPE.matcher(page.text())
        .results()
        .map(type -> type.group(1) + " " + type.group(2))
        .sorted()
        .toList();
  }
}
