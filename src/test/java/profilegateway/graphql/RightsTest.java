package profilegateway.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import profilegateway.access.Caller;
import profilegateway.access.Caller.Scopes;
import profilegateway.config.GraphQlConfig;
import profilegateway.config.Introspection;
import profilegateway.graphql.rights.Audit;
import profilegateway.http.WrittenAnswers;
import profilegateway.profile.Cancellation;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;
import profilegateway.profile.ProfileReference;
import profilegateway.testing.Spec;
import profilegateway.testing.TestLimits;

/** What callers may read of whom: the whole answer, what was looked up for it, and what the audit is told. */
@ExtendWith(VertxExtension.class)
class RightsTest {
  private static final JsonMapper JSON = new JsonMapper();

  @SuppressWarnings("NullAway.Init") // before all tests
  private static Vertx vertx;

  @TempDir
  private Path folder;

  @BeforeAll
  static void open(Vertx opened) {
    vertx = opened;
  }

  static List<Spec> specs() {
    return Spec.read("rights.txt");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("specs")
  void aCallerIsToldWhatItMayReadAndNothingElseIsAskedFor(Spec spec) throws Exception {
    assertThat(told(spec, true)).as("by plan").isEqualTo(spec.expected());
    assertThat(told(spec, false)).as("by the engine").isEqualTo(spec.expected());
  }

  private String told(Spec spec, boolean plan) throws Exception {
    String own = SchemaFiles.own().text();
    String extension = "";
    Caller caller = Caller.ANONYMOUS;
    Set<String> viewerScopes = Set.of();
    Introspection introspection = Introspection.OFF;
    List<String> query = new ArrayList<>();
    for (String line : spec.given().split("\n", -1)) {
      String[] word = line.split(": ", 2);
      switch (word[0]) {
        case "schema" -> own = changed(own, word[1]);
        case "extension" -> extension += word[1] + "\n";
        case "caller" -> caller = caller(word[1]);
        case "on the own profile" -> viewerScopes = Set.of(word[1].split(" ", -1));
        case "introspection" -> introspection = Introspection.of(word[1]).orElseThrow();
        default -> query.add(line);
      }
    }

    Path file = Files.writeString(folder.resolve("extension.graphqls"), extension);
    GatewaySchema schema =
        GatewaySchema.read(new SchemaFiles.SchemaFile("own", own), List.of(file), false);
    RecordedPeople people = new RecordedPeople();
    List<Audit.Entry> audited = new ArrayList<>();
    Operations operations = new Operations(
        vertx,
        schema,
        people,
        new GraphQlConfig(
            List.of(),
            false,
            Set.of("customer_id", "other"),
            Set.of(),
            Duration.ofSeconds(3),
            introspection,
            plan),
        TestLimits.usual(),
        viewerScopes,
        InstantSource.system(),
        System::nanoTime,
        new OperationEvents() {},
        new Audit() {
          @Override
          public void operationEnded(Entry entry) {
            audited.add(entry);
          }
        });
    OperationRequest request = new OperationRequest("r1", String.join("\n", query), null, Map.of());
    Caller asking = caller;
    // On an event loop, as the gateway does: on another thread, the answer may precede the audit.
    OperationResponse answer = Future.<OperationResponse>future(
            promise -> vertx.runOnContext(go -> operations
                .execute(request, asking, new Cancellation(), new ProfileTally())
                .onComplete(promise)))
        .await(20, TimeUnit.SECONDS);

    return told(answer, people, audited);
  }

  private static String changed(String own, String change) {
    String[] sides = change.split(" => ", 2);
    assertThat(own).contains(sides[0]);
    return own.replace(sides[0], sides[1]);
  }

  /** For example {@code token of ann, mpid 11, with a b}. */
  private static Caller caller(String text) {
    Caller.Kind kind = Caller.Kind.ANONYMOUS;
    ProfileReference viewer = null;
    Mpid mpid = null;
    Scopes scopes = Scopes.NONE;
    for (String said : text.split(", ", -1)) {
      String[] words = said.split(" ", -1);
      switch (words[0]) {
        case "token" -> kind = Caller.Kind.TOKEN;
        case "key" -> kind = Caller.Kind.API_KEY;
        case "anonymous" -> {}
        case "of" -> viewer = reference(words[1]);
        case "mpid" -> mpid = new Mpid(Long.parseLong(words[1]));
        case "with" ->
          scopes = new Scopes(
              false,
              Set.of(words).stream()
                  .filter(word -> !word.equals("with"))
                  .collect(Collectors.toSet()));
        case "unchecked" -> scopes = Scopes.ALL;
        default -> throw new AssertionError(said);
      }
    }
    return new Caller(viewer, mpid, scopes, kind, "h");
  }

  private static ProfileReference reference(String text) {
    return Character.isDigit(text.charAt(0))
        ? new Mpid(Long.parseLong(text))
        : new Identity("customer_id", text);
  }

  private static String told(
      OperationResponse answer, RecordedPeople people, List<Audit.Entry> audited) throws Exception {
    List<String> lines = new ArrayList<>();
    JsonNode body = JSON.readTree(WrittenAnswers.body(answer, false, false).getBytes());
    lines.add(answer.executed() ? body.get("data").toString() : "refused");
    answer.errors().forEach(error -> lines.add(error.code() + path(error.path())));
    lines.add("asked: " + people.asked());
    audited.forEach(entry -> lines.add("audit: " + told(entry)));
    return String.join("\n", lines);
  }

  private static String path(@Nullable List<Object> path) {
    return path == null
        ? ""
        : " " + path.stream().map(String::valueOf).collect(Collectors.joining("."));
  }

  private static String told(Audit.Entry entry) {
    String refused = entry.refusals().entrySet().stream()
        .map(refusal -> ", " + refusal.getKey() + " " + refusal.getValue())
        .sorted()
        .collect(Collectors.joining());
    return entry.profiles() + " of others by " + entry.routes() + " in [" + entry.parts() + "]"
        + refused;
  }
}
