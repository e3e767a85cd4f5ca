package profilegateway.observe.traces;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * OpenTelemetry's variables, as this gateway reads them.
 *
 * @param variables by name; an empty one counts as not set
 */
record TraceVariables(Map<String, String> variables) {
  private static final String SERVICE = "profile-gateway";
  private static final String PROTOCOL = "OTEL_EXPORTER_OTLP_PROTOCOL";
  private static final String PROTOCOL_OF_TRACES = "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL";

  /** Any of them says where traces go. */
  private static final List<String> WHERE = List.of(
      "OTEL_TRACES_EXPORTER", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");

  /** Whether traces are to be made at all: somebody said where they go, and nobody that there are none. */
  boolean wantTraces() {
    return WHERE.stream().anyMatch(name -> !given(name).isEmpty())
        && !given("OTEL_TRACES_EXPORTER").equals("none")
        && !given("OTEL_SDK_DISABLED").equalsIgnoreCase("true");
  }

  private String given(String name) {
    return variables.getOrDefault(name, "").strip();
  }

  /** Opens it; throws what OpenTelemetry throws when it cannot use them. */
  OpenTelemetrySdk open() {
    if (Stream.of(PROTOCOL, PROTOCOL_OF_TRACES).map(this::given).anyMatch("grpc"::equals)) {
      throw new IllegalArgumentException("grpc");
    }
    return AutoConfiguredOpenTelemetrySdk.builder()
        .disableShutdownHook()
        .addPropertiesCustomizer(config -> properties())
        .addSpanExporterCustomizer(
            (exporter, config) -> new ToldExporter(exporter, System::nanoTime))
        .build()
        .getOpenTelemetrySdk();
  }

  private Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>();
    if (!given("OTEL_RESOURCE_ATTRIBUTES").contains("service.name=")) {
      properties.put("otel.service.name", SERVICE);
    }
    properties.put("otel.exporter.otlp.protocol", "http/protobuf");
    variables.forEach((name, value) -> {
      if (!value.isBlank()) {
        properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value.strip());
      }
    });
    // Metrics are for Prometheus to fetch, and the log goes to standard output; what carries traces
    // on is decided here.
    properties.put("otel.metrics.exporter", "none");
    properties.put("otel.logs.exporter", "none");
    properties.put("otel.propagators", "tracecontext");
    return properties;
  }

  @Override
  public String toString() {
    return "TraceVariables" + variables.keySet();
  }

  /** What is wrong, without what was written: an endpoint or a header may have a password in it. */
  String problem(RuntimeException wrong) {
    return "grpc".equals(wrong.getMessage())
        ? "traces are sent by http/protobuf, not by grpc: set " + PROTOCOL
            + ", and the endpoint that goes with it"
        : wrong.getClass().getSimpleName();
  }
}
