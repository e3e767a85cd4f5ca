package profilegateway.observe.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What Prometheus and Grafana are asked for exists. */
class DashboardTest {
  private static final Path DASHBOARD = Path.of("deploy/grafana/dashboards/profile-gateway.json");
  private static final Path ALERTS = Path.of("deploy/prometheus/alerts.yml");
  private static final Pattern SERIES =
      Pattern.compile("\\b((?:gateway|http_server|process|jvm)_[a-z_]+)(?:\\{([^}]*)})?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");

  /** What Prometheus adds. */
  private static final Set<String> ADDED = Set.of("job", "instance", "le");

  private static final Map<String, Metric> PUBLISHED = published();

  private static Map<String, Metric> published() {
    Map<String, Metric> all = new HashMap<>();
    for (Metric metric : Metric.values()) {
      switch (metric.type()) {
        case COUNTER, GAUGE -> all.put(metric.published(), metric);
        case HISTOGRAM -> {
          all.put(metric.published() + "_bucket", metric);
          all.put(metric.published() + "_sum", metric);
          all.put(metric.published() + "_count", metric);
        }
        case SUMMARY -> {
          all.put(metric.published() + "_sum", metric);
          all.put(metric.published() + "_count", metric);
        }
      }
    }
    return all;
  }

  static Stream<String> expressions() {
    List<String> all = new ArrayList<>();
    json(DASHBOARD)
        .findValues("targets")
        .forEach(
            targets -> targets.forEach(target -> all.add(target.path("expr").asText())));
    alerts().forEach(alert -> all.add(String.valueOf(alert.get("expr"))));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void everyExpressionNamesMetricsAndLabelsThatExist(String expression) {
    List<MatchResult> named = SERIES.matcher(expression).results().toList();

    assertThat(named.isEmpty()).isEqualTo(expression.startsWith("up{"));
    for (MatchResult series : named) {
      assertThat(PUBLISHED).containsKey(series.group(1));
      assertThat(LABEL
              .matcher(series.group(2) == null ? "" : series.group(2).replaceAll("\"[^\"]*\"", ""))
              .results()
              .map(label -> label.group(1)))
          .isSubsetOf(labels(series.group(1)));
    }
    Set<String> known = new HashSet<>(ADDED);
    named.forEach(series -> known.addAll(labels(series.group(1))));
    assertThat(Pattern.compile("by \\(([^)]*)\\)")
            .matcher(expression)
            .results()
            .flatMap(by -> Arrays.stream(by.group(1).split(", ?"))))
        .isSubsetOf(known);
  }

  private static Set<String> labels(String series) {
    Set<String> labels = new HashSet<>(ADDED);
    labels.addAll(Objects.requireNonNull(PUBLISHED.get(series)).labels());
    return labels;
  }

  @Test
  void theDashboardHasWhatIsAskedFirst() {
    assertThat(json(DASHBOARD).path("panels").findValuesAsText("title"))
        .doesNotHaveDuplicates()
        .contains(
            "Calls per operation",
            "Hit ratio",
            "Quota used",
            "Cool-down",
            "mParticle",
            "Mode",
            "Token",
            "Redis",
            "How long requests take",
            "Errors by code");
  }

  @Test
  void theDashboardAsksTheDatasourceThatIsProvisioned() {
    Map<?, ?> provisioned = yaml(Path.of("deploy/grafana/provisioning/datasources/prometheus.yml"));
    Object uid = ((Map<?, ?>) list(provisioned, "datasources").get(0)).get("uid");

    assertThat(json(DASHBOARD).findValues("datasource"))
        .isNotEmpty()
        .allSatisfy(source -> assertThat(source.path("uid").asText()).isEqualTo(uid));
  }

  @Test
  void everyAlertSaysWhatToDo() {
    List<String> headings = text(Path.of("docs/metrics.md"))
        .lines()
        .filter(line -> line.startsWith("### "))
        .map(line -> line.substring(4))
        .toList();

    assertThat(alerts().stream().map(alert -> String.valueOf(alert.get("alert"))))
        .containsExactlyElementsOf(headings);
    assertThat(alerts()).allSatisfy(alert -> {
      String name = String.valueOf(alert.get("alert"));
      assertThat(alert.get("annotations"))
          .asString()
          .contains("runbook=docs/metrics.md#" + name.toLowerCase(Locale.ROOT))
          .contains("summary=");
      assertThat(alert.get("labels")).asString().containsPattern("severity=(critical|warning)");
    });
  }

  private static List<Map<?, ?>> alerts() {
    List<Map<?, ?>> all = new ArrayList<>();
    for (Object group : list(yaml(ALERTS), "groups")) {
      for (Object rule : list((Map<?, ?>) group, "rules")) {
        all.add((Map<?, ?>) rule);
      }
    }
    return all;
  }

  private static List<?> list(Map<?, ?> map, String name) {
    return (List<?>) Objects.requireNonNull(map.get(name), name);
  }

  private static Map<?, ?> yaml(Path file) {
    return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text(file));
  }

  private static JsonNode json(Path file) {
    try {
      return new JsonMapper().readTree(text(file));
    } catch (IOException wrong) {
      throw new UncheckedIOException(wrong);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
