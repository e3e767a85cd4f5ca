package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.integration.TestCollector.attributes;
import static profilegateway.integration.TestCollector.id;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import profilegateway.access.Sha256;
import profilegateway.testing.LogLines;
import profilegateway.testing.Patience;
import profilegateway.testing.PersonalData;
import profilegateway.testing.TestGateway;
import profilegateway.testing.TestRedis;

/** What a collector is sent of requests, and what the Profile API is told of their traces. */
class TracesIT {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";
  private static final String TRACE_PARENT = "00-" + TRACE + "-" + PARENT + "-01";
  private static final String SAMPLE = "9080350317581165000";
  private static final String QUERY = "query Page { first: profile(mpid: \\\"" + SAMPLE
      + "\\\") { isInAudience(audienceId: 13388) attributes { firstName } } }";

  private final TestCollector collector = new TestCollector();

  @AfterEach
  void close() {
    collector.close();
  }

  @Test
  void aTraceGoesFromTheRequestToTheCall() {
    try (TestGateway gateway = traced()) {
      var unused = gateway.send(post(gateway, operation(QUERY))
          .header("traceparent", TRACE_PARENT)
          .header("X-Request-Id", "an-id"));

      Span server = collector.span("POST /graphql");
      Span operation = collector.span("query Page");
      Span batch = collector.span("profiles");
      Span call = collector.span("profile call");

      assertThat(List.of(server, operation, batch, call))
          .allSatisfy(span -> assertThat(id(span.getTraceId())).isEqualTo(TRACE));
      assertThat(id(server.getParentSpanId())).isEqualTo(PARENT);
      assertThat(operation.getParentSpanId()).isEqualTo(server.getSpanId());
      assertThat(batch.getParentSpanId()).isEqualTo(operation.getSpanId());
      assertThat(call.getParentSpanId()).isEqualTo(batch.getSpanId());
      assertThat(server.getKind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
      assertThat(call.getKind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);

      assertThat(attributes(server))
          .isEqualTo(Map.of(
              "http.request.method", "POST",
              "http.route", "/graphql",
              "url.path", "/graphql",
              "url.scheme", "http",
              "http.response.status_code", "200",
              "gateway.request.id", "an-id"));
      assertThat(attributes(operation))
          .isEqualTo(Map.of(
              "graphql.operation.type",
              "query",
              "graphql.operation.name",
              "Page",
              "graphql.document",
              "query Page{profile(mpid:\"\"){attributes{firstName}isInAudience(audienceId:0)}}",
              "gateway.document.hash",
              Sha256.of(QUERY.replace("\\\"", "\""))));
      assertThat(attributes(batch)).isEqualTo(Map.of("gateway.batch.size", "1"));
      assertThat(attributes(call))
          .isEqualTo(Map.of(
              "http.request.method",
              "GET",
              "url.template",
              "/userprofile/v1/{orgId}/{accountId}/{workspaceId}/{mpid}",
              "server.address",
              "127.0.0.1",
              "http.response.status_code",
              "200",
              "gateway.parts",
              "user_attributes,audience_memberships",
              "gateway.lane",
              "other"));
      assertThat(collector.text()).contains("profile-gateway").doesNotContain("url.query");
      assertThat(PersonalData.in(collector.said())).isEmpty();
    }
  }

  @Test
  void whoJoinsWhatAnotherOneBeganIsLinkedToIt() {
    try (TestGateway gateway = traced()) {
      var unused =
          gateway.send(post(gateway, "[" + operation(QUERY) + "," + operation(QUERY) + "]"));

      List<Span> batches = collector.spans("profiles", 2);
      Span call = collector.span("profile call");
      Span began = batches.stream()
          .filter(batch -> batch.getSpanId().equals(call.getParentSpanId()))
          .findFirst()
          .orElseThrow();
      Span joined =
          batches.stream().filter(batch -> !batch.equals(began)).findFirst().orElseThrow();
      assertThat(began.getLinksList()).isEmpty();
      assertThat(joined.getLinksList())
          .singleElement()
          .satisfies(link -> assertThat(link.getSpanId()).isEqualTo(began.getSpanId()));
    }
  }

  @Test
  void whatIsAskedOfRedisIsInTheTrace() {
    try (TestRedis redis = TestRedis.start();
        TestGateway gateway = traced(
            "SANDBOX_GENERATE",
            "on",
            "REDIS_URL",
            redis.url(),
            "GATEWAY_CACHE_REDIS",
            "on",
            "GATEWAY_CACHE_KEYS",
            "k1:" + Base64.getEncoder().encodeToString(new byte[32]))) {
      // On a busy machine Redis may seem silent at first, and is left alone then.
      AtomicInteger mpid = new AtomicInteger();
      Patience.until(() -> {
        var unused = gateway.send(post(
            gateway,
            operation("{ profile(mpid: \\\"" + mpid.incrementAndGet() + "\\\") { mpid } }")));
        return steps().containsAll(List.of("read", "claim", "fill"));
      });

      List<Span> steps = collector.spans().stream()
          .filter(span -> List.of("read", "claim", "fill").contains(span.getName()))
          .toList();
      assertThat(steps)
          .allSatisfy(
              span -> assertThat(attributes(span)).containsEntry("db.system.name", "redis"));
      Set<ByteString> parents =
          steps.stream().map(Span::getParentSpanId).collect(Collectors.toSet());
      Patience.until(() -> collector.spans().stream()
          .filter(span -> span.getName().equals("profiles"))
          .map(Span::getSpanId)
          .collect(Collectors.toSet())
          .containsAll(parents));
    }
  }

  @Test
  void whatFailedIsMarkedSo() {
    try (TestGateway gateway = traced()) {
      gateway.tellSandbox("POST", "/faults", "{\"kind\":\"status\",\"status\":503}");
      var unused = gateway.send(post(gateway, operation(QUERY)));

      List<Span> calls = collector.spans("profile call", 2);
      assertThat(calls).allSatisfy(call -> {
        assertThat(call.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
        assertThat(attributes(call))
            .containsEntry("error.type", "outage")
            .containsEntry("http.response.status_code", "503");
      });
      assertThat(attributes(collector.span("query Page")))
          .containsEntry("error.type", "UPSTREAM_UNAVAILABLE");
      assertThat(collector.span("POST /graphql").getStatus().getCode())
          .isEqualTo(StatusCode.STATUS_CODE_UNSET);
    }
  }

  @Test
  void theProfileApiIsToldOfTheTraceAndOfNothingElse() throws IOException {
    try (FakeApi api = new FakeApi();
        TestGateway gateway = traced("MPARTICLE_API_URL", api.url())) {
      var unused = gateway.send(post(gateway, operation(QUERY))
          .header("traceparent", TRACE_PARENT)
          .header("tracestate", "vendor=1")
          .header("baggage", "user=somebody"));

      Span call = collector.span("profile call");
      assertThat(api.headers)
          .singleElement()
          .isEqualTo("00-" + TRACE + "-" + id(call.getSpanId()) + "-01 vendor=1 null");
    }
  }

  @Test
  void whereNothingIsSetATraceIsHandedOnAndNoneIsMade() throws IOException {
    try (FakeApi api = new FakeApi();
        LogLines log = LogLines.open();
        TestGateway gateway =
            TestGateway.start("MPARTICLE_API_URL", api.url(), "GATEWAY_LOG_REQUESTS", "all")) {
      var unused = gateway.send(post(gateway, operation(QUERY))
          .header("traceparent", TRACE_PARENT)
          .header("tracestate", "vendor=1")
          .header("baggage", "user=somebody"));
      unused = gateway.send(post(gateway, operation(QUERY)).header("traceparent", "rubbish"));

      assertThat(api.headers).containsExactly(TRACE_PARENT + " vendor=1 null", "null null null");
      Patience.until(() -> log.fields("profilegateway.requests").size() == 2);
      assertThat(log.fields("profilegateway.requests").get(0)).containsEntry("trace", TRACE);
      assertThat(log.fields("profilegateway.requests").get(1)).doesNotContainKey("trace");
      assertThat(collector.spans()).isEmpty();
    }
  }

  @Test
  void aSwitchAndNoneKeepTracesFromBeingMade() {
    for (String[] off :
        new String[][] {{"OTEL_SDK_DISABLED", "true"}, {"OTEL_TRACES_EXPORTER", "none"}}) {
      try (TestGateway gateway = traced(off)) {
        var answer = gateway.send(post(gateway, operation(QUERY)));
        assertThat(answer.statusCode()).isEqualTo(200);
      }
    }
    assertThat(collector.spans()).isEmpty();
  }

  @Test
  void aCollectorThatIsAwayOrVariablesThatAreWrongCostOneLineOfTheLog() {
    collector.close();
    for (String[] wrong : new String[][] {
      // Repeats go on for ten seconds before anything is told.
      {"OTEL_BSP_SCHEDULE_DELAY", "1", "OTEL_JAVA_EXPORTER_OTLP_RETRY_DISABLED", "true"},
      {"OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"},
      {"OTEL_TRACES_SAMPLER", "nonsense"},
      {"OTEL_TRACES_EXPORTER", "nonsense"},
    }) {
      try (LogLines log = LogLines.open();
          TestGateway gateway = traced(wrong)) {
        for (int i = 0; i < 20; i++) {
          assertThat(gateway.send(post(gateway, operation(QUERY))).body()).contains("first");
        }
        Patience.until(() -> !log.alarming().isEmpty());
        assertThat(log.alarming()).singleElement().asString().contains("traces");
      }
    }
  }

  private List<String> steps() {
    return collector.spans().stream().map(Span::getName).toList();
  }

  private TestGateway traced(String... more) {
    String[] common = {
      "OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(), "OTEL_BSP_SCHEDULE_DELAY", "20"
    };
    return TestGateway.start(
        Stream.of(common, more).flatMap(Arrays::stream).toArray(String[]::new));
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

  /** A Profile API that knows nobody, and writes down what it is told of traces. */
  private static final class FakeApi implements AutoCloseable {
    private final HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final List<String> headers = new CopyOnWriteArrayList<>();

    FakeApi() throws IOException {
      server.createContext("/userprofile", exchange -> {
        headers.add(exchange.getRequestHeaders().getFirst("traceparent") + " "
            + exchange.getRequestHeaders().getFirst("tracestate") + " "
            + exchange.getRequestHeaders().getFirst("baggage"));
        exchange.sendResponseHeaders(404, -1);
        exchange.close();
      });
      server.start();
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
