package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import profilegateway.testing.GraphQlAnswer;
import profilegateway.testing.TestGateway;

/** An mpid has 64 bits, and all of them come back, on every route. */
class MpidRoundTripIT {
  private static final int BATCH = 50;
  private static final long TWO_TO_53 = 1L << 53;
  private static final List<Long> EDGES = List.of(
      Long.MIN_VALUE,
      Long.MIN_VALUE + 1,
      Long.MAX_VALUE,
      Long.MAX_VALUE - 1,
      1L,
      -1L,
      10L,
      TWO_TO_53 - 1,
      TWO_TO_53,
      TWO_TO_53 + 1,
      -TWO_TO_53 + 1,
      -TWO_TO_53,
      -TWO_TO_53 - 1,
      (long) Integer.MAX_VALUE,
      Integer.MAX_VALUE + 1L,
      (long) Integer.MIN_VALUE,
      Integer.MIN_VALUE - 1L);

  /** Customer ids of the profiles that are held; those of generated ones name their mpid. */
  private static final Map<String, String> CUSTOMERS = Map.of(
      Long.toString(Long.MIN_VALUE), "shopper-smallest-mpid",
      Long.toString(Long.MAX_VALUE), "shopper-largest-mpid",
      Long.toString(TWO_TO_53 + 1), "shopper-beyond-double");

  private static TestGateway gateway;

  @BeforeAll
  static void start() {
    gateway = TestGateway.start("SANDBOX_GENERATE", "on", "GATEWAY_LIMITS", "measure");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @BeforeEach
  void forgetWhatWasSeen() {
    var unused = gateway.takeJournal();
  }

  static Stream<List<String>> batches() {
    Random random = new Random(53);
    List<String> mpids = LongStream.concat(
            EDGES.stream().mapToLong(Long::longValue),
            LongStream.generate(random::nextLong).filter(mpid -> mpid != 0).limit(1000))
        .distinct()
        .mapToObj(Long::toString)
        .toList();
    List<List<String>> batches = new ArrayList<>();
    for (int from = 0; from < mpids.size(); from += BATCH) {
      batches.add(mpids.subList(from, Math.min(from + BATCH, mpids.size())));
    }
    return batches.stream();
  }

  @ParameterizedTest
  @MethodSource("batches")
  void everyMpidComesBackDigitForDigitOnEveryRoute(List<String> mpids) {
    StringBuilder selections = new StringBuilder();
    StringBuilder data = new StringBuilder();
    for (String mpid : mpids) {
      String key = key(mpid);
      select("literal" + key, "profile(mpid: \"" + mpid + "\")", mpid, selections, data);
      select("variable" + key, "profile(mpid: $mpid" + key + ")", mpid, selections, data);
      select("node" + key, "node(id: \"" + id(mpid) + "\")", mpid, selections, data);
      select(
          "identity" + key,
          "profileByIdentity(identity: {value: \"" + customer(mpid) + "\"})",
          mpid,
          selections,
          data);
    }
    selections.append(" profiles(mpids: $mpids) { id mpid }");
    data.append("\"profiles\":")
        .append(
            mpids.stream().map(MpidRoundTripIT::json).collect(Collectors.joining(",", "[", "]")));

    GraphQlAnswer answer =
        gateway.ask("query(" + definitions(mpids) + ") {" + selections + " }", variables(mpids));

    assertThat(answer.data().toString()).isEqualTo("{" + data + "}");
    assertThat(SeenCall.in(gateway.takeJournal()))
        .isEqualTo(mpids.stream()
            .flatMap(mpid -> Stream.of(mpid, SeenCall.customer(customer(mpid))))
            .map(person -> SeenCall.text(person, List.of("audience_memberships")))
            .sorted()
            .toList());
  }

  private static void select(
      String alias, String field, String mpid, StringBuilder selections, StringBuilder data) {
    selections
        .append(' ')
        .append(alias)
        .append(": ")
        .append(field)
        .append(" { id ... on Profile { mpid } }");
    data.append('"').append(alias).append("\":").append(json(mpid)).append(',');
  }

  private static String json(String mpid) {
    return "{\"id\":\"" + id(mpid) + "\",\"mpid\":\"" + mpid + "\"}";
  }

  private static String customer(String mpid) {
    return CUSTOMERS.getOrDefault(mpid, "customer-" + mpid);
  }

  private static String id(String mpid) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(("Profile:" + mpid).getBytes(StandardCharsets.US_ASCII));
  }

  private static String definitions(List<String> mpids) {
    return "$mpids: [ID!]!"
        + mpids.stream().map(mpid -> ", $mpid" + key(mpid) + ": ID!").collect(Collectors.joining());
  }

  private static Map<String, Object> variables(List<String> mpids) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("mpids", mpids);
    mpids.forEach(mpid -> variables.put("mpid" + key(mpid), mpid));
    return variables;
  }

  private static String key(String mpid) {
    return mpid.replace('-', '_');
  }
}
