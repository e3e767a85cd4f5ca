package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import profilegateway.testing.GraphQlAnswer;
import profilegateway.testing.LogLines;
import profilegateway.testing.Patience;
import profilegateway.testing.TestGateway;
import profilegateway.testing.TestRedis;

/** Operations asked by an id in place of their text, over HTTP. */
class PersistedDocumentsIT {
  private static final String OWN = "query Own { viewer { mpid } }";
  private static final String OTHERS =
      "query Others($mpid: ID!) { profile(mpid: $mpid) { mpid isOptedOut } }";
  private static final String TELLING = "query Telling { __schema { description } }";
  private static final String SAMPLE = "9080350317581165000";
  private static final String SECOND = "4400000000000000002";

  @TempDir
  private Path folder;

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static String json(Object value) {
    try {
      return new JsonMapper().writeValueAsString(value);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static Map<String, Object> hash(String text) {
    return Map.of("persistedQuery", Map.of("version", 1, "sha256Hash", sha256(text)));
  }

  private Path manifest(String name, Map<String, String> documents) throws IOException {
    return Files.writeString(folder.resolve(name), json(documents));
  }

  private static GraphQlAnswer post(TestGateway gateway, Map<String, ?> body) {
    return GraphQlAnswer.of(gateway.send(gateway.postOf(json(body))));
  }

  /** A GET as a client sends it; names and values in turn. */
  private static GraphQlAnswer get(TestGateway gateway, String... parameters) {
    return GraphQlAnswer.of(gateway.send(getOf(gateway, parameters)));
  }

  private static HttpRequest.Builder getOf(TestGateway gateway, String... parameters) {
    StringBuilder path = new StringBuilder("/graphql?");
    for (int i = 0; i < parameters.length; i += 2) {
      path.append(parameters[i])
          .append('=')
          .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8))
          .append('&');
    }
    return gateway.request(path.toString()).header("Accept", "application/json");
  }

  private TestGateway enforcing(String... settings) throws IOException {
    var unused = manifest("relay.json", Map.of("5d4dcf", OWN, sha256(OTHERS), OTHERS));
    String[] all = new String[settings.length + 2];
    all[0] = "GATEWAY_PERSISTED_DOCUMENTS";
    all[1] = folder.toString();
    System.arraycopy(settings, 0, all, 2, settings.length);
    return TestGateway.start(all);
  }

  @Test
  void aTrustedDocumentIsAskedByItsIdInEveryWayThatClientsHave() throws IOException {
    try (TestGateway gateway = enforcing()) {
      String own = "{\"viewer\":{\"mpid\":\"" + SAMPLE + "\"}}";
      Map<String, Object> extensions =
          Map.of("persistedQuery", Map.of("version", 1, "sha256Hash", "5d4dcf"));

      assertThat(post(gateway, Map.of("documentId", "5d4dcf")).data()).hasToString(own);
      assertThat(post(gateway, Map.of("documentId", "sha256:5d4dcf")).data()).hasToString(own);
      assertThat(post(gateway, Map.of("doc_id", "5d4dcf", "query", "")).data()).hasToString(own);
      assertThat(post(gateway, Map.of("extensions", extensions)).data()).hasToString(own);
      assertThat(post(gateway, Map.of("query", OWN)).data()).hasToString(own);
      assertThat(get(gateway, "documentId", "5d4dcf").data()).hasToString(own);
      assertThat(get(gateway, "doc_id", "5d4dcf").data()).hasToString(own);
      assertThat(get(gateway, "extensions", json(extensions)).data()).hasToString(own);
      assertThat(get(
                  gateway,
                  "documentId",
                  sha256(OTHERS),
                  "operationName",
                  "Others",
                  "variables",
                  json(Map.of("mpid", SECOND)))
              .data()
              .at("/profile/mpid")
              .asText())
          .isEqualTo(SECOND);
    }
  }

  @Test
  void whatIsInNoManifestIsRefusedAndTheRestOfItsBatchIsNot() throws IOException {
    try (TestGateway gateway = enforcing()) {
      assertThat(post(gateway, Map.of("query", "{ viewer { mpid } }")).codes())
          .containsExactly("PERSISTED_QUERY_REQUIRED");
      assertThat(get(gateway, "query", "{ viewer { mpid } }").codes())
          .containsExactly("PERSISTED_QUERY_REQUIRED");
      assertThat(post(gateway, Map.of("documentId", "unknown")).codes())
          .containsExactly("PERSISTED_QUERY_NOT_FOUND");
      assertThat(post(
                  gateway,
                  Map.of("query", "{ viewer { mpid } }", "extensions", hash("{ viewer { mpid } }")))
              .codes())
          .containsExactly("PERSISTED_QUERY_REQUIRED");

      assertThat(gateway
              .send(gateway.postOf(json(List.of(
                  Map.of("documentId", "5d4dcf"),
                  Map.of("query", "{ viewer { id } }"),
                  Map.of("doc_id", "unknown")))))
              .body())
          .matches("\\[\\{\"data\":\\{\"viewer\":\\{\"mpid\":\"" + SAMPLE
              + "\"}}.*PERSISTED_QUERY_REQUIRED.*PERSISTED_QUERY_NOT_FOUND.*]");
    }
  }

