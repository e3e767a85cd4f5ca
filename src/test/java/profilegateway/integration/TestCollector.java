package profilegateway.integration;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import profilegateway.testing.Patience;

/** Takes spans by OTLP over HTTP. */
final class TestCollector implements AutoCloseable {
  private final HttpServer server;
  private final List<ResourceSpans> received = new CopyOnWriteArrayList<>();

  TestCollector() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException inUse) {
      throw new UncheckedIOException(inUse);
    }
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    ExportTraceServiceRequest request =
        ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
    received.addAll(request.getResourceSpansList());
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  /** What OTEL_EXPORTER_OTLP_ENDPOINT is set to. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** All that came. */
  List<Span> spans() {
    return received.stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  /** Those of one name, once there are so many. */
  List<Span> spans(String name, int number) {
    try {
      Patience.until(() -> named(name).size() >= number);
    } catch (AssertionError none) {
      throw new AssertionError(
          "there is no " + name + " among "
              + spans().stream().map(Span::getName).toList(),
          none);
    }
    return named(name);
  }

  /** The one of this name, once it has come. */
  Span span(String name) {
    return spans(name, 1).get(0);
  }

  private List<Span> named(String name) {
    return spans().stream().filter(span -> span.getName().equals(name)).toList();
  }

  /** All that came, as text. */
  String text() {
    return received.toString();
  }

  /** Names and attributes of all spans that came. */
  String said() {
    return spans().stream()
        .map(span -> span.getName() + attributes(span))
        .toList()
        .toString();
  }

  static String id(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  static Map<String, String> attributes(Span span) {
    return span.getAttributesList().stream()
        .collect(Collectors.toMap(KeyValue::getKey, TestCollector::value));
  }

  private static String value(KeyValue attribute) {
    return attribute.getValue().hasIntValue()
        ? Long.toString(attribute.getValue().getIntValue())
        : attribute.getValue().getStringValue();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
