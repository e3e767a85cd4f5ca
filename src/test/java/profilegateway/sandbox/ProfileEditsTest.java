package profilegateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.testing.SandboxClient.ALL;
import static profilegateway.testing.SandboxClient.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import profilegateway.testing.SandboxClient;

class ProfileEditsTest {
  private static final long SAMPLE = 9080350317581165000L;
  private static final String SAMPLE_PATH = "/profiles/" + SAMPLE;

  @RegisterExtension
  static final RunningSandbox SANDBOX = new RunningSandbox();

  private final SandboxClient client = SANDBOX.client();
  private String token;

  @BeforeEach
  void takeAToken() throws IOException {
    token = client.token();
  }

  private JsonNode served() throws IOException {
    return json(client.profile(token, SAMPLE, ALL));
  }

  private JsonNode patch(String json) throws IOException {
    return client.ask("PATCH", SAMPLE_PATH, json.replace('\'', '"'));
  }

  @Test
  void aPatchMergesAndANullIsATag() throws IOException {
    JsonNode changed = patch(
        "{'is_opted_out':true,'user_attributes':{'vip':null,'ltv':'1'},'remove':['/user_attributes/$city']}");

    assertThat(served()).isEqualTo(changed);
    assertThat(changed.path("is_opted_out").booleanValue()).isTrue();
    assertThat(changed.path("user_attributes").has("vip")).isTrue();
    assertThat(changed.at("/user_attributes/vip").isNull()).isTrue();
    assertThat(changed.at("/user_attributes/ltv").asText()).isEqualTo("1");
    assertThat(changed.path("user_attributes").has("$city")).isFalse();
    assertThat(changed.at("/user_attributes/$state").asText()).isEqualTo("NY");
  }

  @Test
  void aResetUndoesEveryEdit() throws IOException {
    JsonNode before = served();
    assertThat(patch("{'user_attributes':{'ltv':'1'}}")).isNotEqualTo(before);
    client.tell("DELETE", "/profiles/9007199254740993", "");

    client.tell("POST", "/reset", "");

    assertThat(served()).isEqualTo(before);
    assertThat(client.profile(token, 9007199254740993L, ALL).statusCode()).isEqualTo(200);
  }

  @Test
  void aDeletedProfileIsNotFoundByAnything() throws IOException {
    client.tell("PATCH", "/behaviour", "{\"generate\":true}");
    client.tell("DELETE", SAMPLE_PATH, "");

    assertThat(client.profile(token, SAMPLE, ALL).statusCode()).isEqualTo(404);
    assertThat(client.resolveCustomer(token, "Example-Customer-mxr15").statusCode())
        .isEqualTo(404);
    assertThat(client.resolveCustomer(token, "customer-" + SAMPLE).statusCode()).isEqualTo(404);
    assertThat(client.control("GET", SAMPLE_PATH, "").statusCode()).isEqualTo(404);
    assertThat(client.control("PATCH", SAMPLE_PATH, "{}").statusCode()).isEqualTo(404);
    assertThat(client.control("DELETE", SAMPLE_PATH, "").statusCode()).isEqualTo(404);
  }

  @Test
  void aReplacedProfileGoesByItsNewIdentities() throws IOException {
    JsonNode replaced = client.ask(
        "PUT",
        SAMPLE_PATH,
        "{\"user_identities\":[{\"type\":\"other_id_3\",\"encoding\":\"none\",\"value\":\"x\"}]}");

    assertThat(replaced.path("mpid").longValue()).isEqualTo(SAMPLE);
    assertThat(served()).isEqualTo(replaced);
    assertThat(client.resolveCustomer(token, "Example-Customer-mxr15").statusCode())
        .isEqualTo(404);
    HttpResponse<String> resolved = client.resolve(
        token,
        "{\"environment_type\":\"production\",\"identity\":{\"type\":\"other_id_3\",\"value\":\"x\"}}",
        ALL);
    assertThat(json(resolved)).isEqualTo(replaced);
  }

