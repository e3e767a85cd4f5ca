package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import profilegateway.testing.GraphQlAnswer;
import profilegateway.testing.Patience;
import profilegateway.testing.RawHttp;
import profilegateway.testing.ServedRoutes;
import profilegateway.testing.TestGateway;

/** At each limit a request passes, and one more is refused, with its limit and value. */
class LimitsIT {
  private static final String[] SETTINGS = {
    "GATEWAY_LIMIT_BODY_BYTES", "2048",
    "GATEWAY_LIMIT_HEADER_BYTES", "1024",
    "GATEWAY_LIMIT_BATCH_SIZE", "3",
    "GATEWAY_LIMIT_TOKENS", "200",
    "GATEWAY_LIMIT_DEPTH", "5",
    "GATEWAY_LIMIT_FIELDS", "40",
    "GATEWAY_LIMIT_ALIASES", "10",
    "GATEWAY_LIMIT_ROOT_FIELDS", "6",
    "GATEWAY_LIMIT_DIRECTIVES", "5",
    "GATEWAY_LIMIT_COST", "200",
    "GATEWAY_LIMIT_PROFILES", "4"
  };

  private static final String WHOLE =
      "GET /graphql?query=%7B__typename%7D HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\n\r\n";
  private static final String ANSWER = "{\"data\":{\"__typename\":\"Query\"}}";

  @SuppressWarnings("NullAway.Init") // before all tests
  private static TestGateway gateway;

  @BeforeAll
  static void start() {
    gateway = TestGateway.start(SETTINGS);
  }

  @AfterAll
  static void close() {
    gateway.close();
  }

  record Row(String what, String atLimit, String beyond, String message) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Row> documents() {
    return Stream.of(
        new Row(
            "tokens",
            "{ viewer { audienceMemberships(audienceIds: [" + "\"1\" ".repeat(184)
                + "]) { audienceId } } }",
            "{ viewer { audienceMemberships(audienceIds: [" + "\"1\" ".repeat(185)
                + "]) { audienceId } } }",
            "The document has more than 200 tokens; that is the limit."),
        new Row(
            "levels of fields",
            "{ __schema { types { fields { type { name } } } } }",
            "{ __schema { types { fields { type { ofType { name } } } } } }",
            "The document selects 6 levels of fields; the limit is 5."),
        new Row(
            "fields",
            "{ viewer {" + " mpid".repeat(39) + " } }",
            "{ viewer {" + " mpid".repeat(40) + " } }",
            "The document selects 41 fields; the limit is 40."),
        new Row(
            "fields that fragments repeat",
            "{ viewer { ...F ...F ...F } } fragment F on Profile {" + " mpid".repeat(13) + " }",
            "{ viewer { id ...F ...F ...F } } fragment F on Profile {" + " mpid".repeat(13) + " }",
            "The document selects 41 fields; the limit is 40."),
        new Row(
            "aliases",
            "{ viewer { " + aliases(10) + " } }",
            "{ viewer { " + aliases(11) + " } }",
            "The document has 11 aliases; the limit is 10."),
        new Row(
            "aliases that fragments repeat",
            "{ viewer { ...F } p: viewer { ...F } } fragment F on Profile { " + aliases(4) + " }",
            "{ viewer { ...F } p: viewer { ...F } } fragment F on Profile { " + aliases(5) + " }",
            "The document has 11 aliases; the limit is 10."),
        new Row(
            "fields of Query",
            "{ __typename " + rootAliases(5) + " }",
            "{ __typename " + rootAliases(6) + " }",
            "The document selects 7 fields of Query; the limit is 6."),
        new Row(
            "directives",
            "{ viewer {" + " mpid @skip(if: false)".repeat(5) + " } }",
            "{ viewer {" + " mpid @skip(if: false)".repeat(6) + " } }",
            "The document has 6 directives; the limit is 5."),
        new Row(
            "points",
            "{ viewer { " + costly() + " } }",
            "{ viewer { " + costly() + " freshness { origin } } }",
            "The operation costs 201 points; the limit is 200."),
        new Row(
            "profiles",
            "{ profile(mpid: \"1\") { mpid } profiles(mpids: [\"1\", \"2\", \"3\", \"4\"]) { mpid } }",
            "{ profile(mpid: \"5\") { mpid } profiles(mpids: [\"1\", \"2\", \"3\", \"4\"]) { mpid } }",
            "The request asks for 5 profiles; the limit is 4."),
        new Row(
            "profiles by every route",
            "{ viewer { mpid } node(id: \"UHJvZmlsZTox\") { id } profile(mpid: \"1\") { mpid }"
                + " profiles(mpids: [\"2\", \"3\"]) { mpid } }",
            "{ viewer { mpid } node(id: \"UHJvZmlsZTox\") { id } nodes(ids: [\"UHJvZmlsZToy\"]) { id }"
                + " profiles(mpids: [\"3\"]) { mpid }"
                + " profileByIdentity(identity: {value: \"a\"}) { mpid } }",
            "The request asks for 5 profiles; the limit is 4."),
        new Row(
            "profiles that are not left out",
            "{ a: profiles(mpids: [\"1\", \"2\"]) { mpid }"
                + " b: profiles(mpids: [\"3\", \"4\"]) { mpid }"
                + " c: profile(mpid: \"5\") @include(if: false) { mpid } }",
            "{ a: profiles(mpids: [\"1\", \"2\"]) { mpid }"
                + " b: profiles(mpids: [\"3\", \"4\"]) { mpid }"
                + " c: profile(mpid: \"5\") @include(if: true) { mpid } }",
            "The request asks for 5 profiles; the limit is 4."));
  }

