package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;
import profilegateway.testing.Patience;
import profilegateway.testing.TestGateway;

/** What the log tells of refusals, and of who reads profiles of others. */
class AuditIT {
  private static final String SAMPLE = "9080350317581165000";
  private static final String TAGGED = "4400000000000000002";
  private static final String COLLECTOR = "4400000000000000003";

  private static TestGateway gateway;

  private final Logger auditLog = (Logger) LoggerFactory.getLogger("profilegateway.audit");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeAll
  static void start() {
    gateway = TestGateway.start("GATEWAY_ACCESS", "tokens", "GATEWAY_ANONYMOUS", "allow");
  }

  @AfterAll
  static void close() {
    gateway.close();
  }

  @BeforeEach
  void listen() {
    lines.start();
    auditLog.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    auditLog.detachAppender(lines);
  }

  @Test
  void anOperationThatIsRefusedSomethingIsOneLine() throws IOException {
    ask(
        token("documented-sample", "openid"),
        "{ viewer { userIdentities { value } attributes { firstName lastName } } a: profile(mpid: \""
            + TAGGED + "\") { mpid } b: profile(mpid: \"" + COLLECTOR + "\") { mpid } }");

    assertThat(lines.list).hasSize(1);
    assertThat(told(lines.list.get(0)))
        .isEqualTo("refused: request=an-id, kind=TOKEN, profiles=0, parts=, by=, refused="
            + "FORBIDDEN Attributes.firstName 1, FORBIDDEN Attributes.lastName 1,"
            + " FORBIDDEN Profile.userIdentities 1, FORBIDDEN profile 2");
  }

  @Test
  void anOperationThatReadsProfilesOfOthersIsOneLine() throws IOException {
    ask(
        token("documented-sample", "profile:read"),
        "{ viewer { mpid } profiles(mpids: [\"" + TAGGED + "\", \"" + COLLECTOR + "\", \"" + TAGGED
            + "\", \"1\"]) { isInAudience(audienceId: 1) } profile(mpid: \"" + TAGGED
            + "\") { attributes { city } } }");

    assertThat(lines.list).hasSize(1);
    assertThat(told(lines.list.get(0)))
        .isEqualTo("read profiles of others: request=an-id, kind=TOKEN, profiles=2,"
            + " parts=user_attributes,audience_memberships, by=profile,profiles, refused=");
  }

  @Test
  void aRequestThatIsRefusedIsOneLine() throws IOException {
    String query = TestGateway.body("{ viewer { mpid } }", Map.of());
    String strange = "a-token.of-somebody.else";
    try (TestGateway strict = TestGateway.start(
        "GATEWAY_ACCESS", "tokens",
        "GATEWAY_INTROSPECTION", "off",
        "GATEWAY_LIMIT_OPERATIONS_PER_SECOND", "1")) {
      String token = strict
          .sandbox()
          .control("GET", "/tokens/documented-sample?scopes=openid", "")
          .body();
      assertRefused(strict.send(strict.postOf(query).header("X-Request-Id", "none")), 401);
      assertRefused(
          strict.send(bearer(strict.postOf(query), strange).header("X-Request-Id", "strange")),
          401);
      assertRefused(
          strict.send(strict.request("/schema.graphqls").header("X-Request-Id", "schema")), 401);
      assertRefused(
          strict.send(
              bearer(strict.request("/schema.graphqls"), token).header("X-Request-Id", "told")),
          403);
      assertRefused(
          strict.send(bearer(strict.postOf(query), token)
              .header("Origin", "https://elsewhere.example")
              .header("X-Request-Id", "page")),
          403);
      Patience.until(() -> strict
              .send(bearer(strict.postOf(query), token).header("X-Request-Id", "often"))
              .statusCode()
          == 429);
    }

    Patience.until(() -> lines.list.size() >= 6);
    assertThat(lines.list.stream().map(AuditIT::told).toList())
        .startsWith(
            "refused: request=none, kind=ANONYMOUS, route=/graphql, status=401,"
                + " refused=UNAUTHENTICATED, reason=NO_CREDENTIALS",
            "refused: request=strange, kind=ANONYMOUS, route=/graphql, status=401,"
                + " refused=UNAUTHENTICATED, reason=MALFORMED",
            "refused: request=schema, kind=ANONYMOUS, route=/schema.graphqls, status=401,"
                + " refused=UNAUTHENTICATED, reason=NO_CREDENTIALS",
            "refused: request=told, kind=TOKEN, route=/schema.graphqls, status=403,"
                + " refused=INTROSPECTION_DISABLED",
            "refused: request=page, kind=ANONYMOUS, route=/graphql, status=403,"
                + " refused=BAD_REQUEST",
            "refused: request=often, kind=TOKEN, route=/graphql, status=429,"
                + " refused=RATE_LIMITED");
    assertThat(caller(lines.list.get(0))).isEmpty();
    assertThat(caller(lines.list.get(5))).isNotBlank().isEqualTo(caller(lines.list.get(3)));
    assertThat(lines.list.toString()).doesNotContain(SAMPLE, "Example-Customer", strange);
  }

  private static HttpRequest.Builder bearer(HttpRequest.Builder request, String token) {
    return request.header("Authorization", "Bearer " + token);
  }

  private static void assertRefused(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
  }

  @Test
  void aCallerIsCalledTheSameEachTimeAndNotByItsName() throws IOException {
    String query = "{ profile(mpid: \"" + TAGGED + "\") { mpid } }";
    String token = token("documented-sample", "openid");
    ask(token, query);
    ask(token("documented-sample", "email"), query);
    ask(token("collector", "openid"), query);

    List<String> names = lines.list.stream().map(AuditIT::caller).toList();
    assertThat(names.get(0)).isNotBlank().isEqualTo(names.get(1)).isNotEqualTo(names.get(2));
    assertThat(lines.list.toString() + names)
        .doesNotContain(SAMPLE, TAGGED, COLLECTOR, "Example-Customer", "shopper-", token);
  }

  @Test
  void theOwnProfileIsNobodysBusiness() throws IOException {
    ask(
        token("documented-sample", "openid"),
        "{ viewer { mpid attributes { city } } profile(mpid: \"" + SAMPLE + "\") { mpid } }");
    ask("", "{ viewer { mpid } }");

    assertThat(lines.list).isEmpty();
  }

  private static String token(String shopper, String scopes) throws IOException {
    return gateway
        .sandbox()
        .control("GET", "/tokens/" + shopper + "?scopes=" + scopes, "")
        .body();
  }

  private static void ask(String token, String query) {
    var request = gateway.postOf(TestGateway.body(query, Map.of())).header("X-Request-Id", "an-id");
    var answer = gateway.send(
        token.isEmpty() ? request : request.header("Authorization", "Bearer " + token));
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  /** A line but for the caller's name. */
  private static String told(ILoggingEvent line) {
    List<String> facts = line.getKeyValuePairs().stream()
        .filter(fact -> !fact.key.equals("caller"))
        .map(fact -> fact.key + "=" + fact.value)
        .toList();
    return line.getFormattedMessage() + ": " + String.join(", ", facts);
  }

  private static String caller(ILoggingEvent line) {
    return line.getKeyValuePairs().stream()
        .filter(fact -> fact.key.equals("caller"))
        .map((KeyValuePair fact) -> String.valueOf(fact.value))
        .findFirst()
        .orElseThrow();
  }
}
