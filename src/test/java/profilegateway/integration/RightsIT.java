package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.testing.SandboxClient;
import profilegateway.testing.TestGateway;

/**
 * Nobody is told anything of another without the scope, by any route: random callers ask for random people, and every
 * answer is searched for values of whom it may not be about. What the sandbox saw tells that nobody else was even asked for.
 */
class RightsIT {
  private static final int PAIRS = Integer.getInteger("rights.pairs", 2000);
  private static final long SEED = Long.getLong("rights.seed", 20261123);
  private static final int PEOPLE = 60;
  private static final int SHOWN = 5;
  private static final int TRUSTED = 400;
  private static final String SERVER = "a-key-of-a-server-that-may-read-everybody";
  private static final String POOR_SERVER = "a-key-of-a-server-that-may-read-nobody";
  private static final DrawnCaller READER_OF_ALL =
      new DrawnCaller(null, Set.of("profile:read", "profile:identities"), "X-API-Key", SERVER);
  private static final List<Set<String>> SCOPES = List.of(
      Set.of(),
      Set.of(),
      Set.of("profile:identities"),
      Set.of("profile:reader", "PROFILE:READ", "profile"),
      Set.of("profile:read"),
      Set.of("profile:read", "profile:identities"));

  @TempDir
  private Path folder;

  private final Random random = new Random(SEED);
  private final List<MarkedPerson> people = IntStream.range(0, PEOPLE)
      .mapToObj(number -> new MarkedPerson(number, random.nextLong()))
      .toList();
  private final DrawnRoutes routes = new DrawnRoutes(random);
  private final Map<String, List<DrawnAsk>> trusted = new LinkedHashMap<>();
  private final Map<String, String> tokens = new HashMap<>();
  private final List<String> wrong = new ArrayList<>();
  private int pairs;
  private int told;
  private int failed;

  /** Cold, every read goes upstream; else copies are held of whoever was read by somebody who may. */
  @ParameterizedTest
  @ValueSource(strings = {"off", "on"})
  void nobodyIsToldAnythingOfAnotherWithoutTheScope(String copies) throws Exception {
    try (TestGateway gateway = start(copies)) {
      while (pairs < PAIRS / 2) {
        DrawnCaller caller = caller(gateway);
        List<List<DrawnAsk>> operations = new ArrayList<>();
        for (int left = random.nextInt(5) == 0 ? 2 + random.nextInt(2) : 1; left > 0; left--) {
          operations.add(random.nextInt(4) == 0 ? trusted(caller) : asks(caller));
        }
        List<MarkedPerson> asked = operations.stream()
            .flatMap(List::stream)
            .flatMap(ask -> ask.people().stream())
            .distinct()
            .toList();
        if (random.nextBoolean()) {
          read(asked, gateway);
        }
        List<DrawnRoutes.Sent> sent =
            operations.stream().map(RightsIT::document).map(routes::sent).toList();
        sent.forEach(operation -> routes.register(operation, READER_OF_ALL, gateway));
        var before = gateway.takeJournal();
        assertThat(before).isNotNull();
        judge(caller, operations, asked, sent, gateway);
      }
    }
    System.out.printf(
        "rights: %d pairs of caller and mpid, %d of them allowed, copies %s (seed %d)%n",
        pairs, told, copies, SEED);
    System.out.printf("rights: routes %s%n", routes);
    System.out.printf("rights: %d passed, %d failed%n", pairs - failed, failed);

    assertThat(wrong).isEmpty();
    assertThat(told).isBetween(pairs / 5, pairs * 4 / 5);
  }

