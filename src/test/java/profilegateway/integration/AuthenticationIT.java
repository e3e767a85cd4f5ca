package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.testing.Forge;
import profilegateway.testing.GraphQlAnswer;
import profilegateway.testing.Patience;
import profilegateway.testing.TestGateway;

/** A gateway asks who calls before it does anything else. */
@ExtendWith(VertxExtension.class)
class AuthenticationIT {
  private static final String VIEWER = "{ viewer { mpid } }";
  private static final String KEY = "pgk_for-the-test-only";

  private static TestGateway gateway;
  private static Path keys;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    keys = Files.writeString(folder.resolve("keys"), line(KEY));
    gateway =
        TestGateway.start("GATEWAY_ACCESS", "tokens", "GATEWAY_API_KEYS_FILE", keys.toString());
  }

  @AfterAll
  static void close() {
    gateway.close();
  }

  private static String line(String key) {
    try {
      var sha256 = java.security.MessageDigest.getInstance("SHA-256");
      byte[] hash = sha256.digest(key.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      return java.util.HexFormat.of().formatHex(hash) + " reports profile:read\n";
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static HttpRequest.Builder viewer() {
    return gateway.postOf(TestGateway.body(VIEWER, Map.of()));
  }

  private static String sandboxToken(String path) {
    try {
      return gateway.sandbox().control("GET", "/tokens/" + path, "").body();
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  private static void assertRefused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().allValues("WWW-Authenticate"))
        .containsExactly("Bearer realm=\"profile-gateway\"");
    assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
    assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(answer.body())
        .isEqualTo(
            "{\"errors\":[{\"message\":\"Send a token as `Authorization: Bearer`, or an API key as `X-API-Key`.\","
                + "\"extensions\":{\"code\":\"UNAUTHENTICATED\",\"retryable\":false}}]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"query\": \"{ __typename }\"}",
        "[{\"query\": \"{ __typename }\"}, {\"query\": \"{ viewer { mpid } }\"}]",
        "{\"query\": \"{\"}",
        "{",
        ""
      })
  void whoeverSaysNothingOfItselfIsRefusedWhateverItAsks(String body) {
    assertRefused(gateway.send(gateway.postOf(body)));
  }

  @Test
  void whoeverSaysNothingOfItselfIsRefusedByGetToo() {
    assertRefused(gateway.send(gateway.request("/graphql?query=%7B__typename%7D")));
    assertRefused(gateway.send(gateway.request("/graphql")));
  }

  @ParameterizedTest
  @CsvSource({
    "*/*, application/json; charset=utf-8",
    "application/json, application/json; charset=utf-8",
    "application/graphql-response+json, application/graphql-response+json; charset=utf-8"
  })
  void aRefusalHasTheMediaTypeThatIsAccepted(String accepted, String expected) {
    HttpResponse<String> answer = gateway.send(viewer().header("Accept", accepted));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().allValues("Content-Type")).containsExactly(expected);
  }

  @Test
  void aBodyIsNotReadAsTokenOrKey() {
    assertRefused(gateway.send(gateway
        .request("/graphql?access_token=" + sandboxToken("tagged"))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString("access_token=" + sandboxToken("tagged")))));
  }

  @Test
  void everyShopperIsTheViewerOfTheOwnToken() {
    JsonNode tokens = gateway.askSandbox("/tokens").path("tokens");
    JsonNode shoppers = gateway.askSandbox("/shoppers").path("shoppers");
    assertThat(tokens).hasSameSizeAs(shoppers).isNotEmpty();

    for (int i = 0; i < tokens.size(); i++) {
      JsonNode token = tokens.path(i);
      assertThat(token.path("shopper")).isEqualTo(shoppers.path(i).path("name"));
      GraphQlAnswer answer = GraphQlAnswer.of(gateway.send(
          viewer().header("Authorization", "Bearer " + token.path("token").asText())));
      assertThat(answer.data().at("/viewer/mpid")).isEqualTo(shoppers.path(i).path("mpid"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"expired", "early", "audience", "issuer", "signature", "unsigned"})
  void aTokenWithAFlawIsRefused(String flaw) {
    HttpResponse<String> answer = gateway.send(
        viewer().header("Authorization", "Bearer " + sandboxToken("tagged?flaw=" + flaw)));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
        .contains("error=\"invalid_token\"")
        .contains(flaw.equals("expired") ? "has expired" : "is not valid");
  }

  @Test
  void aBatchAndAGetAreTheCallersOwn() {
    String token = "Bearer " + sandboxToken("tagged");
    HttpResponse<String> batch = gateway.send(gateway
        .request("/graphql")
        .header("Content-Type", "application/json")
        .header("Authorization", token)
        .POST(BodyPublishers.ofString(
            "[{\"query\":\"" + VIEWER + "\"},{\"query\":\"" + VIEWER + "\"}]")));
    HttpResponse<String> get = gateway.send(
        gateway.request("/graphql?query=%7Bviewer%7Bmpid%7D%7D").header("Authorization", token));

    String own = "{\"data\":{\"viewer\":{\"mpid\":\"4400000000000000002\"}}}";
    assertThat(batch.body()).isEqualTo("[" + own + "," + own + "]");
    assertThat(get.body()).isEqualTo(own);
  }

  @Test
  void aServerIsKnownByItsKeyAndHasNoViewer() {
    assertThat(GraphQlAnswer.of(gateway.send(viewer().header("X-API-Key", KEY))).status())
        .isEqualTo(200);
    assertThat(gateway
            .send(viewer().header("X-API-Key", line(KEY).substring(0, 64)))
            .statusCode())
        .isEqualTo(401);
  }

  @Test
  void aKeyThatIsAddedToTheFileIsTakenAndOneThatIsNotThereAnyMoreIsRefused() throws IOException {
    String other = "pgk_another";
    var before = gateway.send(viewer().header("X-API-Key", other));
    assertThat(before.statusCode()).isEqualTo(401);

    replace(line(other));
    Patience.until(() -> gateway.send(viewer().header("X-API-Key", other)).statusCode() == 200);
    assertThat(gateway.send(viewer().header("X-API-Key", KEY)).statusCode()).isEqualTo(401);

    replace(line(KEY));
    Patience.until(() -> gateway.send(viewer().header("X-API-Key", KEY)).statusCode() == 200);
  }

  /** As tools that manage files do it: the new one takes the old one's place. */
  private static void replace(String text) throws IOException {
    Path written = Files.writeString(keys.resolveSibling("keys.new"), text);
    var moved = Files.move(written, keys, StandardCopyOption.ATOMIC_MOVE);
    assertThat(moved).isEqualTo(keys);
  }

  @Test
  void keysComeFromTheKeyServerAlsoNewOnes(Vertx vertx) throws Exception {
    Forge forge = new Forge(InstantSource.system());
    AtomicInteger fetches = new AtomicInteger();
    HttpServer server = vertx
        .createHttpServer()
        .requestHandler(request -> {
          fetches.incrementAndGet();
          request.response().end(forge.keySet());
        })
        .listen(0, "127.0.0.1")
        .await(20, TimeUnit.SECONDS);
    try (TestGateway other = TestGateway.start(
        "GATEWAY_ACCESS",
        "tokens",
        "GATEWAY_JWKS_URL",
        "http://127.0.0.1:" + server.actualPort() + "/keys?p=1",
        "GATEWAY_JWT_ISSUER",
        Forge.ISSUER,
        "GATEWAY_JWT_AUDIENCE",
        Forge.AUDIENCE)) {
      Patience.until(() -> isReady(other));
      assertThat(fetches).hasValue(1);

      String foreign = forge.withHeader("kid", "nobody's");
      for (String token : new String[] {forge.good(), foreign, forge.signedByEc(), foreign}) {
        int status = other
            .send(other
                .postOf(TestGateway.body(VIEWER, Map.of()))
                .header("Authorization", "Bearer " + token))
            .statusCode();
        assertThat(status).isEqualTo(token.equals(foreign) ? 401 : 200);
      }
      assertThat(fetches).hasValue(1);
    }
  }

  @Test
  void aKeyServerThatIsDownDoesNotKeepTheGatewayFromServingOthers() {
    try (TestGateway other = TestGateway.start(
        "GATEWAY_ACCESS",
        "tokens",
        "GATEWAY_API_KEYS_FILE",
        keys.toString(),
        "GATEWAY_JWKS_URL",
        "http://127.0.0.1:1/keys",
        "GATEWAY_JWT_ISSUER",
        Forge.ISSUER,
        "GATEWAY_JWT_AUDIENCE",
        Forge.AUDIENCE)) {
      Patience.until(() -> isReady(other));
      HttpRequest.Builder request = other.postOf(TestGateway.body(VIEWER, Map.of()));
      HttpResponse<String> token = other.send(request
          .copy()
          .header("Authorization", "Bearer " + new Forge(InstantSource.system()).good()));

      assertThat(other.send(request.copy().header("X-API-Key", KEY)).statusCode())
          .isEqualTo(200);
      assertThat(token.statusCode()).isEqualTo(401);
      assertThat(token.body()).contains("Tokens cannot be checked at the moment.");
      assertThat(token.headers().firstValue("WWW-Authenticate"))
          .hasValue("Bearer realm=\"profile-gateway\"");
    }
  }

  private static boolean isReady(TestGateway asked) {
    return asked.send(asked.managementRequest("/health/ready")).statusCode() == 200;
  }
}
