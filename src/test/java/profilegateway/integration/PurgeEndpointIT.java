package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Future;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import profilegateway.config.CallsMode;
import profilegateway.http.CallsSwitch;
import profilegateway.http.Purge.Outcome;
import profilegateway.http.Purge.Purged;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;
import profilegateway.testing.SandboxClient;
import profilegateway.testing.ServedRoutes;

/** {@code POST /purge} on the management port, as it is asked and as it answers. */
class PurgeEndpointIT {
  private static final String FORM =
      " Send {\"mpids\": [\"…\"], \"identities\": [{\"type\": \"…\", \"value\": \"…\"}]}, or one of the two.";
  private static final String BODY = """
      {"mpids": ["77", "-9223372036854775808", "77"],
       "identities": [{"type": "customer_id", "value": "ann"}, {"type": "CUSTOMER_ID", "value": "ben"}]}""";

  private final List<Object> purged = new ArrayList<>();
  private final ListAppender<ILoggingEvent> audit = new ListAppender<>();
  private final Logger auditLog = (Logger) LoggerFactory.getLogger("profilegateway.audit");

  private Future<Purged> outcome = Future.succeededFuture(
      new Purged(Outcome.COMPLETE, 9, Set.of(customer("ben")), List.of("a", "b"), List.of()));

  @BeforeEach
  void listen() {
    audit.start();
    auditLog.addAppender(audit);
  }

  @AfterEach
  void stopListening() {
    auditLog.detachAppender(audit);
  }

  @Test
  void aPurgeIsAnsweredWithWhatWentWhereAndForWhom() {
    HttpResponse<String> answer = purge(BODY);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(SandboxClient.json(answer)).isEqualTo(SandboxClient.json("""
        {
          "complete": true,
          "entries": 9,
          "instances": {"confirmed": ["a", "b"], "silent": []},
          "identities": [
            {"index": 0, "type": "customer_id", "linked": true},
            {"index": 1, "type": "customer_id", "linked": false}
          ]
        }"""));
    assertThat(purged)
        .containsExactly(
            Set.of(new Mpid(77), new Mpid(Long.MIN_VALUE)),
            Set.of(customer("ann"), customer("ben")));
  }

  @ParameterizedTest
  @MethodSource("incompleteOutcomes")
  void anIncompletePurgeIsNoSuccessAndSaysWhatToDo(Outcome reason, String problem) {
    outcome = Future.succeededFuture(new Purged(reason, 1, Set.of(), List.of("a"), List.of("b")));

    HttpResponse<String> answer = purge("{\"mpids\": [\"77\"]}");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(SandboxClient.json(answer)).isEqualTo(SandboxClient.json("""
        {
          "complete": false,
          "problem": "%s",
          "entries": 1,
          "instances": {"confirmed": ["a"], "silent": ["b"]},
          "identities": []
        }""".formatted(problem)));
  }

  static Stream<Arguments> incompleteOutcomes() {
    return Stream.of(
        Arguments.of(
            Outcome.REDIS_AWAY,
            "Redis did not answer: copies there and in other instances may be left. Repeat it when Redis is back."),
        Arguments.of(
            Outcome.INSTANCES_SILENT,
            "Not all instances confirmed in time: copies may be left in those. Repeat it."),
        Arguments.of(
            Outcome.OTHERS_NOT_REACHED,
            "The instances share no cache, so only this one was reached. Send it to each of the others."));
  }