  private static String aliases(int count) {
    return Stream.iterate(1, i -> i + 1)
        .limit(count)
        .map(i -> "a" + i + ": mpid")
        .reduce("", (a, b) -> a + " " + b);
  }

  private static String rootAliases(int count) {
    return aliases(count).replace("mpid", "__typename");
  }

  /** 190 points, beside those of a profile. */
  private static String costly() {
    return "a: userAttributes { name } b: userAttributes { name } c: userAttributes { name }"
        + " d: audienceMemberships { audienceId } e: audienceMemberships { audienceId }";
  }

  @ParameterizedTest
  @MethodSource("documents")
  void aDocumentAtALimitPassesAndOneMoreIsRefused(Row row) {
    HttpResponse<String> refused = post(TestGateway.body(row.beyond(), Map.of()));

    assertThat(GraphQlAnswer.of(post(TestGateway.body(row.atLimit(), Map.of())))
            .data()
            .isObject())
        .isTrue();
    assertRefused(refused, 400, "OPERATION_LIMIT_EXCEEDED", row.message());
  }

  @Test
  void whatVariablesHoldCountsForEachRequest() {
    String profiles = "query ($a: [ID!]!) { profiles(mpids: $a) { mpid } }";
    String twice =
        "query ($a: [ID!]!) { x: profiles(mpids: $a) { mpid } y: profiles(mpids: $a) { mpid } }";

    assertThat(gateway
            .ask(profiles, Map.of("a", List.of("1", "2", "3", "4")))
            .data()
            .isObject())
        .isTrue();
    assertThat(
            gateway.ask(profiles, Map.of("a", List.of("1", "2", "3", "4", "5"))).codes())
        .containsExactly("OPERATION_LIMIT_EXCEEDED");
    assertThat(gateway.ask(profiles, Map.of("a", "1")).data().isObject()).isTrue();
    // Ten points each, a tenth for each item of an argument.
    assertThat(
            gateway.ask(twice, Map.of("a", Collections.nCopies(9, "1"))).data().isObject())
        .isTrue();
    assertRefused(
        post(TestGateway.body(twice, Map.of("a", Collections.nCopies(10, "1")))),
        400,
        "OPERATION_LIMIT_EXCEEDED",
        "The operation costs 202 points; the limit is 200.");
  }

  @Test
  void theMembersOfABatchCountTogether() {
    String two = TestGateway.body("{ profiles(mpids: [\"1\", \"2\"]) { mpid } }", Map.of());
    String more = TestGateway.body("{ profiles(mpids: [\"2\", \"3\", \"4\"]) { mpid } }", Map.of());
    String one = TestGateway.body("{ profile(mpid: \"5\") { mpid } }", Map.of());

    JsonNode answers =
        GraphQlAnswer.of(post("[" + two + "," + more + "," + one + "]")).body();

    assertThat(answers.path(0).has("errors")).isFalse();
    assertThat(answers.path(1).has("errors")).isFalse();
    assertThat(answers.path(2).at("/errors/0/message").asText())
        .isEqualTo("The request asks for 5 profiles; the limit is 4.");
  }

