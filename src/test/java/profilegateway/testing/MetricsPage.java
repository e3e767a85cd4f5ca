package profilegateway.testing;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What {@code /metrics} said at one moment.
 *
 * @param values by name and labels, as they stand there
 */
public record MetricsPage(String text, Map<String, Double> values) {

  /** Asks the management port. */
  public static MetricsPage of(TestGateway gateway) {
    HttpResponse<String> answer = gateway.send(gateway.managementRequest("/metrics"));
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.body());
    }
    return new MetricsPage(
        answer.body(),
        answer
            .body()
            .lines()
            .filter(line -> !line.startsWith("#"))
            .collect(Collectors.toMap(
                line -> line.substring(0, line.lastIndexOf(' ')),
                line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))));
  }

  public boolean has(String metric) {
    return values.containsKey(metric);
  }

  /** The value of a metric with its labels, which must be there. */
  public double value(String metric) {
    return Optional.ofNullable(values.get(metric))
        .orElseThrow(() -> new AssertionError("no " + metric + " in\n" + text));
  }
}
