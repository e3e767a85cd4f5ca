package profilegateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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
import profilegateway.config.GatewayConfig;
import profilegateway.config.Introspection;
import profilegateway.config.declared.AllSettings;
import profilegateway.config.declared.Mode;
import profilegateway.config.declared.Problem;
import profilegateway.config.declared.Setting;
import profilegateway.config.reading.SettingsReader;
import profilegateway.config.reading.WrongSettings;
import profilegateway.testing.CarelessDefaults;

/** What runs the gateway elsewhere fits it. */
class DeployFilesTest {
  private static final Path KUBERNETES = Path.of("deploy/kubernetes");
  private static final Pattern SETTING =
      Pattern.compile("\\b(?:GATEWAY|MPARTICLE|SANDBOX|REDIS)_[A-Z_]+\\b");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+):-([^}]*)}");
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
  void theStackIsOpenOverItsSandbox() throws WrongSettings {
    CarelessDefaults.assertHoldIn(stack(Map.of()));
  }

  @Test
  void theStackIsClosedWithAnAccountThatSaysNothingOfIt() throws WrongSettings {
    Map<String, String> account = exampleWith("MPARTICLE_", "GATEWAY_JW");
    GatewayConfig gateway = stack(account);

    assertThat(gateway.access().open()).isFalse();
    assertThat(gateway.http().graphiql()).isFalse();
    assertThat(gateway.http().explain()).isFalse();
    assertThat(gateway.graphql().introspection()).isEqualTo(Introspection.OFF);
    assertThat(gateway.cache().exposed().all()).isFalse();
    assertThat(stack(exampleWith(""))).isEqualTo(gateway);
  }

  @Test
  void theStackDoesNotStartWithAnAccountAndNobodyToLetIn() {
    assertThatExceptionOfType(WrongSettings.class)
        .isThrownBy(() -> stack(exampleWith("MPARTICLE_")))
        .satisfies(wrong -> assertThat(wrong.problems())
            .extracting(Problem::sentence)
            .singleElement()
            .asString()
            .startsWith("GATEWAY_ACCESS (default): lets nobody in"));
  }

  /** What a gateway of docker-compose.yml reads, given these variables in {@code .env}. */
  private static GatewayConfig stack(Map<String, String> variables) throws WrongSettings {
    Map<?, ?> written =
        map(yaml(Path.of("docker-compose.yml")).get(0), "services.gateway.environment");
    Map<String, String> environment = new HashMap<>(Map.of(
        "MPARTICLE_CLIENT_SECRET", "hush",
        "REDIS_URL", "redis://redis:6379",
        "GATEWAY_MANAGEMENT_TOKEN", "hush",
        "GATEWAY_HOST", "0.0.0.0",
        "GATEWAY_MANAGEMENT_HOST", "0.0.0.0"));
    written.forEach((name, value) -> {
      // Files of secrets are there in a container only.
      if (!String.valueOf(name).endsWith("_FILE")) {
        String text = value == null
            ? variables.get(name)
            : VARIABLE
                .matcher(String.valueOf(value))
                .replaceAll(match -> variables.getOrDefault(match.group(1), match.group(2)));
        if (text != null) {
          environment.put(String.valueOf(name), text);
        }
      }
    });
    assertThat(environment.values()).noneMatch(text -> text.contains("$"));
    return new SettingsReader(Path.of("deploy"), environment)
        .read(Mode.SERVE, Map.of(), Map.of())
        .gateway();
  }

  /** What the example sets of what begins so. */
  private static Map<String, String> exampleWith(String... beginnings) {
    return text(Path.of(".env.example"))
        .lines()
        .filter(line -> Stream.of(beginnings).anyMatch(line::startsWith))
        .filter(line -> line.matches("[A-Z_]+=.*"))
        .collect(Collectors.toMap(
            line -> line.substring(0, line.indexOf('=')),
            line -> line.substring(line.indexOf('=') + 1)));
  }

  /** An archive that another collector made is of less use, or none. */
  @Test
  void theArchiveIsMadeByTheJvmThatUsesIt() {
    String options = text(Path.of("deploy/jvm-options"));

    assertThat(options.lines().filter(line -> line.matches("-XX:\\+Use\\w+GC"))).hasSize(1);
    assertThat(text(Path.of("Dockerfile")))
        .contains("deploy/jvm-options ./bin/")
        .contains(
            "ENTRYPOINT [\"java\", \"@/app/bin/jvm-options\", \"-XX:AOTCache=/app/gateway.aot\", ");
    assertThat(text(Path.of("deploy/warm-up")))
        .contains("java \"@$bin/jvm-options\" ")
        .contains(" -XX:AOTCacheOutput=\"$folder/gateway.aot\" ");
    assertThat(text(Path.of(".dockerignore"))).contains("!deploy/jvm-options");
  }

  @Test
  void theBalancerHasConnectionsForAsManyOperationsAsTheGatewaysTake() {
    assertThat(map(yaml(Path.of("docker-compose.yml")).get(0), "services.nginx").get("volumes"))
        .asString()
        .contains("./deploy/nginx/nginx.conf:/etc/nginx/nginx.conf:ro");
    // One of the client's and one of the gateway's for each of two times GATEWAY_LIMIT_OPERATIONS.
    assertThat(text(Path.of("deploy/nginx/nginx.conf"))).contains("worker_connections 4000;");
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
