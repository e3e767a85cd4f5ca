package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.testing.Patience.until;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.testing.GraphQlAnswer;

/** Whatever the token endpoint does: without a token that could be one, nothing is called, and the gateway recovers. */
class TokenFaultsIT {
  private static final String QUERY = "{ viewer { mpid } }";
  private static final String DATA = "{\"viewer\":{\"mpid\":\"9080350317581165000\"}}";

  @ParameterizedTest
  @ValueSource(
      strings = {
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
        "'kind': 'overwrite', 'with': {'access_token': '\\u0000'}"
      })
  void withoutATokenNothingIsCalled(String fault) {
    assertNothingIsCalled("UPSTREAM_UNAVAILABLE", fault);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403})
  void refusedCredentialsAreARefusal(int status) {
    assertNothingIsCalled("UPSTREAM_REFUSED", "'kind': 'status', 'status': " + status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'kind': 'hang'",
        "'kind': 'slow', 'delayMs': 3000",
        "'kind': 'drip', 'intervalMs': 100"
      })
  void aTokenThatDoesNotComeInTimeIsATimeout(String fault) {
    assertNothingIsCalled("UPSTREAM_TIMEOUT", fault);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void credentialsAreNotSentWhereARedirectPoints(int status) {
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