  static Stream<Arguments> wrongBodies() {
    String none = "Nobody is named." + FORM;
    String shape = " must be an object with `type` and `value`, and nothing else.";
    String noMpid =
        " is no mpid: it must be a signed 64-bit number other than 0, as text in decimal digits.";
    String number =
        " is a number: an mpid has 64 bits, which JSON's numbers lose in many languages."
            + " Send it as text, in quotes.";
    return Stream.of(
        Arguments.of("", FORM.strip()),
        Arguments.of("[\"77\"]", FORM.strip()),
        Arguments.of("{}", none),
        Arguments.of("{\"mpids\": [], \"identities\": []}", none),
        Arguments.of(
            "{\"mpid\": \"77\"}",
            "The body has a member that is neither `mpids` nor `identities`." + FORM),
        Arguments.of("{\"mpids\": \"77\"}", "`mpids` must be an array." + FORM),
        Arguments.of("{\"mpids\": null}", "`mpids` must be an array." + FORM),
        Arguments.of("{\"identities\": {}}", "`identities` must be an array." + FORM),
        Arguments.of("{\"mpids\": [77]}", "`mpids[0]`" + number),
        Arguments.of("{\"mpids\": [\"1\", 7.0]}", "`mpids[1]`" + number),
        Arguments.of("{\"mpids\": [\"1\", \"0\"]}", "`mpids[1]`" + noMpid),
        Arguments.of("{\"mpids\": [\"077\"]}", "`mpids[0]`" + noMpid),
        Arguments.of("{\"mpids\": [\"9223372036854775808\"]}", "`mpids[0]`" + noMpid),
        Arguments.of("{\"mpids\": [null]}", "`mpids[0]`" + noMpid),
        Arguments.of("{\"identities\": [\"ann\"]}", "`identities[0]`" + shape),
        Arguments.of("{\"identities\": [{\"type\": \"customer_id\"}]}", "`identities[0]`" + shape),
        Arguments.of(
            "{\"identities\": [{\"type\": \"customer_id\", \"value\": \"ann\", \"x\": 1}]}",
            "`identities[0]`" + shape),
        Arguments.of(
            "{\"identities\": [{\"type\": \"email\", \"value\": \"ann@example.com\"}]}",
            "`identities[0].type` must be one of customer_id: profiles are looked up by no other identity."),
        Arguments.of(
            "{\"identities\": [{\"type\": \"customer_id\", \"value\": 77}]}",
            "`identities[0].value` must be text that is not empty."),
        Arguments.of(
            "{\"identities\": [{\"type\": \"customer_id\", \"value\": \"\"}]}",
            "`identities[0].value` must be text that is not empty."),
        Arguments.of("{\"mpids\": [\"77\"", "The body is not valid JSON (line 1, column 16)."),
        Arguments.of(
            "{\"mpids\": [\"77\"], \"mpids\": [\"78\"]}",
            "The body is not valid JSON (line 1, column 26)."));
  }

