package profilegateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.testing.SandboxClient.ALL;
import static profilegateway.testing.SandboxClient.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import profilegateway.testing.SandboxClient;

/** Which calls a fault strikes; what it then does to them is in {@link FaultsTest}. */
class FaultRulesTest {
  private static final long SAMPLE = 9080350317581165000L;
  private static final long ANOTHER = 9007199254740993L;

  @RegisterExtension
  static final RunningSandbox SANDBOX = new RunningSandbox();

  private final SandboxClient client = SANDBOX.client();
  private String token;

  @BeforeEach
  void takeAToken() throws IOException {
    token = client.token();
  }

  private void fault(String json) throws IOException {
    client.tell("POST", "/faults", json.replace('\'', '"'));
  }

  private HttpResponse<String> profile() throws IOException {
    return client.profile(token, SAMPLE, ALL);
  }

  @Test
  void aRuleThatHasPlayedAsOftenAsItShouldIsGone() throws IOException {
    fault("{'on':'profile','kind':'status','status':503,'times':2}");

    assertThat(List.of(profile().statusCode(), profile().statusCode(), profile().statusCode()))
        .containsExactly(503, 503, 200);
    assertThat(client.ask("GET", "/faults", "")).isEqualTo(json("{\"faults\":[]}"));
  }

  @Test
  void aFractionStrikesTheSameCallsEveryTime() throws IOException {
    String rule = "{'kind':'status','status':503,'fraction':0.2,'seed':7}";
    fault(rule);
    List<Integer> first = statuses(200);
    client.tell("DELETE", "/faults", "");
    fault(rule);

    assertThat(statuses(200)).isEqualTo(first);
    assertThat(first.stream().filter(status -> status == 503).count()).isBetween(25L, 55L);
  }

  private List<Integer> statuses(int calls) throws IOException {
    List<Integer> statuses = new ArrayList<>();
    for (int call = 0; call < calls; call++) {
      statuses.add(client.profile(token, SAMPLE, "attribution").statusCode());
    }
    return statuses;
  }

  @Test
  void aRuleForAnMpidStrikesTheResolveThatFindsItToo() throws IOException {
    fault("{'kind':'status','status':503,'mpid':'" + SAMPLE + "'}");

    assertThat(profile().statusCode()).isEqualTo(503);
    assertThat(client.resolveCustomer(token, "Example-Customer-mxr15").statusCode())
        .isEqualTo(503);
    assertThat(client.profile(token, ANOTHER, ALL).statusCode()).isEqualTo(200);
  }

  @Test
  void aCallThatIsRefusedAnywayDoesNotUseUpAFault() throws IOException {
    fault("{'kind':'status','status':503,'times':1}");

    assertThat(client.profile("wrong", SAMPLE, ALL).statusCode()).isEqualTo(401);
    assertThat(profile().statusCode()).isEqualTo(503);
  }

  @Test
  void rulesAreListedAndRemovedOneByOne() throws IOException {
    JsonNode added = client.ask(
        "POST",
        "/faults",
        "{\"on\":\"resolve\",\"kind\":\"cut\",\"at\":10,\"times\":3,\"delayMs\":2}");

    assertThat(added).isEqualTo(json("""
            {"id":1,"on":"resolve","kind":"cut","times":3,"played":0,"fraction":1.0,"mpid":null,"delayMs":2,\
            "parameters":{"at":10}}"""));
    assertThat(client.ask("GET", "/faults", "").path("faults")).containsExactly(added);
    assertThat(client.control("DELETE", "/faults/1", "").statusCode()).isEqualTo(204);
    assertThat(client.control("DELETE", "/faults/1", "").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{}|a fault has a kind (text)",
        "{'kind':'explode'}|a fault: kind is one of status, redirect, html, empty, null,",
        "{'kind':'hang','on':'profiles'}|a fault: on is one of token, profile, resolve, api, any",
        "{'kind':'hang','tims':1}|a fault has no tims; it has on, kind, times, fraction, mpid, delayMs, seed",
        "{'kind':'hang','times':0}|a fault: times is a whole number from 1 to",
        "{'kind':'hang','fraction':1.5}|a fault: fraction is a number from 0 to 1",
        "{'kind':'hang','mpid':1.5}|a fault: mpid is a 64-bit integer other than 0, as a number or as text",
        "{'kind':'hang','mpid':1,'on':'token'}|a fault: a token request has no mpid",
        "{'kind':'status'}|a fault has a status (a whole number from 200 to 599)",
        "{'kind':'slow'}|a fault: slow has a delayMs (milliseconds)",
        "{'kind':'redirect'}|a fault has a location (text)",
        "{'kind':'overwrite'}|a fault: overwrite has a with (an object), a remove (JSON pointers), or both",
        "{'kind':'wrong-types','as':'date'}|a fault: as is one of text, number, double, boolean, null, object, array",
        "{'kind':'null-token'}|a fault: null-token is for on = token",
        "{'kind':'other-mpid','on':'any'}|a fault: other-mpid is for on = profile, resolve or api",
        "[]|the body is a JSON object",
        "{|the body is not JSON: ",
      })
  void aWrongRuleIsToldWhatIsRight(String rule, String message) throws IOException {
    HttpResponse<String> answer = client.control("POST", "/faults", rule.replace('\'', '"'));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).at("/errors/0/message").asText()).startsWith(message);
    assertThat(client.ask("GET", "/faults", "").path("faults")).isEmpty();
  }
}
