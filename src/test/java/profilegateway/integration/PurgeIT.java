package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.testing.Patience.until;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import profilegateway.testing.SandboxClient;
import profilegateway.testing.TestGateway;
import profilegateway.testing.TestRedis;

/** That a purge leaves nothing, whoever holds it. */
class PurgeIT {
  private static final String KEYS = "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String MPID = "9080350317581165000";
  private static final String CUSTOMER = "Example-Customer-mxr15";
  private static final String BY_MPID =
      "{ profile(mpid: \"" + MPID + "\") { attributes { city } } }";
  private static final String BY_IDENTITY =
      "{ profileByIdentity(identity: {type: CUSTOMER_ID, value: \"" + CUSTOMER
          + "\"}) { attributes { city } } }";
  private static final String PURGE_MPID = "{\"mpids\": [\"" + MPID + "\"]}";
  private static final String PURGE_CUSTOMER =
      "{\"identities\": [{\"type\": \"customer_id\", \"value\": \"" + CUSTOMER + "\"}]}";

  @Test
  void afterAPurgeOfAnMpidNothingOldIsRead() {
    try (TestGateway gateway = TestGateway.start("GATEWAY_CACHE_LOCAL", "on")) {
      assertThat(city(gateway, BY_IDENTITY)).isEqualTo("New York");
      move(gateway, "Boston");
      assertThat(city(gateway, BY_MPID)).isEqualTo("New York");

      JsonNode purged = purged(gateway, PURGE_MPID);

      assertThat(purged.path("complete").asBoolean()).isTrue();
      assertThat(purged.path("entries").asInt()).isPositive();
      assertThat(city(gateway, BY_IDENTITY)).isEqualTo("Boston");
      assertThat(city(gateway, BY_MPID)).isEqualTo("Boston");
    }
  }

  @Test
  void afterAPurgeOfAnIdentityNothingOldIsReadUnderItsMpid() {
    try (TestGateway gateway = TestGateway.start("GATEWAY_CACHE_LOCAL", "on")) {
      assertThat(city(gateway, BY_IDENTITY)).isEqualTo("New York");
      move(gateway, "Boston");

      assertThat(purged(gateway, PURGE_CUSTOMER).path("identities").toString())
          .isEqualTo("[{\"index\":0,\"type\":\"customer_id\",\"linked\":true}]");
      assertThat(city(gateway, BY_MPID)).isEqualTo("Boston");
    }
  }

  @Test
  void anIdentityThatNobodyReadIsLinkedToNothing() {
    try (TestGateway gateway = TestGateway.start("GATEWAY_CACHE_LOCAL", "on")) {
      assertThat(city(gateway, BY_MPID)).isEqualTo("New York");

      assertThat(purged(gateway, PURGE_CUSTOMER).path("identities").toString())
          .isEqualTo("[{\"index\":0,\"type\":\"customer_id\",\"linked\":false}]");
    }
  }

  @Test
  void aPurgeAtOneInstanceReachesTheOthersAndRedis() {
    try (TestRedis redis = TestRedis.start();
        TestGateway one = instance(redis);
        TestGateway other = beside(one, redis)) {
      assertThat(city(one, BY_IDENTITY)).isEqualTo("New York");
      assertThat(city(other, BY_MPID)).isEqualTo("New York");
      move(one, "Boston");

      JsonNode purged = purgedByAll(one, PURGE_CUSTOMER, 2);

      assertThat(purged.path("identities").path(0).path("linked").asBoolean()).isTrue();
      assertThat(city(other, BY_MPID)).isEqualTo("Boston");
      assertThat(city(one, BY_IDENTITY)).isEqualTo("Boston");
      assertThat(one.takeJournal()).as("one call for what both read").hasSize(4);
    }
  }

  @Test
  void withRedisAwayAPurgeIsNoSuccessButThisInstanceForgets() {
    try (TestRedis redis = TestRedis.start();
        TestGateway gateway = instance(redis)) {
      assertThat(city(gateway, BY_MPID)).isEqualTo("New York");
      move(gateway, "Boston");
      redis.kill();

      HttpResponse<String> answer = purge(gateway, PURGE_MPID);

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(SandboxClient.json(answer).path("complete").asBoolean()).isFalse();
      assertThat(city(gateway, BY_MPID)).isEqualTo("Boston");
    }
  }

  @Test
  void instancesThatShareNothingAreNotReached() {
    try (TestGateway gateway =
        TestGateway.start("GATEWAY_INSTANCES", "2", "GATEWAY_CACHE_LOCAL", "on")) {
      HttpResponse<String> answer = purge(gateway, PURGE_MPID);

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(SandboxClient.json(answer).path("problem").asText())
          .contains("Send it to each of the others");
    }
    try (TestGateway gateway =
        TestGateway.start("GATEWAY_INSTANCES", "2", "GATEWAY_CACHE_LOCAL", "off")) {
      assertThat(purge(gateway, PURGE_MPID).statusCode()).isEqualTo(200);
    }
  }

  /** Instances hear of one another within a second or so of their start. */
  private static JsonNode purgedByAll(TestGateway gateway, String body, int instances) {
    JsonNode first = purged(gateway, body);
    if (first.at("/instances/confirmed").size() < instances) {
      until(() -> purged(gateway, body).at("/instances/confirmed").size() == instances);
    }
    return first;
  }

  private static JsonNode purged(TestGateway gateway, String body) {
    HttpResponse<String> answer = purge(gateway, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return SandboxClient.json(answer);
  }

  private static HttpResponse<String> purge(TestGateway gateway, String body) {
    return gateway.send(gateway
        .managementRequest("/purge")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body)));
  }

  private static String city(TestGateway gateway, String query) {
    JsonNode data = gateway.ask(query).data();
    return data.elements().next().at("/attributes/city").asText();
  }

  private static void move(TestGateway gateway, String city) {
    gateway.tellSandbox(
        "PATCH", "/profiles/" + MPID, "{\"user_attributes\": {\"$city\": \"" + city + "\"}}");
  }

  private static TestGateway instance(TestRedis redis, String... more) {
    List<String> common = List.of(
        "GATEWAY_CACHE_LOCAL",
        "on",
        "GATEWAY_CACHE_REDIS",
        "on",
        "REDIS_URL",
        redis.url(),
        "GATEWAY_CACHE_KEYS",
        KEYS,
        "GATEWAY_INSTANCES",
        "2");
    return TestGateway.start(
        Stream.concat(common.stream(), Stream.of(more)).toArray(String[]::new));
  }

  private static TestGateway beside(TestGateway one, TestRedis redis) {
    String sandbox = one.sandboxUrl();
    return instance(
        redis, "MPARTICLE_API_URL", sandbox, "MPARTICLE_TOKEN_URL", sandbox + "/oauth/token");
  }
}
