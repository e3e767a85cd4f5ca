package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.integration.UpstreamFaults.STRUCK;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import profilegateway.testing.GraphQlAnswer;

/** However a 429 says when to come back, and whatever it says, a client is told a time that makes sense. */
class RetryAfterIT {
  /** No pause ends in time for a second call, which would make it longer. */
  private static final String[] IMPATIENT = {
    "GATEWAY_OPERATION_TIMEOUT", "900ms", "MPARTICLE_TRY_TIMEOUT", "500ms"
  };

  private static final String QUERY = "{ profile(mpid: \"" + STRUCK + "\") { mpid } }";

  @ParameterizedTest
  @CsvSource({
    "1, 1000",
    "2, 2000",
    "60, 60000",
    "0, 100",
    "61, 60000",
    "86400, 60000",
    "99999999999999999999, 60000",
    "'Fri, 31 Dec 2100 23:59:59 GMT', 60000",
    // What is not to be understood, or lies in the past, is taken for not said.
    "'Wed, 21 Oct 2015 07:28:00 GMT', 1000",
    "'2100-12-31', 1000",
    "-5, 1000",
    "1.5, 1000",
    "+2, 1000",
    "1e3, 1000",
    "0x10, 1000",
    "soon, 1000",
    "'', 1000"
  })
  void aClientIsToldWhenToComeBack(String retryAfter, int millis) {
    assertTold("'Retry-After': '" + retryAfter + "'", millis);
  }

  @Test
  void theOtherSpellingIsUnderstoodToo() {
    assertTold("'RetryAfter': '3'", 3000);
  }

  @Test
  void aClientIsToldASecondWhereNothingIsSaid() {
    assertTold("", 1000);
  }

  @Test
  void whichLimitItWasIsNotRepeated() {
    assertTold("'Retry-After': '1', 'X-mp-rate-limit-exceeded': 'workspace'", 1000);
  }

  private static void assertTold(String headers, int millis) {
    try (FaultyUpstream upstream = FaultyUpstream.startedWell(IMPATIENT)) {
      upstream.strike(STRUCK, "'kind': 'status', 'status': 429, 'headers': {" + headers + "}");

      GraphQlAnswer answer = upstream.ask(QUERY);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.dataBesideErrors().toString()).isEqualTo("{\"profile\":null}");
      assertThat(answer.codes()).containsExactly("UPSTREAM_RATE_LIMITED at profile");
      // What is left of it, and where nothing is said up to twice as long.
      assertThat(answer.errors().path(0).path("extensions").path("retryAfterMs").asInt())
          .isBetween(millis * 9 / 10, millis == 1000 ? 2000 : millis);
      upstream.assertGivesNothingAway(answer, "workspace");
    }
  }
}
