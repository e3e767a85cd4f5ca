package profilegateway.config.reading;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import profilegateway.config.declared.AllSettings;
import profilegateway.config.declared.Given;
import profilegateway.config.declared.Problem;
import profilegateway.config.declared.Setting;
import profilegateway.config.kinds.NetworkKinds;

/** Settings from environment variables. An empty one counts as not set. */
final class EnvironmentSource {
  private static final String PLACE = "environment";

  /** Kubernetes sets these for each Service in the namespace; a Service may well be called gateway or sandbox. */
  private static final Pattern KUBERNETES =
      Pattern.compile(".*_SERVICE_(HOST|PORT(_.*)?)|.*_PORT_[0-9]+_(TCP|UDP|SCTP)(_[A-Z]+)?");

  private EnvironmentSource() {}

  static Map<Setting<?>, Given> read(Map<String, String> environment, List<Problem> problems) {
    Map<Setting<?>, Given> given = new LinkedHashMap<>();
    new TreeMap<>(environment).forEach((name, value) -> {
      Setting<?> setting = AllSettings.named(name);
      if (value.isBlank()) {
        return;
      }
      if (setting != null) {
        given.put(setting, Given.text(setting, name, PLACE, value));
      } else if (isOurs(name) && !isInjected(name, value)) {
        problems.add(Problem.unknown(name, PLACE, nearest(name)));
      }
    });
    return given;
  }

  /** Those that OpenTelemetry reads. */
  static Map<String, String> openTelemetry(Map<String, String> environment) {
    Map<String, String> variables = new TreeMap<>(environment);
    variables.keySet().removeIf(name -> !name.startsWith("OTEL_"));
    return Map.copyOf(variables);
  }

  /** Variables of Redis are common, and most are somebody else's. */
  private static boolean isOurs(String name) {
    return AllSettings.sections().stream()
        .filter(section -> !section.equals("redis"))
        .anyMatch(section -> name.startsWith(section.toUpperCase(Locale.ROOT) + "_"));
  }

  private static boolean isInjected(String name, String value) {
    return KUBERNETES.matcher(name).matches()
        || (name.endsWith("_PORT") && NetworkKinds.isKubernetesLink(value));
  }

  private static @Nullable String nearest(String name) {
    return Nearest.of(name, AllSettings.list().stream().map(Setting::name).toList());
  }
}
