package profilegateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static profilegateway.testing.SandboxClient.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import profilegateway.testing.SandboxClient;

class JournalTest {
  private static final long SAMPLE = 9080350317581165000L;

  @RegisterExtension
  static final RunningSandbox SANDBOX = new RunningSandbox();

  private final SandboxClient client = SANDBOX.client();
  private String token;

  @BeforeEach
  void takeAToken() throws IOException {
    SANDBOX.pass(1000);
    token = client.token();
  }

  private JsonNode requests(String query) throws IOException {
    return client.ask("GET", "/journal" + query, "").path("requests");
  }

  @Test
  void aProfileCallIsNotedWhole() throws IOException {
    HttpRequest.Builder call = client
        .profileRequest(token, SAMPLE, "user_attributes,attribution")
        .header("User-Agent", "a-test");
    assertThat(client.send(call).statusCode()).isEqualTo(200);

    JsonNode entry = requests("?kind=profile").path(0);

    assertThat(entry.path("at").longValue()).isGreaterThan(1_700_000_000_000L);
    assertThat(entry).isEqualTo(json("""
            {"seq":2,"at":%s,"kind":"profile","method":"GET","path":"/userprofile/v1/1/2/3/9080350317581165000",\
            "mpid":"9080350317581165000","identity":null,"environment":null,\
            "fields":["user_attributes","attribution"],"authorized":true,"status":200,"fault":null,\
            "userAgent":"a-test"}""".formatted(entry.path("at"))));
  }

  @Test
  void aResolveNotesWhomItNamesAndWhomItFound() throws IOException {
    assertThat(client.resolveCustomer(token, "Example-Customer-mxr15").statusCode())
        .isEqualTo(200);
    assertThat(client.resolveCustomer(token, "nobody").statusCode()).isEqualTo(404);

    JsonNode found = requests("?kind=resolve").path(0);
    JsonNode missed = requests("?kind=resolve").path(1);

    assertThat(found.path("identity"))
        .isEqualTo(json("{\"type\":\"customer_id\",\"value\":\"Example-Customer-mxr15\"}"));
    assertThat(found.path("environment").asText()).isEqualTo("production");
    assertThat(found.path("mpid").asText()).isEqualTo("9080350317581165000");
    assertThat(missed.path("mpid").isNull()).isTrue();
    assertThat(missed.path("status").intValue()).isEqualTo(404);
  }

  @Test
  void aFaultIsNotedWithWhatWasSent() throws IOException {
    client.tell(
        "POST", "/faults", "{\"on\":\"profile\",\"kind\":\"status\",\"status\":503,\"times\":1}");
    client.tell("POST", "/faults", "{\"on\":\"resolve\",\"kind\":\"reset\"}");
    assertThat(client.profile(token, SAMPLE, "attribution").statusCode()).isEqualTo(503);
    assertThat(catchThrowable(() -> client.resolveCustomer(token, "nobody")))
        .isInstanceOf(IOException.class);

    assertThat(requests("?kind=profile").path(0).path("fault").asText()).isEqualTo("status");
    assertThat(requests("?kind=profile").path(0).path("status").intValue()).isEqualTo(503);
    assertThat(requests("?kind=resolve").path(0).path("fault").asText()).isEqualTo("reset");
    assertThat(requests("?kind=resolve").path(0).path("status").isNull()).isTrue();
  }

  @Test
  void strangersAreNotedAsUnauthorized() throws IOException {
    assertThat(client.profile("wrong", SAMPLE, "attribution").statusCode()).isEqualTo(401);
    assertThat(client.send(client.tokenRequest("{}")).statusCode()).isEqualTo(400);

    assertThat(requests("").path(0).path("authorized").booleanValue()).isTrue();
    assertThat(requests("").path(1).path("authorized").booleanValue()).isFalse();
    assertThat(requests("").path(2).path("authorized").booleanValue()).isFalse();
  }

  @Test
  void sinceGivesWhatCameAfterANumberAndNumbersGoOn() throws IOException {
    assertThat(client.profile(token, SAMPLE, "attribution").statusCode()).isEqualTo(200);

    assertThat(requests("?since=1")).hasSize(1);
    assertThat(requests("?since=2")).isEmpty();
    client.tell("DELETE", "/journal", "");
    assertThat(requests("")).isEmpty();
    assertThat(client.profile(token, SAMPLE, "attribution").statusCode()).isEqualTo(200);
    assertThat(requests("").path(0).path("seq").intValue()).isEqualTo(3);
  }

  @Test
  void wrongFiltersAreToldWhatIsRight() throws IOException {
    assertThat(client.control("GET", "/journal?since=x", "").statusCode()).isEqualTo(400);
    assertThat(client.control("GET", "/journal?kind=x", "").body())
        .contains("kind is one of token, profile, resolve");
  }

  @Test
  void countersTellCallsByKindStatusAndFields() throws IOException {
    assertThat(client.profile(token, SAMPLE, "attribution,user_attributes").statusCode())
        .isEqualTo(200);
    assertThat(client.profile(token, SAMPLE, "user_attributes,attribution").statusCode())
        .isEqualTo(200);
    assertThat(client.profile(token, 77, "attribution").statusCode()).isEqualTo(404);
    SANDBOX.pass(1000);
    assertThat(client.profile(token, SAMPLE, "wrong").statusCode()).isEqualTo(400);

    assertThat(client.ask("GET", "/counters", "")).isEqualTo(json("""
            {"calls":5,"byKind":{"token":1,"profile":4,"resolve":0},"byStatus":{"200":3,"400":1,"404":1},\
            "byFields":{"attribution":1,"user_attributes,attribution":2},"byFault":{},\
            "peakPerSecond":3,"mostAtOnce":1,"tokensIssued":1}"""));
    client.tell("DELETE", "/counters", "");
    assertThat(client.ask("GET", "/counters", "").path("calls").intValue()).isZero();
  }
}
