package profilegateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.testing.SandboxClient.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import profilegateway.testing.SandboxClient;

/** Runs the commands of docs/sandbox.md, in order, and compares what they print with what stands below them. */
@ExtendWith(VertxExtension.class)
class DocumentedExamplesTest {
  private static final Path GUIDE = Path.of("docs", "sandbox.md");
  private static final Pattern EXAMPLE =
      Pattern.compile("```sh\n(curl [^\n]*)\n```\n(?:```json\n(.*?)```\n)?", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  private String token = "";

  @Test
  void everyExampleAnswersWhatStandsBelowIt(Vertx vertx) throws Exception {
    Sandbox sandbox =
        Sandbox.start(vertx, RunningSandbox.options(null, false, 15)).await(20, TimeUnit.SECONDS);
    SandboxClient client = new SandboxClient(sandbox.port());
    int examples = 0;
    for (Matcher example = EXAMPLE.matcher(Files.readString(GUIDE)); example.find(); examples++) {
      HttpResponse<String> answer = client.send(request(client, words(example.group(1))));
      assertAnswers(example.group(1), answer, example.group(2));
    }
    assertThat(examples).isGreaterThan(12);
  }

  @Test
  void everyShopperIsInTheGuide() throws Exception {
    String guide = Files.readString(GUIDE);
    JsonNode shoppers;
    try (var resource = Sandbox.class.getResourceAsStream("shoppers.json")) {
      assertThat(resource).isNotNull();
      shoppers = json(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
    }

    for (JsonNode shopper : shoppers) {
      assertThat(guide)
          .contains(
              "| `" + shopper.path("name").asText() + "` | " + shopper.at("/profile/mpid") + " |")
          .contains("| " + shopper.path("shows").asText() + " |");
    }
  }

  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    for (Matcher word = WORD.matcher(command); word.find(); ) {
      words.add(
          word.group(1) != null
              ? word.group(1)
              : word.group(2) != null ? word.group(2) : word.group(3));
    }
    return words;
  }

  /** The request that curl would make of {@code words}; an option that is not used in the guide fails. */
  private HttpRequest.Builder request(SandboxClient client, List<String> words) {
    String path = "";
    String method = "";
    String body = "";
    List<String> headers = new ArrayList<>();
    for (Iterator<String> rest = words.listIterator(1); rest.hasNext(); ) {
      String word = rest.next();
      switch (word) {
        case "-s" -> {}
        case "-X" -> method = rest.next();
        case "-d" -> body = rest.next();
        case "-H" -> headers.add(rest.next().replace("$TOKEN", token));
        default -> {
          assertThat(word).startsWith("$SANDBOX/");
          path = word.substring("$SANDBOX".length());
        }
      }
    }
    String implied = body.isEmpty() ? "GET" : "POST";
    HttpRequest.Builder request = client
        .request(path)
        .method(method.isEmpty() ? implied : method, BodyPublishers.ofString(body));
    headers.forEach(header -> request.header(
        header.substring(0, header.indexOf(':')), header.substring(header.indexOf(':') + 2)));
    return request;
  }

  private void assertAnswers(String command, HttpResponse<String> answer, String expected)
      throws IOException {
    if (expected == null) {
      assertThat(answer.statusCode()).as(command).isEqualTo(204);
      return;
    }
    JsonNode actual = json(answer);
    if (actual.has("access_token")) {
      token = actual.path("access_token").asText();
    }
    JsonNode wanted = json(expected);
    hideWhatDiffers(wanted, actual);
    assertThat(actual).as(command).isEqualTo(wanted);
  }

  /** Puts the guide's … in the place of what it stands for. */
  private static void hideWhatDiffers(JsonNode wanted, JsonNode actual) {
    if (wanted instanceof ObjectNode && actual instanceof ObjectNode there) {
      wanted.properties().forEach(member -> {
        if (member.getValue().asText().equals("…") && there.has(member.getKey())) {
          there.put(member.getKey(), "…");
        } else {
          hideWhatDiffers(member.getValue(), there.path(member.getKey()));
        }
      });
    }
    for (int i = 0; wanted.isArray() && i < wanted.size(); i++) {
      hideWhatDiffers(wanted.path(i), actual.path(i));
    }
  }
}
