package profilegateway.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static profilegateway.testing.SandboxClient.ALL;
import static profilegateway.testing.SandboxClient.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.testing.SandboxClient;

class FaultsTest {
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
  void aStatusComesWithItsHeadersAndBody() throws IOException {
    fault(
        "{'on':'profile','kind':'status','status':429,'headers':{'Retry-After':'soon'},'body':{'a':1}}");

    HttpResponse<String> answer = profile();

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).contains("soon");
    assertThat(answer.body()).isEqualTo("{\"a\":1}");
  }

  @Test
  void aStatusMayHaveTextForABody() throws IOException {
    fault(
        "{'kind':'status','status':502,'headers':{'Content-Type':'text/html'},'body':'<h1>no</h1>'}");

    assertThat(profile().headers().allValues("Content-Type")).containsExactly("text/html");
    assertThat(profile().body()).isEqualTo("<h1>no</h1>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'kind':'empty'}|200|application/json|''",
        "{'kind':'null'}|200|application/json|null",
        "{'kind':'redirect','location':'http://127.0.0.1:1/'}|302|text/html|''",
        "{'kind':'status','status':503}|503|application/json|"
            + "{\"errors\":[{\"code\":\"FAULT\",\"message\":\"A fault rule says so.\"}]}",
      })
  void anotherAnswerIsSentAsItIs(String rule, int status, String contentType, String body)
      throws IOException {
    fault(rule);

    HttpResponse<String> answer = profile();

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains(contentType);
    assertThat(answer.body()).isEqualTo(body);
  }

  @Test
  void aRedirectSaysWhereTo() throws IOException {
    fault("{'kind':'redirect','location':'http://127.0.0.1:1/','status':307}");

    assertThat(profile().statusCode()).isEqualTo(307);
    assertThat(profile().headers().firstValue("Location")).contains("http://127.0.0.1:1/");
  }

  @Test
  void htmlIsAPageThatClaimsToBeFine() throws IOException {
    fault("{'kind':'html'}");

    assertThat(profile().statusCode()).isEqualTo(200);
    assertThat(profile().body()).startsWith("<!DOCTYPE html>");
  }

  @Test
  void garbageIsTheSameEveryTime() throws IOException {
    fault("{'kind':'garbage','bytes':100}");

    byte[] first =
        client.sendForBytes(client.profileRequest(token, SAMPLE, ALL)).body();
    byte[] second =
        client.sendForBytes(client.profileRequest(token, SAMPLE, ALL)).body();

    assertThat(first).hasSize(100).isEqualTo(second);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'kind':'reset'}",
        "{'kind':'cut'}",
        "{'kind':'cut','at':0}",
        "{'kind':'cut','at':1000000}"
      })
  void aBrokenConnectionIsNoAnswer(String rule) throws IOException {
    fault(rule);

    assertThatThrownBy(this::profile).isInstanceOf(IOException.class);
  }

  @Test
  void aHangingCallIsFreedByAReset() throws Exception {
    fault("{'on':'profile','kind':'hang','mpid':" + SAMPLE + "}");
    // A POST, because the client would send a GET once more by itself.
    CompletableFuture<HttpResponse<String>> hanging =
        client.sendLater(client.profileRequest(token, SAMPLE, ALL).POST(BodyPublishers.noBody()));
    while (client.ask("GET", "/counters", "").path("byFault").path("hang").asInt() == 0) {
      Thread.onSpinWait();
    }
    // Only that one hangs.
    assertThat(client.profile(token, ANOTHER, ALL).statusCode()).isEqualTo(200);
    assertThat(hanging).isNotDone();

    client.tell("POST", "/reset", "");

    assertThatThrownBy(() -> hanging.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IOException.class);
    assertThat(client.ask("GET", "/counters", "").path("mostAtOnce").intValue()).isZero();
    assertThat(profile().statusCode()).isEqualTo(200);
  }

  @Test
  void aDripArrivesWholeInTheEnd() throws IOException {
    String whole = client.profile(token, SAMPLE, "partner_identities").body();
    fault("{'kind':'drip','intervalMs':1}");

    assertThat(client.profile(token, SAMPLE, "partner_identities").body()).isEqualTo(whole);
  }

  @Test
  void slowIsTheProperAnswerLater() throws IOException {
    String whole = profile().body();
    fault("{'kind':'slow','delayMs':5}");

    assertThat(profile().body()).isEqualTo(whole);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void hugeIsAsLongAsAskedFor(boolean declared) throws IOException {
    fault("{'kind':'huge','bytes':3000000,'declared':" + declared + "}");

    HttpResponse<String> answer = profile();

    assertThat(answer.body()).hasSize(3_000_000);
    assertThat(answer.headers().firstValue("Content-Length").isPresent()).isEqualTo(declared);
    assertThat(json(answer).path("padding").isTextual()).isTrue();
  }

  @Test
  void aCompressedBombIsSmallUntilItIsUnpacked() throws IOException {
    fault("{'kind':'compressed-bomb','bytes':2000000}");

    HttpResponse<byte[]> answer = client.sendForBytes(client.profileRequest(token, SAMPLE, ALL));
    byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();

    assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(answer.body().length).isLessThan(10_000);
    assertThat(unpacked).hasSize(2_000_000 + "{\"padding\":\"\"}".length());
  }

  @Test
  void deepIsTheProperAnswerWithAnAbyss() throws IOException {
    String whole = profile().body();
    fault("{'kind':'deep','depth':5}");

    assertThat(profile().body())
        .isEqualTo(whole.substring(0, whole.length() - 1) + ",\"nested\":[[[[[]]]]]}");
  }

  @Test
  void notUtf8CannotBeDecoded() throws IOException {
    fault("{'on':'any','kind':'not-utf8'}");

    byte[] body = client
        .sendForBytes(client.profileRequest(token, SAMPLE, "user_attributes"))
        .body();

    assertThatThrownBy(() -> UTF_8.newDecoder().decode(ByteBuffer.wrap(body)))
        .isInstanceOf(CharacterCodingException.class);
    assertThat(json(new String(body, ISO_8859_1)).at("/user_attributes/$city").asText())
        .isEqualTo("Orl\u00e9ans");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'field':'mpid','as':'text'}|/mpid|'9080350317581165000'",
        "{'field':'created_timestamp_ms'}|/created_timestamp_ms|'1574704283462'",
        "{'field':'is_opted_out'}|/is_opted_out|'false'",
        "{'field':'is_opted_out','as':'number'}|/is_opted_out|42",
        "{'field':'user_attributes','as':'null'}|/user_attributes|null",
        "{'field':'/user_attributes/ltv','as':'array'}|/user_attributes/ltv|['342.1']",
        "{'field':'/audience_memberships/1/audience_id','as':'boolean'}|/audience_memberships/1/audience_id|true",
        "{'field':'/user_identities/0','as':'text'}|/user_identities/0|"
            + "'{\\'type\\':\\'customer_id\\',\\'encoding\\':\\'none\\',\\'value\\':\\'Example-Customer-mxr15\\'}'",
        "{}|/device_identities/value/0/type|'android_id'",
      })
  void aFieldHasTheWrongType(String parameters, String place, String value) throws IOException {
    String separator = parameters.equals("{}") ? "" : ",";
    fault("{'kind':'wrong-types'" + separator + parameters.substring(1));

    JsonNode answer = json(profile());

    assertThat(answer.at(place).toString())
        .isEqualTo(json(value.replace('\'', '"')).toString());
  }

  @Test
  void anMpidMayBecomeADouble() throws IOException {
    fault("{'kind':'wrong-types','field':'mpid','as':'double'}");

    assertThat(profile().body()).matches("\\{\"mpid\":9\\.080350317581[0-9]+E18,.*");
  }

  @Test
  void overwriteMergesAndRemoves() throws IOException {
    fault("{'kind':'overwrite','with':{'mpid':'no','user_attributes':{'ltv':null,'new':[{}]}},"
        + "'remove':['/user_attributes/$city','/attribution']}");

    JsonNode answer = json(profile());

    assertThat(answer.path("mpid").asText()).isEqualTo("no");
    assertThat(answer.at("/user_attributes/ltv").isNull()).isTrue();
    assertThat(answer.at("/user_attributes/new")).isEqualTo(json("[{}]"));
    assertThat(answer.at("/user_attributes/$city").isMissingNode()).isTrue();
    assertThat(answer.at("/user_attributes/$state").asText()).isEqualTo("NY");
  }

  @Test
  void otherMpidIsTheNextOrTheOneGiven() throws IOException {
    fault("{'kind':'other-mpid','times':1}");
    fault("{'kind':'other-mpid','times':1,'otherMpid':'-5'}");

    assertThat(json(profile()).path("mpid").longValue()).isEqualTo(SAMPLE + 1);
    assertThat(json(profile()).path("mpid").longValue()).isEqualTo(-5);
    assertThat(json(profile()).path("mpid").longValue()).isEqualTo(SAMPLE);
  }

  @Test
  void anAnswerThatIsNotGoodIsNotAltered() throws IOException {
    fault("{'kind':'other-mpid'}");

    assertThat(client.profile(token, 77, ALL).statusCode()).isEqualTo(404);
  }

  @Test
  void tokensGoWrongToo() throws IOException {
    fault("{'on':'token','kind':'no-expires-in','times':1}");
    fault("{'on':'token','kind':'null-token','times':1}");
    fault("{'on':'token','kind':'wrong-types','times':1}");
    fault("{'on':'token','kind':'status','status':500,'times':1}");

    assertThat(json(client.tokenAnswer()).has("expires_in")).isFalse();
    assertThat(json(client.tokenAnswer()).path("access_token").isNull()).isTrue();
    assertThat(json(client.tokenAnswer()).path("expires_in").asText()).isEqualTo("28800");
    assertThat(client.tokenAnswer().statusCode()).isEqualTo(500);
    assertThat(client.tokenAnswer().statusCode()).isEqualTo(200);
  }
}
