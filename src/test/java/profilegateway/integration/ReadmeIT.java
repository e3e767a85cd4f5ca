package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.config.AllSettings;
import profilegateway.config.GatewayConfig;
import profilegateway.config.Mode;
import profilegateway.config.Setting;
import profilegateway.config.SettingsReader;
import profilegateway.config.WrongSettings;
import profilegateway.testing.SandboxClient;
import profilegateway.testing.TestGateway;

/** Runs what stands in README.md as somebody would who copies it. */
class ReadmeIT {
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
  private static final Pattern SUBSTITUTED =
      Pattern.compile("\\$\\(curl -s http://localhost:4010(/[^)]*)\\)");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^):#]+)\\)");
  private static final Pattern REDIS =
      Pattern.compile("^\\| `(rediss?[^`]+)` \\|", Pattern.MULTILINE);
  private static final Pattern SETTING =
      Pattern.compile("\\b(?:GATEWAY|MPARTICLE|SANDBOX)_[A-Z_]+\\b");
  private static final Pattern FLAG = Pattern.compile("(?<=[ `])--[a-z][a-z-]+");
  private static final String README = read("README.md");
  private static final List<Block> BLOCKS = BLOCK
      .matcher(README)
      .results()
      .map(found -> new Block(found.group(1), found.group(2).strip()))
      .toList();

  @TempDir
  private Path folder;

  record Block(String language, String text) {
    boolean isRequest() {
      return (language.equals("graphql") && text.startsWith("{")) || text.startsWith("curl ");
    }
  }

  @Test
  void everyRequestIsAnsweredAsItSays() {
    try (TestGateway gateway = TestGateway.start(
        "GATEWAY_PERSISTED_DOCUMENTS", "examples/manifest.json",
        "GATEWAY_PERSISTED_DOCUMENTS_MODE", "log")) {
      int requests = 0;
      for (Iterator<Block> blocks = BLOCKS.iterator(); blocks.hasNext(); ) {
        Block request = blocks.next();
        if (request.isRequest()) {
          Block answer = blocks.next();
          assertThat(answer.language()).as(request.text()).isEqualTo("json");
          assertThat(answerTo(request, gateway))
              .as(request.text())
              .isEqualTo(withoutWhatDiffers(SandboxClient.json(answer.text())));
          requests++;
        }
      }
      assertThat(requests).isEqualTo(8);
    }
  }

  @Test
  void theTwoCommandsOfANewcomerAreThere() {
    assertThat(BLOCKS)
        .contains(
            new Block(
                "sh",
                "mvn -q package -DskipTests && java -jar target/profile-gateway.jar serve --sandbox"),
            new Block("sh", "mvn verify"));
  }

  @Test
  void theDeclarationsOfAttributesAreTaken() throws IOException {
    int number = 0;
    for (Block block : BLOCKS) {
      if (block.language().equals("graphql") && block.text().startsWith("extend type Attributes")) {
        var unused = Files.writeString(folder.resolve(number++ + ".graphqls"), block.text());
      }
    }

    try (TestGateway gateway = TestGateway.start("GATEWAY_SCHEMA_EXTENSIONS", folder.toString())) {
      assertThat(gateway
              .ask(
                  "{ viewer { attributes { lifetimeValue loyaltyPoints viewPreference creditLimit } } }")
              .data()
              .at("/viewer/attributes")
              .toString())
          .isEqualTo(
              "{\"lifetimeValue\":342.1,\"loyaltyPoints\":0,\"viewPreference\":\"DARK\",\"creditLimit\":null}");
    }
  }

  @Test
  void theSettingsFileIsTaken() throws Exception {
    var unused = Files.writeString(
        folder.resolve("gateway.yaml"), block("yaml", "gateway:").text());

    var gateway = new SettingsReader(
            folder, Map.of("MPARTICLE_CLIENT_SECRET", "secret", "GATEWAY_ACCESS", "open"))
        .read(Mode.SERVE, Map.of(), Map.of())
        .gateway();

    assertThat(gateway.http().port()).isEqualTo(8080);
    assertThat(gateway.graphql().operationTimeout()).hasSeconds(2);
    assertThat(gateway.upstream().workspaceId()).isEqualTo("3");
    assertThat(gateway.cache().times().soft()).hasMinutes(2);
    assertThat(gateway.cache().timesOfParts().values())
        .singleElement()
        .satisfies(times -> assertThat(times.soft()).hasSeconds(30));
    assertThat(gateway.cache().exposed().prefixes()).containsExactly("loyalty_");
  }

  @Test
  void everyFormOfTheAddressOfRedisIsTaken() throws Exception {
    List<String> forms =
        REDIS.matcher(README).results().map(found -> found.group(1)).toList();

    assertThat(forms).hasSize(5);
    for (String form : forms) {
      assertThat(read(Map.of("REDIS_URL", form)).redis()).as(form).isNotNull();
    }
  }

  @Test
  void theCommandForAKeyMakesOneThatIsTaken() throws Exception {
    Process shell = new ProcessBuilder("sh", "-c", block("sh", "echo \"k1:").text()).start();
    String key = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

    assertThat(read(Map.of("REDIS_URL", "redis://localhost:6379", "GATEWAY_CACHE_KEYS", key))
            .redis())
        .satisfies(redis -> assertThat(redis.keyRing()).hasSize(1));
  }

  private GatewayConfig read(Map<String, String> settings) throws WrongSettings {
    return new SettingsReader(folder, settings)
        .read(Mode.SERVE_WITH_SANDBOX, Map.of(), TestGateway.account())
        .gatewayOf("http://localhost:4010");
  }

  @Test
  void everySettingAndFlagThatIsNamedIsThere() {
    Set<String> settings =
        AllSettings.list().stream().map(Setting::name).collect(Collectors.toSet());
    Set<String> flags = AllSettings.list().stream()
        .flatMap(setting -> setting.flags().stream())
        .collect(Collectors.toSet());
    flags.addAll(Set.of("--sandbox", "--identity"));

    assertThat(SETTING.matcher(README).results().map(MatchResult::group)).isSubsetOf(settings);
    assertThat(FLAG.matcher(README).results().map(MatchResult::group)).isSubsetOf(flags);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/sandbox.md", "SECURITY.md"})
  void everyLinkLeadsSomewhere(String document) {
    Path from = Path.of(document).toAbsolutePath();

    assertThat(
            LINK.matcher(read(document)).results().map(link -> from.resolveSibling(link.group(1))))
        .allMatch(Files::exists);
  }

  private static Block block(String language, String start) {
    return BLOCKS.stream()
        .filter(block -> block.language().equals(language) && block.text().startsWith(start))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode answerTo(Block request, TestGateway gateway) {
    HttpRequest.Builder sent = request.language().equals("graphql")
        ? gateway
            .request("/graphql")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(TestGateway.body(request.text(), Map.of())))
        : curl(request.text(), gateway);
    return withoutWhatDiffers(SandboxClient.json(gateway.send(sent)));
  }

  /** The request that curl would make; an option that is not used in the document fails. */
  private static HttpRequest.Builder curl(String command, TestGateway gateway) {
    List<String> words = new ArrayList<>();
    WORD.matcher(command.replace("\\\n", " "))
        .results()
        .forEach(word -> words.add(Stream.of(word.group(1), word.group(2), word.group(3))
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow()));
    HttpRequest.Builder request = gateway.request("/");
    for (Iterator<String> rest = words.listIterator(1); rest.hasNext(); ) {
      String word = rest.next();
      request = switch (word) {
        case "-s" -> request;
        case "-d" -> request.POST(BodyPublishers.ofString(rest.next()));
        case "-H" -> withHeader(request, substituted(rest.next(), gateway));
        default ->
          request.uri(URI.create(word.replaceFirst("^http://localhost:4000(?=/)", gateway.url())
              .replaceFirst("^http://localhost:8088(?=/)", gateway.managementUrl())));
      };
    }
    return request;
  }

  /** What a shell puts in the place of a call of the sandbox: its answer. */
  private static String substituted(String word, TestGateway gateway) {
    return SUBSTITUTED.matcher(word).replaceAll(call -> {
      try {
        return gateway.sandbox().send(gateway.sandbox().request(call.group(1))).body();
      } catch (IOException failed) {
        throw new AssertionError(failed);
      }
    });
  }

  private static HttpRequest.Builder withHeader(HttpRequest.Builder request, String header) {
    int colon = header.indexOf(": ");
    return request.header(header.substring(0, colon), header.substring(colon + 2));
  }

  /** When something was fetched is never the same twice; what is held depends on what was asked before. */
  private static JsonNode withoutWhatDiffers(JsonNode answer) {
    for (JsonNode freshness : answer.findValues("freshness")) {
      if (freshness instanceof ObjectNode object && object.has("fetchedAt")) {
        assertThat(object.path("fetchedAt").asText()).endsWith("Z");
        object.put("fetchedAt", "…");
      }
    }
    if (answer.has("entries")) {
      assertThat(answer.path("entries").isInt()).isTrue();
      ((ObjectNode) answer).put("entries", "…");
    }
    return answer;
  }

  private static String read(String document) {
    try {
      return Files.readString(Path.of(document));
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
