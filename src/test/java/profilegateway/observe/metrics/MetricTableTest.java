package profilegateway.observe.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import profilegateway.testing.MarkdownTable;

class MetricTableTest {
  @Test
  void theDocumentListsEveryMetricInItsOrder() {
    List<String> rows = Arrays.stream(Metric.values()).map(MetricTableTest::row).toList();

    assertThat(MarkdownTable.rows("docs/metrics.md", "## All metrics")).isEqualTo(rows);
  }

  private static String row(Metric metric) {
    String labels =
        metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
    return "| `%s` | %s | %s | %s |"
        .formatted(metric.published(), metric.type().word(), labels, metric.meaning());
  }

  @ParameterizedTest
  @EnumSource
  void aNameSaysWhoseItIsAndInWhatUnit(Metric metric) {
    assertThat(metric.published())
        .matches("(gateway|http_server|process|jvm)_[a-z_]+")
        .doesNotContain("millis", "_ms");
    assertThat(metric.published().endsWith("_total"))
        .isEqualTo(metric.type() == Metric.Type.COUNTER);
    assertThat(metric.meaning()).endsWith(".");
  }
}
