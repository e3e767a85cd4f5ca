package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.testing.Patience.until;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.testing.GraphQlAnswer;
import profilegateway.testing.Together;

/** Whatever the token endpoint does: without a token that could be one, nothing is called, and the gateway recovers. */
class TokenFaultsIT {
  private static final String QUERY = "{ viewer { mpid } }";
  private static final String DATA = "{\"viewer\":{\"mpid\":\"9080350317581165000\"}}";

  private static final List<String> FAULTS = List.of(
      "'kind': 'status', 'status': 500",
      "'kind': 'status', 'status': 503, 'headers': {'Retry-After': '1'}",
      "'kind': 'status', 'status': 429, 'headers': {'Retry-After': '86400'}",
      "'kind': 'status', 'status': 404",
      "'kind': 'status', 'status': 204",
      "'kind': 'html'",
      "'kind': 'html', 'status': 502",
      "'kind': 'empty'",
      "'kind': 'null'",
      "'kind': 'garbage'",
      "'kind': 'reset'",
      "'kind': 'cut'",
      "'kind': 'not-utf8'",
      "'kind': 'huge'",
      "'kind': 'compressed-bomb'",
      "'kind': 'deep'",
      "'kind': 'null-token'",
      "'kind': 'wrong-types'",
      "'kind': 'wrong-types', 'field': 'access_token', 'as': 'number'",
      "'kind': 'wrong-types', 'field': 'access_token', 'as': 'object'",
      "'kind': 'wrong-types', 'field': 'access_token', 'as': 'array'",
      "'kind': 'wrong-types', 'field': 'access_token', 'as': 'boolean'",
      "'kind': 'overwrite', 'remove': ['/access_token']",
      "'kind': 'overwrite', 'with': {'access_token': ''}",
      "'kind': 'overwrite', 'with': {'access_token': 'two words'}",
      "'kind': 'overwrite', 'with': {'access_token': 'a line\\r\\nX-Another: header'}",
      "'kind': 'overwrite', 'with': {'access_token': '\\u0000'}");

  private static final List<Integer> REFUSALS = List.of(400, 401, 403);

  private static final List<String> LATE = List.of(
      "'kind': 'hang'", "'kind': 'slow', 'delayMs': 3000", "'kind': 'drip', 'intervalMs': 100");

  private static final List<Integer> REDIRECTS = List.of(301, 302, 303, 307, 308);

  /** Nearly all of the time they wait for a deadline, or for the end of a pause. */
  private static final Together CASES = new Together();

  @BeforeAll
  static void beginAll() {
    FAULTS.forEach(
        fault -> CASES.begin(fault, () -> assertNothingIsCalled("UPSTREAM_UNAVAILABLE", fault)));
    REFUSALS.forEach(status -> CASES.begin(
        status,
        () -> assertNothingIsCalled("UPSTREAM_REFUSED", "'kind': 'status', 'status': " + status)));
    LATE.forEach(
        fault -> CASES.begin(fault, () -> assertNothingIsCalled("UPSTREAM_TIMEOUT", fault)));
    REDIRECTS.forEach(status -> CASES.begin(status, () -> assertIsNotFollowed(status)));
  }

  @AfterAll
  static void close() {
    CASES.close();
  }

  @ParameterizedTest
  @FieldSource("FAULTS")
  void withoutATokenNothingIsCalled(String fault) {
    CASES.judge(fault);
  }

  @ParameterizedTest
  @FieldSource("REFUSALS")
  void refusedCredentialsAreARefusal(int status) {
    CASES.judge(status);
  }

  @ParameterizedTest
  @FieldSource("LATE")
  void aTokenThatDoesNotComeInTimeIsATimeout(String fault) {
    CASES.judge(fault);
  }

  @ParameterizedTest
  @FieldSource("REDIRECTS")
  void credentialsAreNotSentWhereARedirectPoints(int status) {
    CASES.judge(status);
  }

  private static void assertIsNotFollowed(int status) {
    try (FaultyUpstream upstream = FaultyUpstream.start()) {
      // A place that notes whoever comes, with whatever method.
      String elsewhere = upstream.sandboxUrl() + "/userprofile/v1/1/2/3/7?fields=attribution";
      upstream.fault("'on': 'token', 'kind': 'redirect', 'status': %d, 'location': '%s'"
          .formatted(status, elsewhere));

      assertThat(upstream.ask(QUERY).codes()).containsExactly("UPSTREAM_UNAVAILABLE at viewer");

      assertThat(FaultyUpstream.kinds(upstream.journal())).containsOnly("token");
    }
  }

  private static void assertNothingIsCalled(String code, String fault) {
    try (FaultyUpstream upstream = FaultyUpstream.start()) {
      upstream.fault("'on': 'token', " + fault);

      GraphQlAnswer answer = upstream.ask(QUERY);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.dataBesideErrors().toString()).isEqualTo("{\"viewer\":null}");
      assertThat(answer.codes()).containsExactly(code + " at viewer");
      assertThat(answer.upstream().path("calls").intValue()).isZero();
      upstream.assertGivesNothingAway(answer);
      assertThat(FaultyUpstream.kinds(upstream.journal())).containsOnly("token");

      upstream.heal();
      until(() -> upstream.ask(QUERY).codes().isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'kind': 'slow', 'delayMs': 300",
        "'kind': 'no-expires-in'",
        "'kind': 'wrong-types', 'field': 'expires_in', 'as': 'text'",
        "'kind': 'wrong-types', 'field': 'expires_in', 'as': 'null'",
        "'kind': 'wrong-types', 'field': 'expires_in', 'as': 'object'",
        "'kind': 'wrong-types', 'field': 'expires_in', 'as': 'array'",
        "'kind': 'wrong-types', 'field': 'expires_in', 'as': 'boolean'",
        "'kind': 'overwrite', 'with': {'expires_in': 0}",
        "'kind': 'overwrite', 'with': {'expires_in': -1}",
        "'kind': 'overwrite', 'with': {'expires_in': 1e300}",
        "'kind': 'overwrite', 'with': {'expires_in': 99999999999999999999}",
        "'kind': 'overwrite', 'remove': ['/token_type']",
        "'kind': 'overwrite', 'with': {'future': [{}]}"
      })
  void aTokenOfUnknownLifeServesManyOperations(String fault) {
    try (FaultyUpstream upstream = FaultyUpstream.start()) {
      upstream.fault("'on': 'token', " + fault);

      for (int number = 0; number < 3; number++) {
        assertThat(upstream.ask(QUERY).data().toString()).isEqualTo(DATA);
      }

      JsonNode journal = upstream.journal();
      assertThat(Collections.frequency(FaultyUpstream.kinds(journal), "token")).isEqualTo(1);
      assertThat(journal.findValuesAsText("authorized")).containsOnly("true");
    }
  }
}
