package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import profilegateway.Gateway;
import profilegateway.config.GatewayConfig;
import profilegateway.config.declared.Mode;
import profilegateway.config.reading.SettingsReader;
import profilegateway.testing.SandboxClient;
import profilegateway.testing.TestGateway;

/** The shop that is served beside a sandbox, without a browser. */
@ExtendWith(VertxExtension.class)
class ShopIT {
  private static final String FAULT = "{\"on\":\"any\",\"kind\":\"status\",\"status\":503}";

  @Test
  void itsPageMayAskNobodyElseAndRunNothingElse() {
    try (TestGateway gateway = TestGateway.start()) {
      HttpResponse<String> page = gateway.send(gateway.request("/"));

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("Content-Security-Policy"))
          .hasValue("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
              + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
              + " require-trusted-types-for 'script'; trusted-types 'none'");
      assertThat(page.body()).doesNotContain("style=", "onclick", "http://", "https://");
    }
  }

  @Test
  void withoutASandboxThereIsNoShop(Vertx vertx) throws Exception {
    try (TestGateway beside = TestGateway.start()) {
      Map<String, String> environment = new HashMap<>(TestGateway.account());
      environment.put("MPARTICLE_API_URL", beside.sandboxUrl());
      environment.put("MPARTICLE_TOKEN_URL", beside.sandboxUrl() + "/oauth/token");
      environment.put("GATEWAY_ACCESS", "open");
      environment.put("GATEWAY_PORT", "0");
      environment.put("GATEWAY_MANAGEMENT_PORT", "0");
      environment.put("GATEWAY_SHUTDOWN_WAIT", "0s");
      GatewayConfig config = new SettingsReader(Path.of(""), environment)
          .read(Mode.SERVE, Map.of(), Map.of())
          .gateway();
      Gateway gateway = Gateway.start(vertx, config).await(20, TimeUnit.SECONDS);

      for (String path : new String[] {
        "/",
        "/storefront/shop.js",
        "/storefront/style.css",
        "/__sandbox/tokens",
        "/__sandbox/faults"
      }) {
        assertThat(statusOf(gateway, path)).as(path).isEqualTo(404);
      }
    }
  }

  private static int statusOf(Gateway gateway, String path)
      throws IOException, InterruptedException {
    URI at = URI.create("http://127.0.0.1:" + gateway.port() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(at).build(), BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void theSandboxIsReachedForWhatThePageNeedsAlone() {
    try (TestGateway gateway = TestGateway.start()) {
      assertThat(SandboxClient.json(gateway.send(gateway.request("/__sandbox/tokens")))
              .path("tokens"))
          .isNotEmpty();
      HttpResponse<String> added =
          gateway.send(gateway.request("/__sandbox/faults").POST(BodyPublishers.ofString(FAULT)));
      assertThat(added.statusCode()).isEqualTo(201);
      assertThat(gateway.askSandbox("/faults").path("faults")).hasSize(1);
      assertThat(gateway.send(gateway.request("/__sandbox/faults/1").DELETE()).statusCode())
          .isEqualTo(204);

      assertThat(gateway.send(gateway.request("/__sandbox/journal")).statusCode())
          .isEqualTo(404);
      assertThat(gateway
              .send(gateway.request("/__sandbox/reset").POST(BodyPublishers.noBody()))
              .statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void aPageOfAnotherOriginBreaksNothing() {
    try (TestGateway gateway = TestGateway.start()) {
      HttpResponse<String> refused = gateway.send(gateway
          .request("/__sandbox/faults")
          .header("Origin", "https://elsewhere.example")
          .POST(BodyPublishers.ofString(FAULT)));

      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(gateway.askSandbox("/faults").path("faults")).isEmpty();
    }
  }
}
