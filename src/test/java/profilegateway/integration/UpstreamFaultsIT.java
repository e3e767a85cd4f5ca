package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.integration.UpstreamFaults.CUSTOMER;
import static profilegateway.integration.UpstreamFaults.SECRET;
import static profilegateway.integration.UpstreamFaults.SPARED;
import static profilegateway.integration.UpstreamFaults.STRUCK;
import static profilegateway.integration.UpstreamFaults.WHOLE;
import static profilegateway.integration.UpstreamFaults.status;
import static profilegateway.testing.Patience.until;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.testing.GraphQlAnswer;

/** Whatever the Profile API does, a client sees well-formed GraphQL with a code, in time, and nothing of what came. */
class UpstreamFaultsIT {
  private static final String QUERY = """
      {
        byMpid: profile(mpid: "%s") { ...Selected }
        byIdentity: profileByIdentity(identity: {value: "%s"}) { ...Selected }
        spared: profile(mpid: "%s") { mpid }
      }
      fragment Selected on Profile { mpid isOptedOut attributes { state } audienceMemberships { audienceId } }
      """.formatted(STRUCK, CUSTOMER, SPARED);

  private static final String ONE = "{ profile(mpid: \"" + STRUCK + "\") { mpid } }";

  static Stream<UpstreamFault> faults() {
    return UpstreamFaults.all();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultIsSeenAsACodeWhereItStruckAndNowhereElse(UpstreamFault fault) {
    try (FaultyUpstream upstream = FaultyUpstream.startedWell()) {
      upstream.strike(STRUCK, fault.rule());

      GraphQlAnswer answer = upstream.ask(QUERY);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.dataBesideErrors().toString())
          .isEqualTo("{\"byMpid\":%1$s,\"byIdentity\":%1$s,\"spared\":{\"mpid\":\"%2$s\"}}"
              .formatted(fault.data(), SPARED));
      assertThat(answer.codes())
          .containsExactlyInAnyOrderElementsOf(Stream.of("byMpid", "byIdentity")
              .flatMap(
                  field -> fault.codes().stream().map(code -> code.replace(" at ", " at " + field)))
              .toList());
      upstream.assertGivesNothingAway(answer, SECRET);
      assertThat(upstream.alarms()).hasSize(fault.alarms());
      upstream.assertAnswersOnceHealed(QUERY, healthy());
    }
  }

  private static String healthy() {
    return "{\"byMpid\":%1$s,\"byIdentity\":%1$s,\"spared\":{\"mpid\":\"%2$s\"}}"
        .formatted(WHOLE, SPARED);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 402, 403, 404, 418})
  void whatARepeatCannotMendIsNotRepeated(int status) {
    try (FaultyUpstream upstream = FaultyUpstream.startedWell()) {
      upstream.strike(STRUCK, status(status, ""));

      var unused = upstream.ask(QUERY);

      assertThat(SeenCall.in(upstream.journal())).hasSize(3);
    }
  }

  @Test
  void a401ThatANewTokenDoesNotMendIsARefusalUntilItIsMended() {
    try (FaultyUpstream upstream = FaultyUpstream.startedWell()) {
      upstream.strike(STRUCK, status(401, ""));
      for (int number = 0; number < 10; number++) {
        GraphQlAnswer answer = upstream.ask(ONE);
        assertThat(answer.codes()).containsExactly("UPSTREAM_REFUSED at profile");
        upstream.assertGivesNothingAway(answer, SECRET);
      }
      // The token that served before is replaced, and its successor once; then there is a pause.
      assertThat(Collections.frequency(FaultyUpstream.kinds(upstream.journal()), "token"))
          .isLessThanOrEqualTo(3);

      upstream.heal();

      until(() -> upstream.ask(ONE).codes().isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectIsNotFollowed(int status) {
    try (FaultyUpstream upstream = FaultyUpstream.startedWell()) {
      String elsewhere =
          upstream.sandboxUrl() + "/userprofile/v1/1/2/3/" + SPARED + "?fields=attribution";
      upstream.strike(
          STRUCK,
          "'kind': 'redirect', 'status': %d, 'location': '%s'".formatted(status, elsewhere));

      GraphQlAnswer answer = upstream.ask(ONE);

      assertThat(answer.codes()).containsExactly("UPSTREAM_UNAVAILABLE at profile");
      JsonNode journal = upstream.journal();
      assertThat(SeenCall.in(journal))
          .isNotEmpty()
          .containsOnly(STRUCK + " [audience_memberships]");
      upstream.assertGivesNothingAway(answer, "userprofile");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"9080350317581165001", "9080350317581164999", "-9080350317581165000", "123456789"})
  void anAnswerAboutSomebodyElseIsNeverShown(String other) {
    try (FaultyUpstream upstream = FaultyUpstream.startedWell()) {
      upstream.strike(STRUCK, "'kind': 'other-mpid', 'otherMpid': '" + other + "'");

      GraphQlAnswer answer =
          upstream.ask("{ profile(mpid: \"" + STRUCK + "\") { mpid attributes { state } } }");

      assertThat(answer.dataBesideErrors().toString()).isEqualTo("{\"profile\":null}");
      assertThat(answer.codes()).containsExactly("UPSTREAM_UNAVAILABLE at profile");
      upstream.assertGivesNothingAway(answer, other, "NY");
    }
  }
}
