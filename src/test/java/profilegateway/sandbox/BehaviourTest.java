package profilegateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.testing.SandboxClient.ALL;
import static profilegateway.testing.SandboxClient.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import profilegateway.testing.SandboxClient;

class BehaviourTest {
  private static final long SAMPLE = 9080350317581165000L;
  private static final String AT_START = """
      {"latency":{"minMs":0,"maxMs":0},"quotaPerSecond":null,"retryAfter":"1","retryAfterHeader":"Retry-After",\
      "rateLimitExceeded":null,"rateLimitPercentageUsed":null,"tokenLifetimeSeconds":28800,"tokenDelayMs":0,\
      "generate":false}""";

  @RegisterExtension
  static final RunningSandbox SANDBOX = new RunningSandbox();

  private final SandboxClient client = SANDBOX.client();
  private String token;

  @BeforeEach
  void takeAToken() throws IOException {
    SANDBOX.pass(1000);
    token = client.token();
  }

  private void behave(String json) throws IOException {
    client.tell("PATCH", "/behaviour", json.replace('\'', '"'));
  }

  private HttpResponse<String> profile() throws IOException {
    return client.profile(token, SAMPLE, ALL);
  }

  @Test
  void behaviourIsReadChangedInPartAndReset() throws IOException {
    assertThat(client.ask("GET", "/behaviour", "")).isEqualTo(json(AT_START));

    JsonNode changed = client.ask(
        "PATCH", "/behaviour", "{\"latency\":3,\"quotaPerSecond\":15,\"generate\":true}");

    assertThat(changed.path("latency")).isEqualTo(json("{\"minMs\":3,\"maxMs\":3}"));
    assertThat(changed.path("quotaPerSecond").intValue()).isEqualTo(15);
    assertThat(changed.path("retryAfter").asText()).isEqualTo("1");
    assertThat(client.ask("GET", "/behaviour", "")).isEqualTo(changed);
    client.tell("POST", "/reset", "");
    assertThat(client.ask("GET", "/behaviour", "")).isEqualTo(json(AT_START));
  }

  @Test
  void theQuotaHoldsInAnySlidingSecondAndRefusedCallsDoNotCount() throws IOException {
    behave("{'quotaPerSecond':2}");

    assertThat(profile().statusCode()).isEqualTo(200);
    SANDBOX.pass(600);
    assertThat(profile().statusCode()).isEqualTo(200);
    assertThat(profile().statusCode()).isEqualTo(429);
    SANDBOX.pass(399);
    assertThat(client.resolveCustomer(token, "Example-Customer-mxr15").statusCode())
        .isEqualTo(429);
    SANDBOX.pass(1);
    assertThat(profile().statusCode()).isEqualTo(200);
    assertThat(profile().statusCode()).isEqualTo(429);
    SANDBOX.pass(600);
    assertThat(profile().statusCode()).isEqualTo(200);
  }

  @Test
  void neitherTokensNorStrangersUseUpTheQuota() throws IOException {
    behave("{'quotaPerSecond':1}");

    assertThat(client.profile("wrong", SAMPLE, ALL).statusCode()).isEqualTo(401);
    assertThat(client.tokenAnswer().statusCode()).isEqualTo(200);
    assertThat(profile().statusCode()).isEqualTo(200);
    assertThat(client.tokenAnswer().statusCode()).isEqualTo(200);
    assertThat(profile().statusCode()).isEqualTo(429);
  }

  @Test
  void theQuotaComesBeforeTheFields() throws IOException {
    behave("{'quotaPerSecond':1}");

    assertThat(client.profile(token, SAMPLE, "wrong").statusCode()).isEqualTo(400);
    assertThat(client.profile(token, SAMPLE, "wrong").statusCode()).isEqualTo(429);
  }

