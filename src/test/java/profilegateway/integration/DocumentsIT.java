package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
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
import org.junit.jupiter.params.provider.MethodSource;
import profilegateway.config.GatewayConfig;
import profilegateway.config.declared.AllSettings;
import profilegateway.config.declared.Mode;
import profilegateway.config.declared.Setting;
import profilegateway.config.reading.SettingsReader;
import profilegateway.config.reading.WrongSettings;
import profilegateway.testing.Document;
import profilegateway.testing.Document.Block;
import profilegateway.testing.SandboxClient;
import profilegateway.testing.TestGateway;

/** Runs what stands in README.md and in docs as somebody would who copies it. docs/sandbox.md has a test of its own. */
class DocumentsIT {
  private static final Path SANDBOX_GUIDE = Path.of("docs", "sandbox.md");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
  private static final Pattern SUBSTITUTED =
      Pattern.compile("\\$\\(curl -s http://localhost:4010(/[^)]*)\\)");
  private static final Pattern CURL = Pattern.compile("^ *curl ", Pattern.MULTILINE);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^):]*?)(?:#([^):]+))?\\)");
  private static final Pattern REDIS =
      Pattern.compile("^\\| `(rediss?[^`]+)` \\|", Pattern.MULTILINE);
  private static final Pattern SETTING =
      Pattern.compile("\\b(?:GATEWAY|MPARTICLE|SANDBOX|REDIS)_[A-Z_]+(?![A-Za-z-])…?");
  private static final Pattern QUERY_IN_CODE = Pattern.compile("`\\s*(query \\w+ [^`]+)`");
  private static final Pattern FLAG = Pattern.compile("(?<=[ `])--[a-z][a-z-]+");
  private static final Pattern FOREIGN_COMMAND = Pattern.compile(".*\\b(npm|npx|node|docker) .*");
  private static final Document README = Document.of("README.md");

  @TempDir
  private Path folder;

  static Stream<Document> documents() {
    return Document.all().stream();
  }

  static Stream<Document> documentsWithRequests() {
    return documents()
        .filter(document -> !document.path().equals(SANDBOX_GUIDE))
        .filter(document -> document.blocks().stream().anyMatch(Block::isRequest));
  }

  @ParameterizedTest
  @MethodSource("documentsWithRequests")
  void everyRequestIsAnsweredAsItSays(Document document) {
    try (TestGateway gateway = TestGateway.start(
        "GATEWAY_PERSISTED_DOCUMENTS", "examples/manifest.json",
        "GATEWAY_PERSISTED_DOCUMENTS_MODE", "log")) {
      for (Iterator<Block> blocks = document.blocks().iterator(); blocks.hasNext(); ) {
        Block request = blocks.next();
        if (request.isRequest()) {
          assertAnswers(request, blocks.next(), gateway);
        }
      }
    }
  }

  /** Else one that is not recognised would not be run, and nobody would see. */
  @ParameterizedTest
  @MethodSource("documentsWithRequests")
  void everyCallOfCurlIsRun(Document document) {
    assertThat(document.blocks().stream()
            .filter(Block::isRequest)
            .filter(block -> !block.language().equals("graphql")))
        .hasSize((int) CURL.matcher(document.text()).results().count());
  }

  /** {@code .ci/run} runs both. */
  @Test
  void theReadmeBeginsWithTheCommandsThatRunAndTestIt() {
    Block first = README.blocks().get(0);

    assertThat(first.text().lines().map(line -> line.replaceFirst(" *#.*", "")))
        .containsExactly("mvn -q -Pserve", "mvn verify");
    assertThat(README.text().substring(0, README.text().indexOf("```")).strip().split("\n\n"))
        .as("the title and one paragraph before the commands")
        .hasSize(2);
  }

  @Test
  void theErrorThatIsShownComes() {
    try (TestGateway gateway =
        TestGateway.start("GATEWAY_OPERATION_TIMEOUT", "400ms", "MPARTICLE_TRY_TIMEOUT", "150ms")) {
      gateway.tellSandbox("POST", "/faults", "{\"on\":\"api\",\"kind\":\"hang\"}");

      JsonNode answer = SandboxClient.json(
          gateway.send(gateway.postOf(TestGateway.body("{ viewer { mpid } }", Map.of()))));

      JsonNode shown = README.blocks().stream()
          .filter(block -> block.language().equals("json") && block.text().contains("\"errors\""))
          .findFirst()
          .map(block -> SandboxClient.json(block.text()))
          .orElseThrow();
      assertThat(answer.path("errors")).isEqualTo(shown.path("errors"));
      assertThat(answer.path("data")).isEqualTo(shown.path("data"));
    }
  }

  /** The rest of the recipes' code needs other tools than a JDK: {@code acceptance/recipes} runs it. */
  @Test
  void everyQueryInCodeIsAnsweredWithoutAnError() {
    List<String> queries = documents()
        .flatMap(document -> document.blocks().stream())
        .filter(block -> Set.of("js", "ts", "tsx").contains(block.language()))
        .flatMap(block -> QUERY_IN_CODE.matcher(block.text()).results())
        .map(query -> query.group(1))
        .toList();

    try (TestGateway gateway = TestGateway.start()) {
      assertThat(queries).hasSizeGreaterThan(6);
      for (String query : queries) {
        assertThat(gateway.ask(query).data().path("viewer").isObject())
            .as(query)
            .isTrue();
      }
    }
  }

  @Test
  void theDeclarationsOfAttributesAreTaken() throws IOException {
    int number = 0;
    for (Document document : Document.all()) {
      for (Block block : document.blocks()) {
        if (block.language().equals("graphql")
            && block.text().startsWith("extend type Attributes")) {
          var unused = Files.writeString(folder.resolve(number++ + ".graphqls"), block.text());
        }
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
    String yaml = Document.of("docs/settings.md").block("yaml", "gateway:").text();
    var unused = Files.writeString(folder.resolve("gateway.yaml"), yaml);

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
    List<String> forms = REDIS
        .matcher(Document.of("docs/several-instances.md").text())
        .results()
        .map(found -> found.group(1))
        .toList();

    assertThat(forms).hasSize(5);
    for (String form : forms) {
      assertThat(read(Map.of("REDIS_URL", form)).redis()).as(form).isNotNull();
    }
  }

  @Test
  void theCommandForAKeyMakesOneThatIsTaken() throws Exception {
    String command =
        Document.of("docs/several-instances.md").block("sh", "echo \"k1:").text();
    Process shell = new ProcessBuilder("sh", "-c", command).start();
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

  /** {@code GATEWAY_LIMIT_…} stands for all that begin so. */
  @ParameterizedTest
  @MethodSource("documents")
  void everySettingAndFlagThatIsNamedIsThere(Document document) {
    Set<String> settings =
        AllSettings.list().stream().map(Setting::name).collect(Collectors.toSet());
    Set<String> flags = AllSettings.list().stream()
        .flatMap(setting -> setting.flags().stream())
        .collect(Collectors.toSet());
    // What single commands take besides settings.
    flags.addAll(Set.of("--sandbox", "--identity", "--profile", "--offline", "--json", "--parts"));

    assertThat(SETTING.matcher(document.text()).results().map(MatchResult::group))
        .allMatch(name -> name.endsWith("…")
            ? settings.stream().anyMatch(known -> known.startsWith(name.replace("…", "")))
            : settings.contains(name));
    assertThat(document
            .text()
            .lines()
            .filter(line -> !FOREIGN_COMMAND.matcher(line).matches())
            .flatMap(line -> FLAG.matcher(line).results().map(MatchResult::group)))
        .isSubsetOf(flags);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsSomewhere(Document document) {
    Path from = document.path().toAbsolutePath();

    assertThat(LINK.matcher(document.text()).results()).allSatisfy(link -> {
      Path to =
          link.group(1).isEmpty() ? from : from.resolveSibling(link.group(1)).normalize();
      assertThat(to).exists();
      if (link.group(2) != null) {
        assertThat(Document.of(to.toString()).anchors()).contains(link.group(2));
      }
    });
  }

  /** Nobody finds a document that nothing leads to. */
  @Test
  void everyDocumentIsLinkedFromAnother() {
    Set<Path> linked = documents()
        .flatMap(document -> LINK.matcher(document.text())
            .results()
            .map(link ->
                document.path().toAbsolutePath().resolveSibling(link.group(1)).normalize()))
        .collect(Collectors.toSet());

    assertThat(documents()
            .filter(document -> !document.path().equals(README.path()))
            .map(document -> document.path().toAbsolutePath()))
        .allMatch(linked::contains);
  }

  private static void assertAnswers(Block request, Block shown, TestGateway gateway) {
    HttpResponse<String> answer = gateway.send(
        request.language().equals("graphql")
            ? gateway
                .request("/graphql")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(TestGateway.body(request.text(), Map.of())))
            : curl(request.text(), gateway));
    if (shown.language().equals("text")) {
      assertThat(answer.statusCode()).as(request.text()).isEqualTo(200);
      assertThat(answer.body()).as(request.text()).contains(shown.text().lines().toList());
    } else {
      assertThat(shown.language()).as(request.text()).isEqualTo("json");
      assertThat(withoutWhatDiffers(SandboxClient.json(answer)))
          .as(request.text())
          .isEqualTo(withoutWhatDiffers(SandboxClient.json(shown.text())));
    }
  }

  /** The request that curl would make; an option that is not used in the documents fails. */
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
}
