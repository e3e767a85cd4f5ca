package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.testing.GraphQlAnswer;
import profilegateway.testing.TestGateway;

/** What is no mpid is refused: a number because it may have lost digits, a text where it stands. */
class MpidRefusalIT {
  /** The id of mpid 7. */
  private static final String ID = "UHJvZmlsZTo3";

  private static TestGateway gateway;

  @BeforeAll
  static void start() {
    gateway = TestGateway.start("SANDBOX_GENERATE", "on");
    // With a token in hand, so that whatever is called from here on is called for a test.
    var unused = gateway.ask("{ viewer { mpid } }").data();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @BeforeEach
  void forgetWhatWasSeen() {
    var unused = gateway.takeJournal();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ profile(mpid: 9080350317581165000) { mpid } }",
        "{ profile(mpid: -1) { mpid } }",
        "{ profile(mpid: 0) { mpid } }",
        "{ profile(mpid: 9223372036854775808) { mpid } }",
        "{ profiles(mpids: [1]) { mpid } }",
        "{ profiles(mpids: [\"1\", 2]) { mpid } }",
        "{ profiles(mpids: 1) { mpid } }",
        "query($mpid: ID! = 5) { profile(mpid: $mpid) { mpid } }",
        "query($mpid: ID = 5) { profile(mpid: $mpid) { mpid } }",
        "query($mpid: ID! = 5) { profiles(mpids: [\"1\", $mpid]) { mpid } }",
        "query($mpids: [ID!]! = [\"1\", 2]) { profiles(mpids: $mpids) { mpid } }",
        "query($mpids: [ID!]! = 1) { profiles(mpids: $mpids) { mpid } }",
        "{ viewer { mpid } ...More } fragment More on Query { profile(mpid: 1) { mpid } }",
        "{ viewer { mpid } ... @include(if: true) { profiles(mpids: [1]) { mpid } } }"
      })
  void anMpidWrittenAsANumberIsRefusedBeforeAnybodyIsAsked(String query) {
    assertRefused(gateway.ask(query));
  }

  static Stream<Object> numbers() {
    return Stream.of(1, -1, 0, 9080350317581165000L, Long.MIN_VALUE, 1.0, 1e3);
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void anMpidGivenAsANumberIsRefusedBeforeAnybodyIsAsked(Object number) {
    String one = "query($mpid: ID!) { viewer { mpid } profile(mpid: $mpid) { mpid } }";
    String item = "query($mpid: ID!) { profiles(mpids: [\"1\", $mpid]) { mpid } }";
    String overDefault = "query($mpid: ID! = \"1\") { profile(mpid: $mpid) { mpid } }";
    String several = "query($mpids: [ID!]!) { profiles(mpids: $mpids) { mpid } }";

    assertRefused(gateway.ask(one, Map.of("mpid", number)));
    assertRefused(gateway.ask(item, Map.of("mpid", number)));
    assertRefused(gateway.ask(overDefault, Map.of("mpid", number)));
    assertRefused(gateway.ask(several, Map.of("mpids", List.of("1", number))));
    assertRefused(gateway.ask(several, Map.of("mpids", number)));
  }

  private static void assertRefused(GraphQlAnswer answer) {
    assertThat(answer.codes()).containsExactly("BAD_USER_INPUT");
    assertThat(answer.errors().path(0).path("message").asText())
        .contains("text, in quotes")
        .doesNotContainPattern("[0-9]{3}");
    assertThat(gateway.takeJournal()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "+1",
        "007",
        "-01",
        " 1",
        "1 ",
        "1\n",
        "1.0",
        "1e3",
        "0x1",
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999",
        "",
        "-",
        "abc",
        "１２",
        "١٢",
        "1,2",
        "1/2",
        "1?fields=2",
        "../1",
        "%31",
        "resolve"
      })
  void textThatIsNoMpidIsRefusedWhereItStandsAndOthersStand(String text) {
    GraphQlAnswer answer = gateway.ask(
        "query($no: ID!, $mpids: [ID!]!) { no: profile(mpid: $no) { mpid } yes: profile(mpid: \"7\") { mpid }"
            + " profiles(mpids: $mpids) { mpid } }",
        Map.of("no", text, "mpids", List.of("7", text, "8", text)));

    assertThat(answer.dataBesideErrors().toString())
        .isEqualTo(
            "{\"no\":null,\"yes\":{\"mpid\":\"7\"},\"profiles\":[{\"mpid\":\"7\"},null,{\"mpid\":\"8\"},null]}");
    assertThat(answer.codes())
        .containsExactlyInAnyOrder(
            "BAD_USER_INPUT at no", "BAD_USER_INPUT at profiles/1", "BAD_USER_INPUT at profiles/3");
    assertThat(SeenCall.in(gateway.takeJournal()))
        .containsExactly("7 [audience_memberships]", "8 [audience_memberships]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "UHJvZmlsZTo3=",
        "UHJvZmlsZTo3==",
        "UHJvZmlsZTowNw",
        "UHJvZmlsZTow",
        "UHJvZmlsZTo",
        "VXNlcjo3",
        "UHJvZmlsZTo5MjIzMzcyMDM2ODU0Nzc1ODA4",
        "not base64!"
      })
  void textThatIsNoIdIsRefusedWhereItStandsAndOthersStand(String text) {
    GraphQlAnswer answer = gateway.ask(
        "query($no: ID!, $ids: [ID!]!) { no: node(id: $no) { id } nodes(ids: $ids) { id } }",
        Map.of("no", text, "ids", List.of(ID, text)));

    assertThat(answer.dataBesideErrors().toString())
        .isEqualTo("{\"no\":null,\"nodes\":[{\"id\":\"" + ID + "\"},null]}");
    assertThat(answer.codes())
        .containsExactlyInAnyOrder("BAD_USER_INPUT at no", "BAD_USER_INPUT at nodes/1");
  }

  @Test
  void noTextOfTheCallerIsRepeatedInARefusal() {
    GraphQlAnswer answer = gateway.ask("{ profile(mpid: \"somebody's-secret\") { mpid } }");

    assertThat(answer.codes()).containsExactly("BAD_USER_INPUT at profile");
    assertThat(answer.body().toString()).doesNotContain("somebody");
  }
}
