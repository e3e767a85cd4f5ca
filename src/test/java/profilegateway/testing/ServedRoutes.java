package profilegateway.testing;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
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
import java.util.function.Supplier;
import profilegateway.access.AccessEvents;
import profilegateway.access.Callers;
import profilegateway.access.persisted.PersistedDocuments;
import profilegateway.access.persisted.PersistedEvents;
import profilegateway.config.GatewayConfig;
import profilegateway.config.declared.Mode;
import profilegateway.config.reading.SettingsReader;
import profilegateway.config.reading.WrongSettings;
import profilegateway.graphql.GatewaySchema;
import profilegateway.graphql.InvalidSchema;
import profilegateway.graphql.OperationEvents;
import profilegateway.graphql.Operations;
import profilegateway.graphql.limits.LimitEvents;
import profilegateway.graphql.limits.Limits;
import profilegateway.graphql.rights.Audit;
import profilegateway.http.Admission;
import profilegateway.http.CallsSwitch;
import profilegateway.http.Connections;
import profilegateway.http.Exchanges;
import profilegateway.http.ManagementRoutes;
import profilegateway.http.Metrics;
import profilegateway.http.Purge;
import profilegateway.http.Routes;
import profilegateway.http.Server;
import profilegateway.profile.ProfileSource;

/** The routes of one port alone, with whatever a test puts behind them. */
public final class ServedRoutes implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Vertx vertx;
  private final Server server;

  private ServedRoutes(Vertx vertx, Server server) {
    this.vertx = vertx;
    this.server = server;
  }

  /** The port that clients use, with profiles of {@code source}; {@code settings} are names and values in turn. */
  public static ServedRoutes of(ProfileSource source, String... settings) {
    return onHeapOf(Runtime.getRuntime().maxMemory(), source, settings);
  }

  /** The same, for a heap of so many bytes. */
  public static ServedRoutes onHeapOf(long heap, ProfileSource source, String... settings) {
    GatewayConfig config = config(settings);
    Vertx vertx = InstanceVertx.open(1);
    try {
      GatewaySchema schema = GatewaySchema.read(config.graphql());
      Limits limits = new Limits(config.limits(), new LimitEvents() {});
      Operations operations = new Operations(
          vertx,
          schema,
          source,
          config.graphql(),
          limits,
          config.access().viewerScopes(),
          InstantSource.system(),
          System::nanoTime,
          new OperationEvents() {},
          new Audit() {});
      Callers callers = Callers.open(
          vertx, config.access(), InstantSource.system(), System::nanoTime, new AccessEvents() {});
      PersistedDocuments documents =
          PersistedDocuments.open(vertx, config.persisted(), null, new PersistedEvents() {});
      Admission admission = new Admission(limits, heap, System::nanoTime);
      return start(
          vertx,
          () -> Routes.of(
              vertx,
              operations,
              schema.sdl(),
              callers,
              documents,
              admission,
              config.http(),
              null,
              Exchanges.untold()));
    } catch (InvalidSchema wrong) {
      throw new AssertionError(wrong);
    }
  }

  /** The port that operators use. */
  public static ServedRoutes management(CallsSwitch calls, Purge purge, String... settings) {
    GatewayConfig config = config(settings);
    Vertx vertx = InstanceVertx.open(1);
    return start(
        vertx,
        () -> ManagementRoutes.of(
            vertx,
            new SteadyHealth(),
            accept -> new Metrics.Page("text/plain", Buffer.buffer()),
            new NoActivity(),
            calls,
            purge,
            config.graphql().immutableIdentities(),
            config.http()));
  }

  private static GatewayConfig config(String... settings) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      environment.put(settings[i], settings[i + 1]);
    }
    try {
      return new SettingsReader(Path.of(""), environment)
          .read(Mode.SERVE_WITH_SANDBOX, Map.of(), TestGateway.account())
          .gateway();
    } catch (WrongSettings wrong) {
      throw new AssertionError(wrong);
    }
  }

  private static ServedRoutes start(
      Vertx vertx, Supplier<? extends Handler<HttpServerRequest>> routes) {
    Server server =
        new Server("127.0.0.1", 0, new Connections(TestLimits.usual()), Exchanges.untold(), routes);
    done(vertx.deployVerticle(server));
    return new ServedRoutes(vertx, server);
  }

  public int port() {
    return server.actualPort();
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
      HttpRequest built = request.build();
      PersonalData.rememberCredentials(built);
      HttpResponse<String> answer = http.send(built, BodyHandlers.ofString(StandardCharsets.UTF_8));
      SearchedRun.search(answer);
      return answer;
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