  @Test
  void anIdGivesNoRights() throws IOException {
    try (TestGateway gateway = enforcing("GATEWAY_ACCESS", "tokens")) {
      Map<String, Object> asked =
          Map.of("documentId", sha256(OTHERS), "variables", Map.of("mpid", SECOND));
      String bearer = "Bearer "
          + gateway.sandbox().control("GET", "/tokens/documented-sample", "").body();

      assertThat(post(gateway, asked).codes()).containsExactly("UNAUTHENTICATED");
      assertThat(post(gateway, Map.of("documentId", "unknown")).codes())
          .as("nothing is told to whom is not let in")
          .containsExactly("UNAUTHENTICATED");
      assertThat(GraphQlAnswer.of(
                  gateway.send(gateway.postOf(json(asked)).header("Authorization", bearer)))
              .codes())
          .containsExactly("FORBIDDEN at profile");
    }
  }

  @Test
  void aManifestThatIsTrustedTellsTheSchemaToWhoeverMayHaveItTold() throws IOException {
    var unused = manifest("telling.json", Map.of("telling", TELLING));
    try (TestGateway gateway = enforcing("GATEWAY_INTROSPECTION", "off");
        TestGateway open = enforcing()) {
      assertThat(post(gateway, Map.of("documentId", "telling")).codes())
          .containsExactly("INTROSPECTION_DISABLED");
      assertThat(post(gateway, Map.of("query", "{ __schema { description } }")).codes())
          .containsExactly("PERSISTED_QUERY_REQUIRED");
      assertThat(post(open, Map.of("documentId", "telling")).data().has("__schema"))
          .isTrue();
      assertThat(open.send(open.request("/schema.graphqls")).statusCode()).isEqualTo(200);
      assertThat(open.send(open.request("/graphiql")).statusCode())
          .as("nothing written in it would be executed")
          .isEqualTo(404);
    }
  }

  @Test
  void whereItIsOnlyLoggedEverythingIsExecuted() throws IOException {
    try (TestGateway gateway = enforcing("GATEWAY_PERSISTED_DOCUMENTS_MODE", "log");
        LogLines log = LogLines.open()) {
      assertThat(post(gateway, Map.of("documentId", "5d4dcf")).data()).isNotEmpty();
      assertThat(log.all()).noneMatch(line -> line.contains("manifest"));
      assertThat(post(gateway, Map.of("query", "{ viewer { mpid } }")).data()).isNotEmpty();
      assertThat(log.all())
          .filteredOn(line -> line.contains("An operation is in no manifest, and was executed."))
          .singleElement()
          .asString()
          .contains(sha256("{ viewer { mpid } }"));
    }
  }

  @Test
  void aNewManifestIsInUseWithinSecondsAndABrokenOneIsNot() throws IOException {
    try (TestGateway gateway = enforcing();
        LogLines log = LogLines.open()) {
      var added = manifest("next.json", Map.of("next", "{ viewer { isOptedOut } }"));
      Patience.until(() -> post(gateway, Map.of("documentId", "next")).codes().isEmpty());

      var broken = Files.writeString(folder.resolve("relay.json"), "{\"5d4dcf\": ");
      Patience.until(() -> !log.alarming().isEmpty());

      assertThat(log.alarming())
          .singleElement()
          .asString()
          .contains("HAS CHANGED AND CANNOT BE USED", "relay.json is not valid JSON");
      assertThat(post(gateway, Map.of("documentId", "5d4dcf")).data()).isNotEmpty();
      assertThat(added).isNotEqualTo(broken);
    }
  }

  /** What Apollo Client does: the hash alone, then hash and text, then the hash alone again. */
  @Test
  void aClientRegistersAnOperationByItsHash() {
    try (TestGateway gateway = TestGateway.start()) {
      Map<String, Object> hashAlone = Map.of("operationName", "Own", "extensions", hash(OWN));
      Map<String, Object> both = Map.of("query", OWN, "extensions", hash(OWN));

      GraphQlAnswer first = post(gateway, hashAlone);
      assertThat(first.status()).isEqualTo(200);
      assertThat(first.body()).hasToString("""
              {"errors":[{"message":"PersistedQueryNotFound","extensions":\
              {"code":"PERSISTED_QUERY_NOT_FOUND","retryable":false}}]""" + explained() + "}");
      assertThat(post(gateway, both).data()).isNotEmpty();
      assertThat(post(gateway, hashAlone).data()).isNotEmpty();
      assertThat(get(gateway, "extensions", json(hash(OWN))).data()).isNotEmpty();
    }
  }

