package profilegateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static profilegateway.testing.SandboxClient.ALL;
import static profilegateway.testing.SandboxClient.json;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.BindException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import profilegateway.testing.SandboxClient;

@ExtendWith(VertxExtension.class)
class SandboxTest {
  private static final long SAMPLE = 9080350317581165000L;

  private Vertx vertx;

  @BeforeEach
  void open(Vertx opened) {
    vertx = opened;
  }

  private Sandbox start(SandboxOptions options) throws TimeoutException {
    return Sandbox.start(vertx, options).await(20, TimeUnit.SECONDS);
  }

  @Test
  void aPortInUseFailsTheStart() throws TimeoutException {
    int taken = start(RunningSandbox.options(null, false, 0)).port();
    SandboxOptions again = new SandboxOptions(
        "127.0.0.1",
        taken,
        SandboxAccount.DEFAULT,
        null,
        false,
        0,
        Duration.ofHours(8),
        Duration.ZERO);

    assertThat(taken).isPositive();
    assertThatThrownBy(() -> start(again)).isInstanceOf(BindException.class);
  }

  @Test
  void whatItStartsWithIsWhatItPlays() throws Exception {
    SandboxAccount account = new SandboxAccount("id", "secret", "https://aud", "org", "acc", "ws");
    Sandbox sandbox = start(new SandboxOptions(
        "127.0.0.1", 0, account, null, true, 1_000, Duration.ofSeconds(90), Duration.ofMillis(1)));
    SandboxClient client = new SandboxClient(sandbox.port());

    HttpResponse<String> token = client.send(client.tokenRequest("""
        {"client_id":"id","client_secret":"secret","audience":"https://aud","grant_type":"client_credentials"}"""));
    HttpResponse<String> profile = client.send(client
        .request("/userprofile/v1/org/acc/ws/5?fields=attribution")
        .header("Authorization", "Bearer " + json(token).path("access_token").asText()));

    assertThat(json(token).path("expires_in").intValue()).isEqualTo(90);
    assertThat(json(profile).path("mpid").intValue()).isEqualTo(5);
    assertThat(client.ask("GET", "/behaviour", "").path("quotaPerSecond").intValue())
        .isEqualTo(1000);
    assertThat(client.ask("GET", "/behaviour", "").path("tokenDelayMs").intValue())
        .isEqualTo(1);
  }

  @Test
  void closingItFreesTheCallsThatHang() throws Exception {
    Sandbox sandbox = start(RunningSandbox.options(null, false, 0));
    SandboxClient client = new SandboxClient(sandbox.port());
    client.tell("POST", "/faults", "{\"on\":\"profile\",\"kind\":\"hang\"}");
    CompletableFuture<HttpResponse<String>> hanging = client.sendLater(
        client.profileRequest(client.token(), SAMPLE, ALL).POST(BodyPublishers.noBody()));
    while (client.ask("GET", "/journal?kind=profile", "").path("requests").isEmpty()) {
      assertThat(hanging).isNotDone();
    }

    sandbox.close().await(20, TimeUnit.SECONDS);

    assertThatThrownBy(() -> hanging.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void everyCallOfACrowdIsAnsweredAndCounted() throws Exception {
    Sandbox sandbox = start(RunningSandbox.options(null, true, 0));
    SandboxClient client = new SandboxClient(sandbox.port());
    client.tell("PATCH", "/behaviour", "{\"latency\":{\"minMs\":1,\"maxMs\":5}}");
    String token = client.token();
    List<CompletableFuture<HttpResponse<String>>> crowd = new ArrayList<>();
    for (long mpid = 1; mpid <= 500; mpid++) {
      crowd.add(client.sendLater(client.profileRequest(token, mpid, "user_attributes")));
    }

    for (int i = 0; i < crowd.size(); i++) {
      HttpResponse<String> answer = crowd.get(i).get(20, TimeUnit.SECONDS);
      assertThat(json(answer).path("mpid").intValue()).isEqualTo(i + 1);
    }
    assertThat(client.ask("GET", "/counters", "").at("/byStatus/200").intValue())
        .isEqualTo(501);
  }
}