  @ParameterizedTest
  @MethodSource("wrongBodies")
  void aWrongBodyIsRefusedWithWhatWouldBeRight(String body, String message) {
    HttpResponse<String> answer = purge(body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(message(answer)).isEqualTo(message);
    assertThat(purged).isEmpty();
    assertThat(audit.list).isEmpty();
  }

  @Test
  void aThousandUsersAreTakenAndNoMore() {
    assertThat(purge("{\"mpids\": [" + mpids(1000) + "]}").statusCode()).isEqualTo(200);

    HttpResponse<String> answer = purge("{\"mpids\": [" + mpids(1000)
        + "], \"identities\": [{\"type\": \"customer_id\", \"value\": \"ann\"}]}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(message(answer)).isEqualTo("The request names 1001 users; the limit is 1000.");
    assertThat(purge("[" + " ".repeat(1024 * 1024) + "]").statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonx"})
  void onlyJsonIsTaken(String type) {
    try (ServedRoutes served = serve()) {
      HttpResponse<String> answer = served.send(served
          .request("/purge")
          .header("Content-Type", type)
          .POST(BodyPublishers.ofString(BODY)));

      assertThat(answer.statusCode()).isEqualTo(415);
      assertThat(message(answer)).isEqualTo("Send the ids as application/json in UTF-8.");
      assertThat(purged).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/purge", "/upstream", "/anything"})
  void withATokenNothingIsPostedWithoutIt(String path) {
    try (ServedRoutes served = serve("GATEWAY_MANAGEMENT_TOKEN", "hunter2")) {
      for (String shown :
          List.of("Bearer hunter", "Bearer hunter22", "Bearer", "Basic hunter2", "hunter2")) {
        assertRefused(served.send(post(served, path).header("Authorization", shown)));
      }
      assertRefused(served.send(post(served, path)));
      assertThat(purged).isEmpty();
    }
  }

  private static void assertRefused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer realm=\"management\"");
    assertThat(answer.body()).contains("UNAUTHENTICATED").doesNotContain("hunter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer hunter2", "bearer hunter2"})
  void whoShowsTheTokenMayPurge(String shown) {
    try (ServedRoutes served = serve("GATEWAY_MANAGEMENT_TOKEN", "hunter2")) {
      assertThat(
              served.send(post(served, "/purge").header("Authorization", shown)).statusCode())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/purge", "/upstream"})
  void noPageMayAskWhateverItsOwnNamePointsAt(String path) {
    try (ServedRoutes served = serve()) {
      HttpResponse<String> answer =
          served.send(post(served, path).header("Origin", "http://page.example:8088"));

      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(purged).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/purge", "/upstream"})
  void nothingIsTakenButJson(String path) {
    try (ServedRoutes served = serve()) {
      HttpResponse<String> answer =
          served.send(post(served, path).setHeader("Content-Type", "text/json"));

      assertThat(answer.statusCode()).isEqualTo(415);
      assertThat(purged).isEmpty();
    }
  }

  @Test
  void healthNeedsNoToken() {
    try (ServedRoutes served = serve("GATEWAY_MANAGEMENT_TOKEN", "hunter2")) {
      assertThat(served.send(served.request("/health/live")).statusCode()).isEqualTo(200);
      assertThat(served.send(served.request("/health/ready")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aPurgeIsAuditedByCountsAlone() {
    try (ServedRoutes served = serve()) {
      HttpResponse<String> unread =
          served.send(post(served, "/purge").header("X-Request-Id", "ticket-5"));
      assertThat(unread.statusCode()).isEqualTo(200);
    }

    assertThat(audit.list)
        .singleElement()
        .extracting(ILoggingEvent::getMessage, line -> line.getKeyValuePairs().toString())
        .containsExactly(
            "purged",
            "[mpids=\"3\", identities=\"2\", unlinked=\"1\", entries=\"9\", complete=\"true\", silent=\"0\","
                + " request=\"ticket-5\"]");
  }

  @Test
  void aBugIsNoPurge() {
    outcome = Future.failedFuture(new IllegalStateException("a bug"));

    HttpResponse<String> answer = purge(BODY);

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).doesNotContain("a bug");
  }

  private HttpResponse<String> purge(String body) {
    try (ServedRoutes served = serve()) {
      return served.send(served
          .request("/purge")
          .header("Content-Type", "application/json")
          .POST(BodyPublishers.ofString(body)));
    }
  }

  private static HttpRequest.Builder post(ServedRoutes served, String path) {
    return served
        .request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(path.equals("/upstream") ? "{\"mode\": \"off\"}" : BODY));
  }

  private ServedRoutes serve(String... settings) {
    return ServedRoutes.management(
        new NoCalls(),
        (mpids, identities) -> {
          purged.addAll(List.of(mpids, identities));
          return outcome;
        },
        settings);
  }

  private static final class NoCalls implements CallsSwitch {
    @Override
    public CallsMode mode() {
      return CallsMode.OFF;
    }

    @Override
    public Future<Boolean> choose(CallsMode mode) {
      throw new AssertionError("nobody may choose");
    }
  }

  private static String message(HttpResponse<String> answer) {
    return SandboxClient.json(answer).at("/errors/0/message").asText();
  }

  private static String mpids(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(number -> "\"" + number + "\"")
        .collect(Collectors.joining(","));
  }

  private static Identity customer(String value) {
    return new Identity("customer_id", value);
  }
}
