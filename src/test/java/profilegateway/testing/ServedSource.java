package profilegateway.testing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import profilegateway.access.Callers;
import profilegateway.config.GatewayConfig;
import profilegateway.config.Mode;
import profilegateway.config.SettingsReader;
import profilegateway.config.WrongSettings;
import profilegateway.graphql.GatewaySchema;
import profilegateway.graphql.InvalidSchema;
import profilegateway.graphql.OperationEvents;
import profilegateway.graphql.Operations;
import profilegateway.http.Routes;
import profilegateway.http.Server;
import profilegateway.profile.ProfileSource;

/** The port that clients use, with profiles of a test's own making behind it. */
public final class ServedSource implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Vertx vertx;
  private final Server server;

  private ServedSource(Vertx vertx, Server server) {
    this.vertx = vertx;
    this.server = server;
  }

  /** Serves {@code source} with the settings of sandbox mode; {@code settings} are names and values in turn. */
  public static ServedSource start(ProfileSource source, String... settings) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      environment.put(settings[i], settings[i + 1]);
    }
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    try {
      GatewayConfig config = new SettingsReader(Path.of(""), environment)
          .read(Mode.SERVE_WITH_SANDBOX, Map.of(), TestGateway.account())
          .gateway();
      GatewaySchema schema = GatewaySchema.read(config.graphql());
      Operations operations = new Operations(
          vertx,
          schema,
          source,
          config.graphql(),
          InstantSource.system(),
          System::nanoTime,
          new OperationEvents() {});
      Callers callers = new Callers(config.access());
      Server server = new Server(
          "127.0.0.1", 0, () -> Routes.of(vertx, operations, schema.sdl(), callers, config.http()));
      done(vertx.deployVerticle(server));
      return new ServedSource(vertx, server);
    } catch (WrongSettings | InvalidSchema wrong) {
      throw new AssertionError(wrong);
    }
  }

  /** Where it is, without a trailing slash. */
  public String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  /** The path of a GET that asks {@code query}. */
  public static String path(String query) {
    return "/graphql?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  @Override
  public void close() {
    done(vertx.close());
  }

  private static void done(Future<?> future) {
    try {
      var unused = future.mapEmpty().await(30, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new AssertionError(late);
    }
  }
}
