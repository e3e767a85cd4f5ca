package profilegateway.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.testing.SandboxClient;

/** The sandbox as an issuer of tokens. */
class IssuerTest {
  @RegisterExtension
  static final RunningSandbox SANDBOX = new RunningSandbox();

  private static final long NOW = 1_700_000_000L;

  private static HttpResponse<String> get(String path) throws IOException {
    return SANDBOX.client().control("GET", path, "");
  }

  private static JsonNode claims(String path) throws IOException {
    HttpResponse<String> answer = get("/tokens/" + path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
    return SandboxClient.json(
        new String(Base64.getUrlDecoder().decode(answer.body().split("\\.", -1)[1]), UTF_8));
  }

  @Test
  void aTokenSaysWhoseItIsAndNoMore() throws IOException {
    assertThat(claims("big-spender").toString())
        .isEqualTo(
            "{\"iss\":\"https://sandbox.profile-gateway.invalid\",\"aud\":\"profile-gateway\","
                + "\"sub\":\"shopper-big-spender\",\"iat\":1700000000,\"exp\":1700003600,\"scope\":\"openid\"}");
  }

  @Test
  void aTokenIsSignedByThePublishedKey() throws Exception {
    JWKSet keys = JWKSet.parse(get("/jwks.json").body());
    JWSObject token = JWSObject.parse(get("/tokens/big-spender").body());
    ECKey key = (ECKey) keys.getKeyByKeyId(token.getHeader().getKeyID());

    assertThat(keys.getKeys()).hasSize(1);
    assertThat(key.isPrivate()).isFalse();
    assertThat(token.verify(new ECDSAVerifier(key))).isTrue();
    assertThat(JWSObject.parse(get("/tokens/big-spender?flaw=signature").body())
            .verify(new ECDSAVerifier(key)))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "scopes=profile:read, scope, profile:read",
    "'scopes=profile:read,profile:identities', scope, profile:read profile:identities",
    "scopes=profile:read+profile:identities, scope, profile:read profile:identities",
    "scopes=, scope, ''",
    "mpid=yes, mpid, -3914297358212014423",
    "flaw=audience, aud, profile-gateway-other",
    "flaw=issuer, iss, https://sandbox.profile-gateway.invalid/other"
  })
  void aTokenIsAsItIsAskedFor(String query, String claim, String expected) throws IOException {
    assertThat(claims("big-spender?" + query).path(claim).asText()).isEqualTo(expected);
  }

  @Test
  void timesAreAsTheyAreAskedFor() throws IOException {
    assertThat(claims("tagged?lifetime=10").path("exp").asLong()).isEqualTo(NOW + 10);
    assertThat(claims("tagged?flaw=expired").path("exp").asLong()).isEqualTo(NOW - 3600);
    assertThat(claims("tagged?flaw=early").path("nbf").asLong()).isEqualTo(NOW + 3600);
  }

  @Test
  void anUnsignedTokenHasNoSignature() throws IOException {
    assertThat(get("/tokens/tagged?flaw=unsigned").body()).endsWith(".");
  }

  @Test
  void anyCustomerMayHaveAToken() throws IOException {
    assertThat(claims("shopper-tagged").path("sub").asText()).isEqualTo("shopper-tagged");
    assertThat(get("/tokens/customer-77").statusCode()).isEqualTo(404);

    SANDBOX.client().tell("PATCH", "/behaviour", "{\"generate\":true}");
    assertThat(claims("customer-77?mpid=yes").path("mpid").asText()).isEqualTo("77");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/tokens/tagged?flow=expired", "/tokens/tagged?flaw=none", "/tokens/tagged?lifetime=0",
        "/tokens/tagged?lifetime=-1", "/tokens/tagged?mpid=1", "/tokens?scope=a"
      })
  void whatIsNotUnderstoodIsToldSo(String path) throws IOException {
    HttpResponse<String> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("BAD_REQUEST");
  }

  @Test
  void theListHasATokenForEachShopper() throws IOException {
    JsonNode tokens =
        SANDBOX.client().ask("GET", "/tokens?scopes=profile:read", "").path("tokens");

    assertThat(tokens).hasSize(20);
    assertThat(tokens.path(1).path("shopper").asText()).isEqualTo("big-spender");
    assertThat(tokens.path(1).path("shows").asText()).startsWith("a negative mpid");
    assertThat(tokens.path(1).path("token").asText()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
  }
}
