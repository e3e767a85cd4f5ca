package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import profilegateway.testing.Forge;
import profilegateway.testing.GraphQlAnswer;
import profilegateway.testing.HostileToken;
import profilegateway.testing.Leaks;
import profilegateway.testing.TestGateway;

/**
 * No hostile token passes: not where callers have to have one, not where they need not and a bad one might be taken for
 * none, and not where everything is open.
 */
class HostileTokensIT {
  private static final String VIEWER = "{ viewer { mpid isOptedOut } }";
  private static final List<String> UPSTREAM_READS = List.of("profile", "resolve");

  private static final Forge FORGE = new Forge(InstantSource.system());
  private static final List<TestGateway> GATEWAYS = new ArrayList<>();

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    Path keys = Files.writeString(folder.resolve("keys.json"), FORGE.keySet());
    Path others = Files.writeString(
        folder.resolve("others.json"),
        Forge.keySet(Forge.jwk("other-1", Forge.ecPair("secp256r1"))));
    for (String[] access : new String[][] {
      {"GATEWAY_ACCESS", "tokens"},
      {"GATEWAY_ACCESS", "tokens", "GATEWAY_ANONYMOUS", "allow"},
      {"GATEWAY_ACCESS", "open"}
    }) {
      List<String> settings = new ArrayList<>(List.of(access));
      settings.addAll(List.of(
          "GATEWAY_JWKS_FILE", keys + "," + others,
          "GATEWAY_JWT_ISSUER", Forge.ISSUER + ",https://other.example/",
          "GATEWAY_JWT_AUDIENCE", Forge.AUDIENCE));
      GATEWAYS.add(TestGateway.start(settings.toArray(String[]::new)));
    }
  }

  @AfterAll
  static void close() {
    GATEWAYS.forEach(TestGateway::close);
  }

  /** Nobody's profile is asked for on behalf of somebody who is not let in. */
  @AfterEach
  void nothingWasRead() {
    for (TestGateway gateway : GATEWAYS) {
      assertThat(StreamSupport.stream(gateway.takeJournal().spliterator(), false)
              .map(call -> call.path("kind").asText()))
          .doesNotContainAnyElementsOf(UPSTREAM_READS);
    }
  }

  @Test
  void aGoodTokenOfTheSameIssuerPasses() {
    for (TestGateway gateway : GATEWAYS) {
      for (String token : List.of(FORGE.good(), FORGE.signedByEc())) {
        assertThat(
                GraphQlAnswer.of(ask(gateway, token)).data().at("/viewer/mpid").asText())
            .isEqualTo("9080350317581165000");
      }
      assertThat(gateway.takeJournal()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void noHostileTokenPasses(HostileToken hostile) {
    String token = hostile.of(FORGE);
    for (TestGateway gateway : GATEWAYS) {
      HttpResponse<String> first = ask(gateway, token);

      assertThat(first.statusCode()).as(first.body()).isEqualTo(401);
      assertThat(first.headers().allValues("WWW-Authenticate"))
          .containsExactly(
              "Bearer realm=\"profile-gateway\", error=\"invalid_token\", error_description=\""
                  + sentence(hostile) + "\"");
      JsonNode body = GraphQlAnswer.of(first).body();
      assertThat(body.toString())
          .isEqualTo("{\"errors\":[{\"message\":\"" + sentence(hostile)
              + "\",\"extensions\":{\"code\":\"UNAUTHENTICATED\",\"retryable\":false}}]}");
      assertThat(Leaks.in(first.body())).isEmpty();
      // What was refused once is refused again.
      assertThat(ask(gateway, token).statusCode()).isEqualTo(401);
    }
  }

  private static String sentence(HostileToken hostile) {
    return hostile.name().startsWith("EXPIRED")
        ? "The token has expired."
        : "The token is not valid here.";
  }

  private static HttpResponse<String> ask(TestGateway gateway, String token) {
    HttpRequest.Builder request = gateway.postOf(TestGateway.body(VIEWER, Map.of()));
    return gateway.send(request.header("Authorization", "Bearer " + token));
  }
}
