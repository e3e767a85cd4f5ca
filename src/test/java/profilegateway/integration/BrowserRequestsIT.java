package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.testing.GraphQlAnswer;
import profilegateway.testing.RawHttp;
import profilegateway.testing.TestGateway;

/** What a browser is let ask, on whose behalf, and what it is told of the answer. */
class BrowserRequestsIT {
  private static final String SHOP = "https://shop.example.com";
  private static final String QUERY = "/graphql?query=%7B%20viewer%20%7B%20mpid%20%7D%20%7D";
  private static final String POST = """
      POST /graphql
      Content-Type: application/json
      %s

      {"query":"{ viewer { mpid } }"}""";

  @SuppressWarnings("NullAway.Init") // before all tests
  private static TestGateway gateway;

  @SuppressWarnings("NullAway.Init") // before all tests
  private static TestGateway checking;

  @BeforeAll
  static void start() {
    String origins = "https://Shop.Example.com:443,http://localhost:5173,capacitor://localhost";
    gateway = TestGateway.start("GATEWAY_CORS_ORIGINS", origins);
    checking = TestGateway.start("GATEWAY_CORS_ORIGINS", origins, "GATEWAY_ACCESS", "tokens");
  }

  @AfterAll
  static void close() {
    gateway.close();
    checking.close();
  }

  private static RawHttp.Answer send(String request) {
    return send(gateway, request);
  }

  private static RawHttp.Answer send(TestGateway to, String request) {
    try {
      return RawHttp.send(to.port(), request);
    } catch (java.io.IOException failed) {
      throw new AssertionError(failed);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SHOP, "http://localhost:5173", "capacitor://localhost"})
  void aPageOfAnOriginThatIsAllowedReadsTheAnswerAndWhatItNeedsOfItsHeaders(String origin) {
    RawHttp.Answer answer = send(POST.formatted("Origin: " + origin));

    assertThat(answer.status()).isEqualTo("200");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(origin);
    assertThat(answer.header("Access-Control-Expose-Headers"))
        .isEqualTo("Retry-After, WWW-Authenticate, X-Request-Id");
    assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("(none)");
    assertThat(answer.header("Vary")).isEqualTo("Authorization, X-API-Key, Accept, Origin");
    assertThat(answer.body()).contains("9080350317581165000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "http://shop.example.com",
        "https://shop.example.com:8443",
        "https://shop.example.com.evil.example",
        "https://evil.example/https://shop.example.com",
        "HTTPS://SHOP.EXAMPLE.COM",
        "null",
        "",
        "localhost"
      })
  void aPageOfAnotherOriginIsRefusedBeforeAnythingIsExecuted(String origin) {
    var before = gateway.takeJournal();
    for (String request : List.of(
        POST.formatted("Origin: " + origin),
        "GET " + QUERY + "\nAccept: application/json\nOrigin: " + origin,
        "OPTIONS /graphql\nAccess-Control-Request-Method: POST\nOrigin: " + origin)) {
      RawHttp.Answer answer = send(request);

      assertThat(answer.status()).isEqualTo("403");
      assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("(none)");
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
      assertThat(answer.body()).contains("BAD_REQUEST", "GATEWAY_CORS_ORIGINS");
    }
    assertThat(before).isNotNull();
    assertThat(gateway.takeJournal()).isEmpty();
  }