  private TestGateway start(String copies) throws Exception {
    Path profiles = Files.write(
        folder.resolve("people.jsonl"),
        people.stream().map(MarkedPerson::record).toList());
    Path keys = Files.writeString(
        folder.resolve("keys"),
        sha256(SERVER) + " server profile:read,profile:identities\n" + sha256(POOR_SERVER)
            + " poor-server openid\n");
    for (int left = TRUSTED; left > 0; left--) {
      List<DrawnAsk> asks = asks(new DrawnCaller(null, Set.of(), "", ""));
      trusted.put(document(asks), asks);
    }
    Path manifest = Files.writeString(
        folder.resolve("manifest.json"), routes.manifest(List.copyOf(trusted.keySet())));
    return TestGateway.start(
        "GATEWAY_PERSISTED_DOCUMENTS",
        manifest.toString(),
        "GATEWAY_PERSISTED_DOCUMENTS_MODE",
        "log",
        "GATEWAY_ACCESS",
        "tokens",
        "GATEWAY_ANONYMOUS",
        "allow",
        "GATEWAY_API_KEYS_FILE",
        keys.toString(),
        // A few callers ask for all.
        "GATEWAY_LIMIT_OPERATIONS_PER_SECOND",
        "100000",
        "GATEWAY_CACHE_LOCAL",
        copies,
        "SANDBOX_PROFILES",
        profiles.toString());
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private DrawnCaller caller(TestGateway gateway) throws IOException {
    Set<String> scopes = SCOPES.get(random.nextInt(SCOPES.size()));
    return switch (random.nextInt(12)) {
      case 0 -> new DrawnCaller(null, Set.of(), "", "");
      case 1 -> new DrawnCaller(null, Set.of(), "X-API-Key", POOR_SERVER);
      case 2 ->
        new DrawnCaller(null, Set.of("profile:read", "profile:identities"), "X-API-Key", SERVER);
      default -> {
        MarkedPerson self = people.get(random.nextInt(PEOPLE));
        String token = token(self, scopes, random.nextBoolean(), gateway);
        yield new DrawnCaller(self, scopes, "Authorization", "Bearer " + token);
      }
    };
  }

  private String token(MarkedPerson self, Set<String> scopes, boolean saysMpid, TestGateway gateway)
      throws IOException {
    String path = "/tokens/" + self.customerId() + "?scopes="
        + URLEncoder.encode(String.join(" ", scopes), StandardCharsets.UTF_8)
        + (saysMpid ? "&mpid=yes" : "");
    String known = tokens.get(path);
    if (known == null) {
      known = gateway.sandbox().control("GET", path, "").body();
      tokens.put(path, known);
    }
    return known;
  }

  /** What one operation asks: now and then for the caller itself, or for nobody that exists. */
  private List<DrawnAsk> asks(DrawnCaller caller) {
    List<DrawnAsk> asks = new ArrayList<>();
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      List<MarkedPerson> targets = new ArrayList<>();
      for (int more = 1 + random.nextInt(2); more > 0; more--) {
        int die = random.nextInt(10);
        targets.add(
            die < 3 && caller.self() != null
                ? caller.self()
                : die == 9
                    ? new MarkedPerson(PEOPLE + random.nextInt(100), random.nextLong())
                    : people.get(random.nextInt(PEOPLE)));
      }
      asks.add(DrawnAsk.of("a" + asks.size(), targets, random));
    }
    return asks;
  }

  /** Has people read by somebody who may, so that copies of them may be held. */
  private void read(List<MarkedPerson> asked, TestGateway gateway) {
    String mpids =
        asked.stream().map(person -> "\"" + person.mpid() + "\"").collect(Collectors.joining(","));
    String query = "{ profiles(mpids: [" + mpids
        + "]) { userAttributes { value } userIdentities { value } deviceIdentities { value } attribution isInAudience(audienceId: 1) } }";
    var unread =
        gateway.send(READER_OF_ALL.signing(gateway.postOf(TestGateway.body(query, Map.of()))));
    assertThat(unread.statusCode()).isEqualTo(200);
  }

  private void judge(
      DrawnCaller caller,
      List<List<DrawnAsk>> operations,
      List<MarkedPerson> asked,
      List<DrawnRoutes.Sent> sent,
      TestGateway gateway) {
    String body = gateway.send(caller.signing(routes.request(sent, gateway))).body();
    JsonNode answers = SandboxClient.json(body);
    List<String> complaints = new ArrayList<>();
    for (int number = 0; number < operations.size(); number++) {
      JsonNode answer = operations.size() == 1 ? answers : answers.path(number);
      for (DrawnAsk ask : operations.get(number)) {
        complaints.addAll(AnswerSearch.complaints(caller, ask, answer));
        pairs += ask.people().size();
        told += ask.mayBeAskedBy(caller) ? ask.people().size() : 0;
      }
    }
    complaints.addAll(AnswerSearch.complaints(caller, asked, people, body));
    complaints.addAll(AnswerSearch.complaints(caller, asked, SeenCall.in(gateway.takeJournal())));
    if (!complaints.isEmpty()) {
      failed += operations.stream()
          .flatMap(List::stream)
          .mapToInt(ask -> ask.people().size())
          .sum();
      if (wrong.size() < SHOWN) {
        wrong.add(caller + "\n" + sent + "\n" + complaints + "\n" + body);
      }
    }
  }

  private static String document(List<DrawnAsk> asks) {
    return asks.stream()
        .map(DrawnAsk::text)
        .collect(Collectors.joining(
            "\n",
            "{ __typename\n",
            "\n viewer { mpid city: userAttribute(name: \"$city\") { value } } }"));
  }

  /** An operation of the manifest; now and then one that asks for the caller itself. */
  private List<DrawnAsk> trusted(DrawnCaller caller) {
    List<List<DrawnAsk>> all = List.copyOf(trusted.values());
    List<List<DrawnAsk>> own = all.stream()
        .filter(asks -> asks.get(0).people().get(0).equals(caller.self()))
        .toList();
    List<List<DrawnAsk>> chosen = own.isEmpty() || random.nextBoolean() ? all : own;
    return chosen.get(random.nextInt(chosen.size()));
  }
}
