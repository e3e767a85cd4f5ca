package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.integration.RunningFleet.await;
import static profilegateway.integration.RunningFleet.done;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import profilegateway.Gateway;
import profilegateway.config.GatewayConfig;
import profilegateway.config.declared.Mode;
import profilegateway.config.reading.SettingsReader;
import profilegateway.config.reading.WrongSettings;
import profilegateway.testing.TestGateway;

/** What is left of a gateway that was closed, in a process that goes on. */
@ExtendWith(VertxExtension.class)
class GatewayCloseIT {
  @Test
  void connectionsToTheApiAndTheTokenEndpointEndWithIt(Vertx vertx) {
    Promise<Void> connected = Promise.promise();
    Promise<Void> cut = Promise.promise();
    HttpServer upstream = await(vertx
        .createHttpServer()
        .connectionHandler(connection -> connection.closeHandler(cut::complete))
        .requestHandler(request -> {
          connected.complete();
          request.response().end("{\"access_token\":\"token\",\"expires_in\":3600}");
        })
        .listen(0, "127.0.0.1"));
    Gateway gateway = await(Gateway.start(vertx, config(upstream.actualPort())));
    done(connected.future());
    assertThat(cut.future().isComplete()).isFalse();

    done(gateway.close());

    done(cut.future());
  }

  private static GatewayConfig config(int upstream) {
    String url = "http://127.0.0.1:" + upstream;
    Map<String, String> environment = new HashMap<>(TestGateway.account());
    environment.putAll(Map.of(
        "GATEWAY_ACCESS",
        "open",
        "GATEWAY_PORT",
        "0",
        "GATEWAY_MANAGEMENT_PORT",
        "0",
        "MPARTICLE_API_URL",
        url,
        "MPARTICLE_TOKEN_URL",
        url + "/oauth/token"));
    try {
      return new SettingsReader(Path.of(""), environment)
          .read(Mode.SERVE, Map.of(), Map.of())
          .gateway();
    } catch (WrongSettings wrong) {
      throw new AssertionError(wrong.problems().toString(), wrong);
    }
  }
}
