package profilegateway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.testing.SandboxClient.ALL;
import static profilegateway.testing.SandboxClient.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.sandbox.Sandbox;
import profilegateway.sandbox.SandboxAccount;
import profilegateway.sandbox.SandboxOptions;
import profilegateway.testing.SandboxClient;

/** What mParticle documents of its Profile API, held against the sandbox. */
@ExtendWith(VertxExtension.class)
class ProfileApiTest {
  private static final long SAMPLE = 9080350317581165000L;
  private static final String BY_CUSTOMER = """
      {"environment_type":"production","identity":{"type":"customer_id","value":"Example-Customer-mxr15"}}""";

  private static SandboxClient api;
  private String token;

  @BeforeAll
  static void start(Vertx vertx) throws Exception {
    SandboxOptions options = new SandboxOptions(
        "127.0.0.1", 0, SandboxAccount.DEFAULT, null, false, 0, Duration.ofHours(8), Duration.ZERO);
    Sandbox sandbox = Sandbox.start(vertx, options).await(20, TimeUnit.SECONDS);
    api = new SandboxClient(sandbox.port());
  }

  @BeforeEach
  void takeAToken() throws IOException {
    token = api.token();
  }

  @Test
  void aTokenComesWithItsLifetimeAndKind() throws IOException {
    HttpResponse<String> answer = api.tokenAnswer();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(names(json(answer))).containsExactly("access_token", "expires_in", "token_type");
    assertThat(json(answer).path("expires_in").intValue()).isEqualTo(28800);
    assertThat(json(answer).path("token_type").asText()).isEqualTo("Bearer");
    assertThat(json(answer).path("access_token").asText()).hasSizeGreaterThan(40);
  }