  @Test
  void aGeneratedProfileCanBeEdited() throws IOException {
    client.tell("PATCH", "/behaviour", "{\"generate\":true}");
    client.tell("PATCH", "/profiles/77", "{\"user_attributes\":{\"ltv\":\"1000000\"}}");

    JsonNode served = json(client.resolveCustomer(token, "customer-77"));

    assertThat(served.path("mpid").longValue()).isEqualTo(77);
    assertThat(served.at("/user_attributes/ltv").asText()).isEqualTo("1000000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "PATCH|{'mpid':1}|a profile keeps its mpid",
        "PATCH|{'user_atributes':{}}|a profile has no user_atributes; it has mpid, created_timestamp_ms,",
        "PATCH|{'user_attributes':{'a':{'b':1}}}|user_attributes: a is a single value, null (a tag) or an array",
        "PATCH|{'remove':['/user_attributes/none']}|there is nothing to remove at /user_attributes/none",
        "PATCH|{'remove':['user_attributes.ltv']}|a place in a record is a JSON pointer such as /user_attributes/$city",
        "PATCH|{'remove':'/user_attributes/ltv'}|a change: remove is an array",
        "PATCH|{'is_opted_out':'yes'}|is_opted_out is true, false or null",
        "PATCH|{'user_identities':[{'type':'customer_id','encoding':'none','value':'shopper-tagged'}]}|"
            + "customer_id shopper-tagged belongs to mpid 4400000000000000002 already",
        "PUT|{'mpid':1}|the record's mpid is the one in the path, as a JSON number; or leave it out",
        "PUT|{'mpid':'9080350317581165000'}|the record's mpid is the one in the path",
        "PUT|{'audience_memberships':[{'audience_id':'x'}]}|audience_memberships: audience_id is a whole number",
        "PUT|{'audience_memberships':{}}|audience_memberships is an array or null",
        "PUT|{'created_timestamp_ms':'now'}|created_timestamp_ms is a whole number or null",
        "PUT|{'device_identities':[{'type':'x'}]}|device_identities: each entry has a type, an encoding and a value",
      })
  void aWrongEditIsToldWhatIsRightAndChangesNothing(String method, String body, String message)
      throws IOException {
    JsonNode before = served();

    HttpResponse<String> answer = client.control(method, SAMPLE_PATH, body.replace('\'', '"'));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(json(answer).at("/errors/0/message").asText().replace('"', '\''))
        .startsWith(message);
    assertThat(served()).isEqualTo(before);
  }

  @Test
  void theShoppersAreListedAndEachIsFoundByBothOfItsNames() throws IOException {
    JsonNode shoppers = client.ask("GET", "/shoppers", "").path("shoppers");

    assertThat(shoppers).hasSizeGreaterThanOrEqualTo(12);
    for (JsonNode shopper : shoppers) {
      long mpid = Long.parseLong(shopper.path("mpid").asText());
      HttpResponse<String> byMpid = client.profile(token, mpid, ALL);
      assertThat(byMpid.statusCode()).isEqualTo(200);
      assertThat(client
              .resolveCustomer(token, shopper.path("customer_id").asText())
              .body())
          .isEqualTo(byMpid.body());
      assertThat(client.control("GET", "", "").body())
          .contains(shopper.path("name").asText(), shopper.path("shows").asText());
    }
  }

  @Test
  void theHoardersRecordIsLarge() throws IOException {
    assertThat(client.profile(token, 4400000000000000013L, ALL).body().length())
        .isBetween(200_000, 230_000);
  }

  @Test
  void numbersInARecordStayWhatTheyWere() throws IOException {
    assertThat(client.profile(token, 4400000000000000006L, ALL).body())
        .contains("\"ltv\":342.10,", "\"orders\":9007199254740993,");
  }
}