  @Test
  void aBatchAtItsLimitPassesAndOneMoreIsRefused() {
    String one = TestGateway.body("{ __typename }", Map.of());

    assertThat(post("[" + one + "," + one + "," + one + "]").statusCode()).isEqualTo(200);
    assertRefused(
        post("[" + one + "," + one + "," + one + "," + one + "]"),
        400,
        "OPERATION_LIMIT_EXCEEDED",
        "The batch has 4 operations; the limit is 3.");
  }

  @Test
  void aBodyAtItsLimitPassesAndOneMoreByteIsRefused() {
    String body = TestGateway.body("{ __typename }", Map.of());
    String full = body + " ".repeat(2048 - body.length());

    assertThat(post(full).statusCode()).isEqualTo(200);
    assertRefused(
        post(full + " "), 413, "BAD_REQUEST", "The body has 2049 bytes; the limit is 2048.");
    assertRefused(
        gateway.send(gateway
            .request("/graphql")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(full + " ")))),
        413,
        "BAD_REQUEST",
        "The body has more than 2048 bytes; that is the limit.");
  }

  @Test
  void whatTheBodiesOfAllRequestsHoldTogetherIsBounded() throws IOException {
    String head = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
    String most = head + "Content-Length: 102400\r\n\r\n" + " ".repeat(102_399);
    String small = TestGateway.body("{ __typename }", Map.of());
    try (ServedRoutes served = ServedRoutes.onHeapOf(
        8 * 204_800, (wanted, context) -> Future.failedFuture("nobody is looked up"))) {
      try (Socket first = socket(served.port());
          Socket second = socket(served.port())) {
        send(first, most);
        assertThat(served.send(post(served, small)).statusCode()).isEqualTo(200);
        send(second, most);

        Patience.until(() -> served.send(post(served, small)).statusCode() == 503);
        HttpResponse<String> refused = served.send(post(served, small));
        assertRefused(
            refused,
            503,
            "OVERLOADED",
            "The requests in progress hold as much as this gateway has room for.");
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
      }
      Patience.until(() -> served.send(post(served, small)).statusCode() == 200);
    }
  }

  private static HttpRequest.Builder post(ServedRoutes served, String body) {
    return served
        .request("/graphql")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  @Test
  void theRestOfABodyThatIsRefusedIsThrownAwayAndAnEndMadeOfOneWithoutEnd() throws IOException {
    String head = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
    byte[] megabyte = new byte[1 << 20];
    Arrays.fill(megabyte, (byte) ' ');

    try (Socket said = socket(gateway.port())) {
      send(said, head + "Content-Length: " + 10 * megabyte.length + "\r\n\r\n");
      for (int sent = 0; sent < 10; sent++) {
        said.getOutputStream().write(megabyte);
      }
      use(said);
    }
    for (String endless : List.of("/graphql", "/nothing-here")) {
      try (Socket chunked = socket(gateway.port())) {
        chunked.setSoTimeout(20_000);
        send(chunked, head.replace("/graphql", endless) + "Transfer-Encoding: chunked\r\n\r\n");
        assertThatThrownBy(() -> {
              for (int sent = 0; sent < 50; sent++) {
                send(chunked, "100000\r\n");
                chunked.getOutputStream().write(megabyte);
                send(chunked, "\r\n");
              }
            })
            .isInstanceOf(SocketException.class);
      }
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void headersAtTheirLimitPassAndOneMoreByteIsRefused() throws IOException {
    String request =
        "GET /graphql?query=%7B__typename%7D\nHost: a\nAccept: application/json\nConnection: close\nX-Long: ";
    String headers = request.substring(request.indexOf('\n')).replace("\n", "");

    assertThat(RawHttp.send(gateway.port(), request + "a".repeat(1024 - headers.length()))
            .status())
        .isEqualTo("200");
    RawHttp.Answer refused =
        RawHttp.send(gateway.port(), request + "a".repeat(1025 - headers.length()));
    assertThat(refused.status()).isEqualTo("431");
    assertThat(refused.body())
        .contains("The headers have more than 1024 bytes; that is the limit.");
  }

  @Test
  void aRequestThatIsNotSentInTimeIsRefusedOrItsConnectionClosed() throws IOException {
    String head = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";

    // Of its own: what other tests send may take longer on a machine that has other things to do.
    try (TestGateway hurried = TestGateway.start("GATEWAY_LIMIT_REQUEST_TIME", "500ms")) {
      int port = hurried.port();
      assertThat(sentSlowly(port, head + "Content-Length: 100\r\n\r\n{\"query\":"))
          .startsWith("HTTP/1.1 408 ")
          .contains("The request took longer than 500 ms to come; that is the limit.");
      assertThat(sentSlowly(port, head)).isEmpty();
      assertThat(sentSlowly(port, "")).isEmpty();
    }
  }

  @Test
  void aLaterRequestOfAConnectionHasNoMoreTimeThanTheFirst() throws IOException {
    String head = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";

    try (TestGateway hurried = TestGateway.start("GATEWAY_LIMIT_REQUEST_TIME", "500ms");
        Socket idle = usedOf(hurried.port())) {
      int port = hurried.port();
      try (Socket slowBody = usedOf(port)) {
        assertThat(sentSlowly(slowBody, head + "Content-Length: 100\r\n\r\n{\"query\":", "a"))
            .startsWith("HTTP/1.1 408 ")
            .contains("The request took longer than 500 ms to come; that is the limit.");
      }
      try (Socket slowHeaders = usedOf(port)) {
        assertThat(sentSlowly(slowHeaders, head, "a")).isEmpty();
      }
      try (Socket halfALine = usedOf(port)) {
        assertThat(sentSlowly(halfALine, "P", "")).isEmpty();
      }
      try (Socket togetherWithTheOneBefore = socket(port)) {
        assertThat(sentSlowly(togetherWithTheOneBefore, WHOLE + head, ""))
            .startsWith("HTTP/1.1 200 ")
            .endsWith(ANSWER);
      }

      // It has waited for longer than any of these, and sent nothing, or nothing that counts.
      idle.getOutputStream().write("\r\n".getBytes(StandardCharsets.UTF_8));
      try (Socket slow = usedOf(port)) {
        assertThat(sentSlowly(slow, head, "")).isEmpty();
      }
      use(idle);
    }
  }

  private static Socket socket(int port) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  /** A connection on which a request was answered. */
  private static Socket usedOf(int port) throws IOException {
    Socket socket = socket(port);
    use(socket);
    return socket;
  }

  private static void use(Socket socket) throws IOException {
    socket.setSoTimeout(10_000);
    socket.getOutputStream().write(WHOLE.getBytes(StandardCharsets.UTF_8));
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf(ANSWER) < 0) {
      int read = socket.getInputStream().read();
      assertThat(read).as("after %s", answer).isNotNegative();
      answer.append((char) read);
    }
  }

  private static String sentSlowly(int port, String beginning) throws IOException {
    try (Socket socket = socket(port)) {
      return sentSlowly(socket, beginning, beginning.isEmpty() ? "" : "a");
    }
  }

  /** Sends more now and then after the beginning, so that the connection is never idle. */
  private static String sentSlowly(Socket socket, String beginning, String more)
      throws IOException {
    socket.setSoTimeout(50);
    socket.getOutputStream().write(beginning.getBytes(StandardCharsets.UTF_8));
    StringBuilder answer = new StringBuilder();
    while (true) {
      try {
        int read = socket.getInputStream().read();
        if (read < 0) {
          return answer.toString();
        }
        answer.append((char) read);
      } catch (SocketTimeoutException nothingYet) {
        socket.getOutputStream().write(more.getBytes(StandardCharsets.UTF_8));
      } catch (SocketException closed) {
        return answer.toString();
      }
    }
  }

  @Test
  void aConnectionTooManyIsClosedAndThereIsRoomAgainWhenOneEnds() throws IOException {
    try (TestGateway small = TestGateway.start("GATEWAY_LIMIT_CONNECTIONS", "1")) {
      int port = small.port();
      try (KeptOpen first = new KeptOpen(port)) {
        // One that whoever started the gateway had open may still be counted.
        Patience.until(first::isAnswered);
        Patience.until(() -> answer(port).isEmpty());
      }
      Patience.until(() -> answer(port).startsWith("HTTP/1.1 200 "));
    }
  }

  /** A client that goes on with its connection, and connects again where it was closed. */
  private static final class KeptOpen implements AutoCloseable {
    private final int port;
    private Socket socket;

    KeptOpen(int port) throws IOException {
      this.port = port;
      this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    }

    boolean isAnswered() {
      try {
        ask(socket, "keep-alive");
        byte[] beginning = socket.getInputStream().readNBytes("HTTP/1.1 200 ".length());
        if (new String(beginning, StandardCharsets.UTF_8).equals("HTTP/1.1 200 ")) {
          return true;
        }
      } catch (IOException closed) {
        // As one that came to its end without an answer.
      }
      connectAgain();
      return false;
    }

    private void connectAgain() {
      try {
        socket.close();
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
      } catch (IOException refused) {
        throw new UncheckedIOException(refused);
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static void ask(Socket socket, String connection) throws IOException {
    socket.setSoTimeout(10_000);
    String request =
        "GET /graphql?query=%7B__typename%7D HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\nConnection: "
            + connection + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
  }

  /** Empty when the connection is closed instead. */
  private static String answer(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      ask(socket, "close");
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException closed) {
      return "";
    }
  }

  @Test
  void whoIsOverloadedSaysWhenToComeBackAndStaysReady() {
    try (TestGateway busy = TestGateway.start("GATEWAY_LIMIT_OPERATIONS", "2")) {
      String one = TestGateway.body("{ __typename }", Map.of());
      assertThat(busy.send(busy.postOf("[" + one + "," + one + "]")).statusCode())
          .isEqualTo(200);
      HttpResponse<String> batch = busy.send(busy.postOf("[" + one + "," + one + "," + one + "]"));
      assertRefused(
          batch, 503, "OVERLOADED", "This would make 3 operations in progress; the limit is 2.");
      assertThat(batch.headers().firstValue("Retry-After")).contains("1");

      Patience.until(() -> busy.send(busy.managementRequest("/health/ready")).statusCode() == 200);
      busy.tellSandbox("POST", "/faults", "{\"on\":\"api\",\"kind\":\"hang\"}");
      var first = busy.askLater("{ viewer { mpid } }");
      var second = busy.askLater("{ profile(mpid: \"1\") { mpid } }");
      // A third one before these two are both in progress would be one of the two that are let in.
      Patience.until(() -> {
        JsonNode seen = busy.askSandbox("/counters").path("byKind");
        return seen.path("resolve").asInt() > 0 && seen.path("profile").asInt() > 0;
      });

      assertThat(busy.send(busy.postOf(one)).statusCode()).isEqualTo(503);
      assertThat(busy.send(busy.managementRequest("/health/ready")).statusCode())
          .isEqualTo(200);
      assertThat(List.of(first.isDone(), second.isDone())).containsExactly(false, false);
    }
  }

  @Test
  void whereLimitsAreNotEnforcedWhatIsBeyondThemPasses() {
    String[] settings = Stream.concat(Stream.of(SETTINGS), Stream.of("GATEWAY_LIMITS", "warn"))
        .toArray(String[]::new);
    try (TestGateway lenient = TestGateway.start(settings)) {
      assertThat(documents())
          .allSatisfy(
              row -> assertThat(lenient.ask(row.beyond()).data().isObject()).isTrue());
      assertThat(lenient
              .send(lenient.postOf(TestGateway.body("{ __typename }", Map.of()) + " ".repeat(5000)))
              .statusCode())
          .isEqualTo(200);
    }
  }

  private static HttpResponse<String> post(String body) {
    return gateway.send(gateway
        .request("/graphql")
        .header("Content-Type", "application/json")
        .header("Accept", "application/graphql-response+json")
        .POST(BodyPublishers.ofString(body)));
  }

  private static void assertRefused(
      HttpResponse<String> response, int status, String code, String message) {
    JsonNode error = GraphQlAnswer.of(response).errors().path(0);
    assertThat(error.path("message").asText()).isEqualTo(message);
    assertThat(error.at("/extensions/code").asText()).isEqualTo(code);
    assertThat(response.statusCode()).isEqualTo(status);
  }
}