  @Test
  void a429SaysWhenToComeBackAsItIsTold() throws IOException {
    behave(
        "{'quotaPerSecond':1,'retryAfter':'in a while','retryAfterHeader':'RetryAfter','rateLimitExceeded':'org'}");
    assertThat(profile().statusCode()).isEqualTo(200);

    HttpResponse<String> refused = profile();

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("RetryAfter")).contains("in a while");
    assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
    assertThat(refused.headers().firstValue("X-mp-rate-limit-exceeded")).contains("org");
    behave("{'retryAfter':null,'rateLimitExceeded':null}");
    assertThat(profile().headers().map())
        .doesNotContainKeys("retryafter", "retry-after", "x-mp-rate-limit-exceeded");
  }

  @Test
  void aGoodAnswerMaySayHowMuchOfTheQuotaIsUsed() throws IOException {
    behave("{'rateLimitPercentageUsed':'92'}");

    assertThat(profile().headers().firstValue("X-mp-rate-limit-percentage-used"))
        .contains("92");
  }

  @Test
  void aTokenEndsWithItsLifetime() throws IOException {
    behave("{'tokenLifetimeSeconds':1}");
    JsonNode answer = json(client.tokenAnswer());
    String shortLived = answer.path("access_token").asText();

    assertThat(answer.path("expires_in").intValue()).isEqualTo(1);
    SANDBOX.pass(999);
    assertThat(client.profile(shortLived, SAMPLE, ALL).statusCode()).isEqualTo(200);
    SANDBOX.pass(1);
    assertThat(client.profile(shortLived, SAMPLE, ALL).statusCode()).isEqualTo(401);
    assertThat(profile().statusCode()).isEqualTo(200);
  }

  @Test
  void tokensAreRevokedTogetherOrTheNewestAlone() throws IOException {
    client.tell("POST", "/tokens/revoke", "");
    String first = client.token();
    String second = client.token();

    assertThat(client.ask("POST", "/tokens/revoke", "{\"which\":\"newest\"}"))
        .isEqualTo(json("{\"revoked\":1}"));
    assertThat(client.profile(first, SAMPLE, ALL).statusCode()).isEqualTo(200);
    assertThat(client.profile(second, SAMPLE, ALL).statusCode()).isEqualTo(401);
    assertThat(client.ask("POST", "/tokens/revoke", "{\"which\":\"all\"}"))
        .isEqualTo(json("{\"revoked\":1}"));
    assertThat(client.profile(first, SAMPLE, ALL).statusCode()).isEqualTo(401);
    assertThat(client.ask("POST", "/tokens/revoke", "{\"which\":\"newest\"}"))
        .isEqualTo(json("{\"revoked\":0}"));
  }

  @Test
  void tokensOutliveAReset() throws IOException {
    client.tell("POST", "/reset", "");

    assertThat(profile().statusCode()).isEqualTo(200);
  }

  @Test
  void generatedProfilesAreTurnedOnAndOff() throws IOException {
    assertThat(client.profile(token, 77, ALL).statusCode()).isEqualTo(404);
    behave("{'generate':true}");

    HttpResponse<String> generated = client.profile(token, 77, ALL);

    assertThat(generated.statusCode()).isEqualTo(200);
    assertThat(client.resolveCustomer(token, "customer-77").body()).isEqualTo(generated.body());
    assertThat(client.resolveCustomer(token, "customer-077").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'quota':1}|behaviour has no quota; it has latency, quotaPerSecond, retryAfter,",
        "{'quotaPerSecond':0}|behaviour: quotaPerSecond is a whole number from 1 to 1000000",
        "{'quotaPerSecond':'15'}|behaviour: quotaPerSecond is a whole number from 1 to 1000000",
        "{'latency':'fast'}|behaviour: latency is a number of milliseconds, or {'minMs': 100, 'maxMs': 300}",
        "{'latency':-1}|behaviour: latency is a whole number from 0 to 3600000",
        "{'latency':{'minMs':2,'maxMs':1}}|latency: minMs is at most maxMs",
        "{'latency':{'minMs':2}}|latency has a maxMs (a whole number from 0 to 3600000)",
        "{'retryAfter':1}|behaviour: retryAfter is text",
        "{'retryAfter':'a\\nb'}|behaviour: retryAfter is a header's value: printable ASCII, or null to leave it out",
        "{'retryAfterHeader':'a b'}|behaviour: retryAfterHeader is a header's name, such as Retry-After or RetryAfter",
        "{'tokenLifetimeSeconds':0}|behaviour: tokenLifetimeSeconds is a whole number from 1 to 31536000",
        "{'generate':'yes'}|behaviour: generate is true or false",
      })
  void aWrongChangeIsToldWhatIsRightAndChangesNothing(String change, String message)
      throws IOException {
    HttpResponse<String> answer = client.control("PATCH", "/behaviour", change.replace('\'', '"'));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).at("/errors/0/message").asText().replace('"', '\''))
        .startsWith(message);
    assertThat(client.ask("GET", "/behaviour", "")).isEqualTo(json(AT_START));
  }
}
