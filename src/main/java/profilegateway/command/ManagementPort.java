package profilegateway.command;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import profilegateway.config.ManagementConfig;

/** The management port of a gateway that runs elsewhere, asked by a command that ends after that. */
final class ManagementPort {
  /** Longer than a purge waits for the other instances. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  // The token goes to nobody else, not to a proxy either.
  private final HttpClient http = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .proxy(HttpClient.Builder.NO_PROXY)
      .connectTimeout(Duration.ofSeconds(3))
      .build();
  private final ManagementConfig config;

  ManagementPort(ManagementConfig config) {
    this.config = config;
  }

  /** An answer; {@code body} is null when it is not JSON. */
  record Answer(int status, @Nullable JsonObject body) {

    /** What was wrong with the request, as the port says it. */
    String error() {
      JsonObject error = body == null || body.getJsonArray("errors") == null
          ? null
          : body.getJsonArray("errors").getJsonObject(0);
      return error == null ? "the answer has the status " + status : error.getString("message");
    }
  }

  /** Sends a POST; fails when there is no answer. */
  Answer post(String path, JsonObject body) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(config.url() + path))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body.encode()));
    if (config.token() != null) {
      request.header("Authorization", "Bearer " + config.token().value());
    }
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(answer.statusCode(), json(answer.body()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  private static @Nullable JsonObject json(String body) {
    try {
      return new JsonObject(body);
    } catch (DecodeException none) {
      return null;
    }
  }
}
