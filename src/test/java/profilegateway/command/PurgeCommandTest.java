package profilegateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.config.CallsMode;
import profilegateway.http.CallsSwitch;
import profilegateway.http.Purge.Outcome;
import profilegateway.http.Purge.Purged;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;
import profilegateway.testing.ServedRoutes;

class PurgeCommandTest {
  private static final String TOKEN = "hunter2";

  private final List<Set<Mpid>> mpids = new ArrayList<>();
  private final List<Set<Identity>> identities = new ArrayList<>();
  private Future<Purged> outcome = purged(Outcome.COMPLETE);
  private final ServedRoutes port = ServedRoutes.management(
      new NoSwitch(),
      (purgedMpids, purgedIdentities) -> {
        mpids.add(purgedMpids);
        identities.add(purgedIdentities);
        return outcome;
      },
      "GATEWAY_MANAGEMENT_TOKEN",
      TOKEN);

  @TempDir
  private Path directory;

  @AfterEach
  void close() {
    port.close();
  }

  @Test
  void idsMayBeArguments() {
    CommandLineRun run = purge("", "77", "-9223372036854775808", "customer_id:ann:x");

    assertThat(run)
        .isEqualTo(new CommandLineRun(0, "purged: users 3, entries 5, confirmed by a, b\n", ""));
    assertThat(mpids).containsExactly(Set.of(new Mpid(77), new Mpid(Long.MIN_VALUE)));
    assertThat(identities).containsExactly(Set.of(new Identity("customer_id", "ann:x")));
  }

  @Test
  void anIdentityMayBeAFlag() {
    assertThat(purge("", "--identity", "customer_id=ann=x", "--identity=customer_id=ben")
            .code())
        .isZero();
    assertThat(mpids).containsExactly(Set.of());
    assertThat(identities)
        .containsExactly(
            Set.of(new Identity("customer_id", "ann=x"), new Identity("customer_id", "ben")));
  }

  @Test
  void withoutArgumentsIdsAreReadLineByLine() {
    assertThat(purge("77\n\n -5 \r\ncustomer_id:ann\n").code()).isZero();
    assertThat(mpids).containsExactly(Set.of(new Mpid(77), new Mpid(-5)));
    assertThat(identities).containsExactly(Set.of(new Identity("customer_id", "ann")));
  }

  @Test
  void manyIdsGoInSeveralRequests() {
    String lines = IntStream.rangeClosed(1, 2500)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining("\n"));