  @Test
  void severalOriginsAreNone() {
    assertThat(send(POST.formatted("Origin: " + SHOP + "\nOrigin: " + SHOP)).status())
        .isEqualTo("403");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: gateway.example.com\nOrigin: https://gateway.example.com",
        "Host: gateway.example.com:4000\nOrigin: http://gateway.example.com:4000",
        "Host: Gateway.example.com:443\nOrigin: https://gateway.example.com",
        "Host: localhost\nOrigin: http://localhost",
        "Host: behind:4000\nOrigin: https://front.example.com\nSec-Fetch-Site: same-origin"
      })
  void aPageOfTheGatewaysOwnOriginIsLetThrough(String headers) {
    RawHttp.Answer answer = send(POST.formatted(headers));

    assertThat(answer.status()).isEqualTo("200");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("(none)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: gateway.example.com\nOrigin: https://gateway.example.com:8443",
        "Host: gateway.example.com\nOrigin: https://gateway.example.com\nSec-Fetch-Site: cross-site",
        "Host: gateway.example.com\nOrigin: https://other.example.com\nSec-Fetch-Site: same-site"
      })
  void aPageBesideTheGatewaysOwnIsNot(String headers) {
    assertThat(send(POST.formatted(headers)).status()).isEqualTo("403");
  }

  @Test
  void aPreflightIsAnsweredWithoutATokenAndForWhateverHeaders() {
    RawHttp.Answer answer = send(checking, """
            OPTIONS /graphql
            Origin: https://shop.example.com
            Access-Control-Request-Method: POST
            Access-Control-Request-Headers: authorization,content-type,traceparent""");

    assertThat(answer.status()).isEqualTo("204");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(SHOP);
    assertThat(answer.header("Access-Control-Allow-Methods")).isEqualTo("GET, POST");
    assertThat(answer.header("Access-Control-Allow-Headers"))
        .isEqualTo("authorization,content-type,traceparent");
    assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("7200");
    assertThat(answer.header("Vary")).contains("Origin");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void headersThatAreNoNamesAreNotRepeated() {
    RawHttp.Answer answer = send("""
            OPTIONS /graphql
            Origin: https://shop.example.com
            Access-Control-Request-Method: POST
            Access-Control-Request-Headers: a<b>, "c\"""");

    assertThat(answer.status()).isEqualTo("204");
    assertThat(answer.header("Access-Control-Allow-Headers")).isEqualTo("(none)");
  }

  @Test
  void aRefusalCanBeReadByThePageThatWasRefused() {
    RawHttp.Answer answer = send(checking, POST.formatted("Origin: " + SHOP));

    assertThat(answer.status()).isEqualTo("401");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(SHOP);
    assertThat(answer.header("Access-Control-Expose-Headers")).contains("WWW-Authenticate");
    RawHttp.Answer tooLarge =
        send("POST /graphql\nContent-Type: application/json\nOrigin: " + SHOP + "\n\n{x*200000}");
    assertThat(tooLarge.status()).isEqualTo("413");
    assertThat(tooLarge.header("Access-Control-Allow-Origin")).isEqualTo(SHOP);
  }

  @Test
  void onlyGraphQlIsForOtherOrigins() {
    for (String path : List.of("/schema.graphqls", "/graphiql/", "/nothing")) {
      assertThat(send("GET " + path + "\nOrigin: " + SHOP).header("Access-Control-Allow-Origin"))
          .isEqualTo("(none)");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accept: application/json",
        "Accept: application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed",
        "Accept: */*\nContent-Type: application/json",
        "Accept: application/json\nSec-Fetch-Site: none",
        "Accept: application/json\nSec-Fetch-Site: cross-site\nOrigin: https://shop.example.com",
        "Accept: */*\nApollo-Require-Preflight: true",
        "Accept: */*\nX-Requested-With: fetch",
        "Accept: */*\nSec-Fetch-Site: same-origin"
      })
  void aGetThatCodeMeantIsAnswered(String headers) {
    assertThat(send("GET " + QUERY + "\n" + headers).status()).isEqualTo("200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
        "Accept: image/avif,image/webp,image/apng,*/*;q=0.8",
        "Accept: */*",
        "Accept: application/*",
        "Accept: */*\nSec-Fetch-Site: cross-site",
        "Accept: */*\nSec-Fetch-Site: none",
        "Accept: application/json\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors",
        "Accept: application/json\nSec-Fetch-Site: same-site",
        "Accept: application/json\nSec-Fetch-Site: same-origin\nSec-Fetch-Site: cross-site",
        "Accept: */*\nContent-Type: text/plain; application/json",
        "Accept: */*\nContent-Type: text/plain;a,application/json",
        "Accept: */*\nCookie: session=1",
        "Host: localhost"
      })
  void aGetThatAnyPageCouldSendIsRefusedBeforeAnythingIsExecuted(String headers) {
    var before = gateway.takeJournal();
    RawHttp.Answer answer = send("GET " + QUERY + "\n" + headers);

    assertThat(answer.status()).isEqualTo("400");
    assertThat(answer.body()).contains("BAD_REQUEST", "A GET has to say that it is meant");
    assertThat(before).isNotNull();
    assertThat(gateway.takeJournal()).isEmpty();
  }

  @Test
  void withATokenAGetIsMeant() {
    String token = checking.askSandbox("/tokens").at("/tokens/0/token").asText();

    assertThat(send(checking, "GET " + QUERY + "\nAccept: */*\nAuthorization: Bearer " + token)
            .status())
        .isEqualTo("200");
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "''"
  })
  void aPostThatAFormCouldSendIsRefused(String type) {
    var post = gateway
        .request("/graphql")
        .POST(BodyPublishers.ofString("{\"query\":\"{ viewer { mpid } }\"}"));
    HttpResponse<String> answer =
        gateway.send(type.isEmpty() ? post : post.header("Content-Type", type));

    assertThat(answer.statusCode()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/graphql",
        "/schema.graphqls",
        "/graphiql",
        "/graphiql/",
        "/graphiql/settings.js",
        "/nothing",
        "/%zz"
      })
  void everyAnswerSaysWhatABrowserMustNotDoWithIt(String path) {
    for (String answered : List.of("GET " + path, "HEAD " + path, "OPTIONS " + path)) {
      RawHttp.Answer answer = send(answered);

      assertThat(answer.headers())
          .extracting(header -> header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT))
          .doesNotHaveDuplicates();

      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
      assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
      String policy = answer.header("Content-Security-Policy");
      if (answered.equals("GET /graphiql/")) {
        // GraphiQL's editor places each line of text with a style attribute.
        assertThat(policy).contains("; style-src-attr 'unsafe-inline'; ");
        policy = policy.replace("style-src-attr 'unsafe-inline'; ", "");
      }
      assertThat(policy)
          .startsWith("default-src 'none'; ")
          .contains("base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'")
          .doesNotContain("unsafe", "*", "http");
    }
  }

  @Test
  void theManagementPortSaysSoToo() {
    HttpResponse<String> answer = gateway.send(gateway.managementRequest("/health/live"));

    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ viewr { mpid } }",
        "{ viewer { mpidd } }",
        "{ viewer { attributes { cityy } } }",
        "{ viewer { isInAudience(audienceId: 1, audienceIdd: 1) } }",
        "{ profile(mpid: \"1\", mpidd: \"1\") { mpid } }",
        "{ viewer { userIdentities(types: [EMAILL]) { value } } }",
        "{ profileByIdentity(identity: {valeu: \"a\"}) { mpid } }",
        "{ viewer { mpid @inclde(if: true) } }",
        "{ node(id: \"a\") { ... on Profil { mpid } } }",
        "query ($a: IdentityInptu) { viewer { mpid } }"
      })
  void noErrorSuggestsANameThatWasAlmostRight(String nearMiss) {
    String errors = GraphQlAnswer.of(Objects.requireNonNull(
            gateway.send(gateway.postOf(TestGateway.body(nearMiss, Map.of())))))
        .errors()
        .toString();

    assertThat(errors).contains("GRAPHQL_VALIDATION_FAILED");
    assertThat(errors).doesNotContainIgnoringCase("mean", "suggest", "perhaps");
    assertThat(errors)
        .doesNotContain("'viewer'", "'mpid'", "'city'", "'audienceId'", "'EMAIL'", "CUSTOMER_ID")
        .doesNotContain("'include'", "'skip'", "'Profile'\"", "state", "firstName");
  }
}