  private static String explained() {
    return ",\"extensions\":{\"upstream\":{\"calls\":0,\"saved\":0,\"fields\":[]}}";
  }

  @Test
  void onlyWhatIsGoodIsRegistered() {
    try (TestGateway gateway = TestGateway.start("GATEWAY_INTROSPECTION", "off")) {
      for (String bad : List.of(
          "{ nothing }",
          "{",
          "mutation { a }",
          TELLING,
          "{ viewer { " + "mpid ".repeat(20_000) + "} }",
          "{ profile(mpid: 1) { mpid } }")) {
        assertThat(post(gateway, Map.of("query", bad, "extensions", hash(bad))).codes())
            .isNotEmpty();
        assertThat(post(gateway, Map.of("extensions", hash(bad))).codes())
            .containsExactly("PERSISTED_QUERY_NOT_FOUND");
      }
    }
  }

  @Test
  void aMutationThatIsAskedByItsIdWithGetIsRefusedAsOne() throws IOException {
    var unused = manifest("m.json", Map.of("m", "mutation { a }"));
    try (TestGateway gateway = enforcing()) {
      assertThat(get(gateway, "documentId", "m").status()).isEqualTo(405);
    }
  }

  @Test
  void whatOneInstanceLearntAllKnowAndWithoutRedisEachItsOwn() {
    try (TestRedis redis = TestRedis.start();
        TestGateway one = sharing(redis);
        TestGateway other = sharing(redis)) {
      Map<String, Object> hashAlone = Map.of("extensions", hash(OWN));
      assertThat(post(other, hashAlone).codes()).containsExactly("PERSISTED_QUERY_NOT_FOUND");
      assertThat(post(one, Map.of("query", OWN, "extensions", hash(OWN))).data())
          .isNotEmpty();
      Patience.until(() -> post(other, hashAlone).codes().isEmpty());

      redis.kill();

      String more = "{ viewer { isOptedOut } }";
      assertThat(post(other, hashAlone).data()).as("it has its own copy").isNotEmpty();
      assertThat(post(one, Map.of("query", more, "extensions", hash(more))).data())
          .isNotEmpty();
      assertThat(post(one, Map.of("extensions", hash(more))).data()).isNotEmpty();
      assertThat(post(other, Map.of("extensions", hash(more))).codes())
          .containsExactly("PERSISTED_QUERY_NOT_FOUND");
    }
  }

  private static TestGateway sharing(TestRedis redis) {
    return TestGateway.start(
        "REDIS_URL",
        redis.url(),
        "GATEWAY_CACHE_KEYS",
        "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
  }

  @Test
  void requestsThatSayNoOneThingAreRefused() {
    try (TestGateway gateway = TestGateway.start()) {
      List<Map<String, Object>> wrong = List.of(
          Map.of("query", OWN, "documentId", "a"),
          Map.of("documentId", "a", "doc_id", "b"),
          Map.of("documentId", "a", "extensions", hash(OWN)),
          Map.of("documentId", ""),
          Map.of("documentId", 1),
          Map.of("doc_id", List.of("a")),
          Map.of("documentId", "a".repeat(257)),
          Map.of("query", OWN, "extensions", Map.of("persistedQuery", "a")),
          Map.of(
              "extensions",
              Map.of("persistedQuery", Map.of("version", 2, "sha256Hash", sha256(OWN)))),
          Map.of("extensions", Map.of("persistedQuery", Map.of("version", 1, "sha256Hash", 1))),
          Map.of("extensions", Map.of("persistedQuery", Map.of("version", 1, "sha256Hash", ""))));
      for (Map<String, Object> body : wrong) {
        GraphQlAnswer answer = post(gateway, body);
        assertThat(answer.codes()).as("%s", body).containsExactly("BAD_REQUEST");
        assertThat(answer.status()).isEqualTo(400);
      }
      assertThat(get(gateway, "documentId", "a", "doc_id", "b").status()).isEqualTo(400);
    }
  }

  @Test
  void aGetByPostsBodyIsNone() {
    try (TestGateway gateway = TestGateway.start()) {
      HttpRequest.Builder form = gateway
          .request("/graphql")
          .header("Content-Type", "application/x-www-form-urlencoded")
          .POST(BodyPublishers.ofString("documentId=a"));

      assertThat(gateway.send(form).statusCode()).isEqualTo(415);
    }
  }
}