    assertThat(purge(lines).out()).isEqualTo("purged: users 2500, entries 15, confirmed by a, b\n");
    assertThat(mpids).extracting(Set::size).containsExactly(1000, 1000, 500);
  }

  @Test
  void howFarItGotIsToldWhenALaterRequestFails() {
    String lines = IntStream.rangeClosed(1, 1000)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining("\n", "", "\nemail:ann"));
    CommandLineRun run = purge(lines);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("not purged, but for the first 1000: `identities[0].type`");
  }

  @Test
  void anIncompletePurgeEndsWithCode1AndSaysWhatToDo() {
    outcome = Future.succeededFuture(
        new Purged(Outcome.INSTANCES_SILENT, 5, Set.of(), List.of("a"), List.of("b")));

    assertThat(purge("", "77"))
        .isEqualTo(new CommandLineRun(
            1, "purged as far as it goes: users 1, entries 5, confirmed by a\n", """
            incomplete: Not all instances confirmed in time: copies may be left in those. Repeat it.
              silent: b
            """));
  }

  @Test
  void anIdentityThatIsNobodysIsToldByItsPlace() {
    outcome = Future.succeededFuture(new Purged(
        Outcome.COMPLETE, 0, Set.of(new Identity("customer_id", "ben")), List.of("a"), List.of()));

    CommandLineRun run = purge("customer_id:ann\n77\ncustomer_id:ben\n");

    assertThat(run.code()).isZero();
    assertThat(run.err())
        .isEqualTo(
            "line 3: nobody knows whose it is; what is held under the mpid stands, if anything is\n");
  }

  static Stream<Arguments> wrongUse() {
    return Stream.of(
        Arguments.of(
            "", List.of(), "no ids: give them as arguments, or one a line on standard input"),
        Arguments.of(
            "", List.of("77", "ann"), "argument 2 is no identity (type:value) and no mpid"),
        Arguments.of("", List.of("-077"), "argument 1 is no identity (type:value) and no mpid"),
        Arguments.of("77\nann\n", List.of(), "line 2 is no identity (type:value) and no mpid"),
        Arguments.of(
            "", List.of("customer_id:"), "argument 1 is no identity (type:value) and no mpid"),
        Arguments.of("", List.of("--identity", "ann"), "--identity 1 is no identity: type=value"),
        Arguments.of(
            "",
            List.of("77", "--managment-port=1"),
            "unknown flag --managment-port; did you mean --management-port?"));
  }

  @ParameterizedTest
  @MethodSource("wrongUse")
  void whoIsNotUnderstoodIsToldWhereAndNothingIsPurged(
      String in, List<String> arguments, String sentence) {
    CommandLineRun run = purge(in, arguments.toArray(String[]::new));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines().findFirst()).contains(sentence);
    assertThat(run.err()).doesNotContain("ann");
    assertThat(mpids).isEmpty();
  }

  @Test
  void whatTheGatewayRefusesIsWrongUseToo() {
    CommandLineRun run = purge("", "email:ann@example.com");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo("not purged: `identities[0].type` must be one of customer_id:"
            + " profiles are looked up by no other identity.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "other"})
  void withoutTheTokenNothingIsPurged(String token) {
    CommandLineRun run = run("", Map.of("GATEWAY_MANAGEMENT_TOKEN", token), "77");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("not purged: Send the token of the management port");
    assertThat(mpids).isEmpty();
  }

  @Test
  void aBugOfTheGatewayIsNoPurge() {
    outcome = Future.failedFuture(new IllegalStateException("a bug"));

    assertThat(purge("", "77").code()).isEqualTo(1);
  }

  @Test
  void aGatewayThatIsNotThereIsToldByItsAddress() {
    port.close();
    CommandLineRun run = purge("", "77");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("not purged: " + port.url() + " gives no answer\n");
  }

  @Test
  void aPortOfTheGatewaysOwnChoiceHasToBeSaid() {
    CommandLineRun run = run("", Map.of("GATEWAY_MANAGEMENT_PORT", "0"), "77");

    assertThat(run.code()).isEqualTo(78);
    assertThat(run.err())
        .contains("GATEWAY_MANAGEMENT_PORT (environment): does not say where the gateway is:"
            + " it took a free port when it started; allowed: 1 to 65535");
  }

  @Test
  void onlyTheSettingsOfTheManagementPortMatter() {
    assertThat(run("", Map.of("GATEWAY_PORT", "x"), "77").code()).isZero();
    assertThat(run("", Map.of(), "77", "--port", "1").code()).isEqualTo(2);
  }

  private CommandLineRun purge(String in, String... arguments) {
    return run(in, Map.of(), arguments);
  }

  private CommandLineRun run(String in, Map<String, String> settings, String... arguments) {
    Map<String, String> environment = new HashMap<>();
    environment.put("GATEWAY_MANAGEMENT_PORT", port.url().replaceFirst(".*:", ""));
    environment.put("GATEWAY_MANAGEMENT_TOKEN", TOKEN);
    environment.putAll(settings);
    List<String> all = new ArrayList<>(List.of("purge"));
    all.addAll(Arrays.asList(arguments));
    return CommandLineRun.reading(in, directory, environment, all.toArray(String[]::new));
  }

  private static Future<Purged> purged(Outcome outcome) {
    return Future.succeededFuture(new Purged(outcome, 5, Set.of(), List.of("b", "a"), List.of()));
  }

  private static final class NoSwitch implements CallsSwitch {
    @Override
    public CallsMode mode() {
      return CallsMode.ON;
    }

    @Override
    public Future<Boolean> choose(CallsMode mode) {
      throw new AssertionError("nobody chooses");
    }
  }
}
