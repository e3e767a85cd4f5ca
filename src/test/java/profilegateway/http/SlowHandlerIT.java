package profilegateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.config.Limit;
import profilegateway.config.LimitsConfig;
import profilegateway.config.LimitsMode;
import profilegateway.graphql.limits.LimitEvents;
import profilegateway.graphql.limits.Limits;

/** Handlers that pause a whole request for longer than a client may take to send one, as those of static files do. */
@ExtendWith(VertxExtension.class)
class SlowHandlerIT {
  private static final Duration REQUEST_TIME = Duration.ofMillis(200);

  private static Limits limits() {
    Map<Limit, Integer> values = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      values.put(limit, limit.fallback());
    }
    return new Limits(
        new LimitsConfig(LimitsMode.ENFORCE, values, REQUEST_TIME), new LimitEvents() {});
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a body"})
  void aWholeRequestIsAnsweredHoweverLongItsHandlerPausesIt(String body, Vertx vertx)
      throws Exception {
    Handler<HttpServerRequest> late = request -> {
      request.pause();
      vertx.setTimer(5 * REQUEST_TIME.toMillis(), over -> {
        request.resume();
        request.response().end("late");
      });
    };
    Server server =
        new Server("127.0.0.1", 0, new Connections(limits()), Exchanges.untold(), () -> late);
    vertx.deployVerticle(server).await(20, TimeUnit.SECONDS);

    HttpRequest request = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.actualPort() + "/"))
        .method(body.isEmpty() ? "GET" : "POST", BodyPublishers.ofString(body))
        .build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("late");
  }
}