  @ParameterizedTest
  @CsvSource({
    "401, wrong, sandbox-secret, https://api.mparticle.com, Unauthorized",
    "401, sandbox-client, wrong, https://api.mparticle.com, Unauthorized",
    "403, sandbox-client, sandbox-secret, https://elsewhere, Service not enabled within domain: https://elsewhere"
  })
  void wrongCredentialsAndAudiencesAreRefusedInTheShapeOfAuth0(
      int status, String id, String secret, String audience, String description)
      throws IOException {
    HttpResponse<String> answer = api.send(api.tokenRequest("""
        {"client_id":"%s","client_secret":"%s","audience":"%s","grant_type":"client_credentials"}""".formatted(id, secret, audience)));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":\"access_denied\",\"error_description\":\"%s\"}".formatted(description));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"grant_type\":\"password\"}", "{\"grant_type\":7}"})
  void anotherGrantTypeIsUnsupported(String body) throws IOException {
    HttpResponse<String> answer = api.send(api.tokenRequest(body));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("error").asText()).isEqualTo("unsupported_grant_type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no json", "[]", "grant_type=client_credentials", "{} {}"})
  void aTokenRequestThatIsNoJsonObjectIsInvalid(String body) throws IOException {
    HttpResponse<String> answer = api.send(api.tokenRequest(body));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("error").asText()).isEqualTo("invalid_request");
  }

  @Test
  void theDocumentedRecordIsServedWordForWord() throws IOException {
    HttpResponse<String> answer = api.profile(token, SAMPLE, ALL);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(json(answer)).isEqualTo(json(DocumentedRecord.TEXT));
    assertThat(names(json(answer))).isEqualTo(names(json(DocumentedRecord.TEXT)));
  }

  @Test
  void getAndPostByMpidAnswerTheSame() throws IOException {
    HttpResponse<String> posted =
        api.send(api.profileRequest(token, SAMPLE, ALL).POST(BodyPublishers.noBody()));

    assertThat(posted.body()).isEqualTo(api.profile(token, SAMPLE, ALL).body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", "text/plain", "application/x-www-form-urlencoded", "none"})
  void anIdentityIsResolvedUnderAnyContentType(String contentType) throws IOException {
    var request = api.request("/userprofile/v1/resolve/1/2/3?fields=user_attributes")
        .header("Authorization", "Bearer " + token)
        .POST(BodyPublishers.ofString(BY_CUSTOMER));
    if (!contentType.equals("none")) {
      request.header("Content-Type", contentType);
    }
    HttpResponse<String> answer = api.send(request);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(api.profile(token, SAMPLE, "user_attributes").body());
  }

  @Test
  void bothEnvironmentsResolve() throws IOException {
    HttpResponse<String> answer =
        api.resolve(token, BY_CUSTOMER.replace("production", "development"), ALL);

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void otherImmutableIdentitiesResolveToo() throws IOException {
    String body =
        "{\"environment_type\":\"production\",\"identity\":{\"type\":\"other\",\"value\":\"loyalty-7731\"}}";

    assertThat(json(api.resolve(token, body, "user_attributes")).path("mpid").longValue())
        .isEqualTo(-3914297358212014423L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "[]",
        "{}",
        "{'environment_type':'production'}",
        "{'identity':{'type':'customer_id','value':'x'}}",
        "{'environment_type':'staging','identity':{'type':'customer_id','value':'x'}}",
        "{'environment_type':'production','identity':'x'}",
        "{'environment_type':'production','identity':{'type':'customer_id'}}",
        "{'environment_type':'production','identity':{'type':'customer_id','value':7}}",
        "{'environment_type':'production','identity':{'type':'customer_id','value':''}}",
        "{'environment_type':'production','identity':{'type':'email','value':'a@example.com'}}",
      })
  void aWrongBodyIsABadRequest(String body) throws IOException {
    assertError(api.resolve(token, body.replace('\'', '"'), ALL), 400, "BAD_REQUEST");
  }

  @Test
  void onlyThePartsAskedForComeBesideTheHead() throws IOException {
    HttpResponse<String> answer =
        api.profile(token, SAMPLE, "audience_memberships,user_attributes");

    assertThat(names(json(answer)))
        .containsExactly(
            "mpid",
            "created_timestamp_ms",
            "last_stored_timestamp_ms",
            "is_opted_out",
            "limit_ad_tracking",
            "account_userattributes",
            "user_attributes",
            "audience_memberships");
  }

  @Test
  void partnerIdentitiesAreAcceptedAndEmpty() throws IOException {
    JsonNode answer = json(api.profile(token, SAMPLE, "partner_identities"));

    assertThat(answer.path("partner_identities")).isEqualTo(json("[]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?fields=",
        "?fields=everything",
        "?fields=user_attributes,",
        "?fields=USER_ATTRIBUTES"
      })
  void fieldsAreRequiredAndKnown(String query) throws IOException {
    String path = "/userprofile/v1/1/2/3/" + SAMPLE + query;

    assertError(
        api.send(api.request(path).header("Authorization", "Bearer " + token)), 400, "BAD_REQUEST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "abc",
        "1.5",
        "1e3",
        "+5",
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999999"
      })
  void anMpidIsA64BitIntegerOtherThanZero(String mpid) throws IOException {
    String path = "/userprofile/v1/1/2/3/" + mpid + "?fields=user_attributes";

    assertError(
        api.send(api.request(path).header("Authorization", "Bearer " + token)), 400, "BAD_REQUEST");
  }

  @ParameterizedTest
  @ValueSource(
      longs = {9007199254740993L, Long.MAX_VALUE, Long.MIN_VALUE, -3914297358212014423L, SAMPLE})
  void everyMpidIsExactInTheAnswer(long mpid) throws IOException {
    assertThat(api.profile(token, mpid, "user_attributes").body())
        .startsWith("{\"mpid\":" + mpid + ",");
  }

  @Test
  void anUnknownMpidOrIdentityIsNotFound() throws IOException {
    assertError(api.profile(token, 77, ALL), 404, "NOT_FOUND");
    assertError(api.resolveCustomer(token, "nobody"), 404, "NOT_FOUND");
    assertError(api.resolveCustomer(token, "customer-77"), 404, "NOT_FOUND");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer ", "Bearer wrong", "Basic c2FuZGJveA==", "wrong"})
  void withoutAGoodTokenNothingIsTold(String authorization) throws IOException {
    var request = api.request("/userprofile/v1/1/2/3/" + SAMPLE);
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }

    assertError(api.send(request), 401, "UNAUTHORIZED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9/2/3", "1/9/3", "1/2/9"})
  void anotherWorkspaceIsForbidden(String ids) throws IOException {
    String path = "/userprofile/v1/" + ids + "/" + SAMPLE;

    assertError(
        api.send(api.request(path).header("Authorization", "Bearer " + token)), 403, "FORBIDDEN");
    assertError(
        api.send(api.request("/userprofile/v1/resolve/" + ids)
            .header("Authorization", "Bearer " + token)
            .POST(BodyPublishers.ofString(BY_CUSTOMER))),
        403,
        "FORBIDDEN");
  }

  private static void assertError(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(names(json(answer))).containsExactly("errors");
    assertThat(json(answer).path("errors")).hasSize(1);
    assertThat(json(answer).path("errors").path(0).path("code").asText()).isEqualTo(code);
    assertThat(json(answer).path("errors").path(0).path("message").asText()).isNotEmpty();
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
