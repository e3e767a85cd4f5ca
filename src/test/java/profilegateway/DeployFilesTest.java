package profilegateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import profilegateway.config.declared.AllSettings;
import profilegateway.config.declared.Setting;

/** What runs the gateway elsewhere fits it. */
class DeployFilesTest {
  private static final Path KUBERNETES = Path.of("deploy/kubernetes");
  private static final Pattern SETTING =
      Pattern.compile("\\b(?:GATEWAY|MPARTICLE|SANDBOX|REDIS)_[A-Z_]+\\b");
  private static final String LABEL = "{app.kubernetes.io/name=profile-gateway}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Dockerfile",
        "docker-compose.yml",
        ".env.example",
        "deploy/healthy",
        "deploy/kubernetes/deployment.yaml",
        "deploy/kubernetes/kustomization.yaml"
      })
  void onlySettingsAreSetThatExist(String file) {
    Set<String> known = AllSettings.list().stream().map(Setting::name).collect(Collectors.toSet());

    assertThat(SETTING.matcher(text(Path.of(file))).results().map(MatchResult::group))
        .isSubsetOf(known);
  }

  @Test
  void whatTheExampleSetsReachesTheGateways() {
    String compose = text(Path.of("docker-compose.yml"));

    assertThat(SETTING.matcher(text(Path.of(".env.example"))).results().map(MatchResult::group))
        .allSatisfy(name -> assertThat(compose).containsPattern(" " + name + ":"));
  }

  @Test
  void everySecretOfTheStackIsMade() {
    String maker = text(Path.of("deploy/secrets"));

    assertThat(map(yaml(Path.of("docker-compose.yml")).get(0), "secrets").keySet().stream()
            .map(String::valueOf))
        .hasSize(5)
        .allSatisfy(name -> assertThat(maker).contains("keep " + name + " "));
  }

  @Test
  void everyManifestIsApplied() throws IOException {
    List<?> applied =
        (List<?>) at(yaml(KUBERNETES.resolve("kustomization.yaml")).get(0), "resources");
    try (Stream<Path> files = Files.list(KUBERNETES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(file -> !file.equals("kustomization.yaml"))
          .containsExactlyInAnyOrderElementsOf(
              applied.stream().map(String::valueOf).toList());
    }
  }

  @Test
  void allThatChoosesPodsChoosesTheGateways() {
    assertThat(map(only("deployment.yaml"), "spec.selector.matchLabels")).hasToString(LABEL);
    assertThat(map(only("deployment.yaml"), "spec.template.metadata.labels")).hasToString(LABEL);
    assertThat(map(only("disruption-budget.yaml"), "spec.selector.matchLabels")).hasToString(LABEL);
    assertThat(map(only("network-policy.yaml"), "spec.podSelector.matchLabels")).hasToString(LABEL);
    assertThat(yaml(KUBERNETES.resolve("service.yaml")))
        .hasSize(2)
        .allSatisfy(service -> assertThat(map(service, "spec.selector")).hasToString(LABEL));
  }

  private static Object only(String file) {
    List<Object> documents = yaml(KUBERNETES.resolve(file));
    assertThat(documents).hasSize(1);
    return documents.get(0);
  }

  private static Map<?, ?> map(Object document, String names) {
    return (Map<?, ?>) at(document, names);
  }

  /** What is below a document, by names with dots between. */
  private static Object at(Object document, String names) {
    Object found = document;
    for (String name : names.split("\\.", -1)) {
      found = Objects.requireNonNull(((Map<?, ?>) found).get(name), name);
    }
    return found;
  }

  private static List<Object> yaml(Path file) {
    List<Object> documents = new ArrayList<>();
    new Load(LoadSettings.builder().build()).loadAllFromString(text(file)).forEach(documents::add);
    return documents;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
