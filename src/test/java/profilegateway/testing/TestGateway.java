package profilegateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import profilegateway.Gateway;
import profilegateway.config.GatewayConfig;
import profilegateway.config.Secret;
import profilegateway.config.declared.Mode;
import profilegateway.config.reading.Settings;
import profilegateway.config.reading.SettingsReader;
import profilegateway.config.reading.WrongSettings;
import profilegateway.sandbox.Sandbox;
import profilegateway.sandbox.SandboxAccount;
import profilegateway.sandbox.SandboxOptions;

/** A gateway and a sandbox on free ports of this process, asked over real HTTP. */
public final class TestGateway implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final Vertx vertx;
  private final Sandbox sandbox;
  private final Supplier<Gateway> starter;
  private @Nullable Gateway started;
  private final SandboxClient sandboxClient;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private long lastTaken;

  private TestGateway(Vertx vertx, Sandbox sandbox, Supplier<Gateway> starter) {
    this.vertx = vertx;
    this.sandbox = sandbox;
    this.starter = starter;
    this.sandboxClient = new SandboxClient(sandbox.port());
  }

  /** As {@code serve --sandbox} starts, without a quota and with no copies kept; {@code settings} are names and values in turn. */
  public static TestGateway start(String... settings) {
    Map<String, String> environment = new HashMap<>();
    environment.put("GATEWAY_PORT", "0");
    environment.put("GATEWAY_MANAGEMENT_PORT", "0");
    environment.put("SANDBOX_PORT", "0");
    environment.put("SANDBOX_QUOTA_PER_SECOND", "off");
    environment.put("MPARTICLE_QUOTA_PER_SECOND", "off");
    environment.put("GATEWAY_CACHE_LOCAL", "off");
    environment.put("GATEWAY_CACHE_REDIS", "off");
    for (int i = 0; i < settings.length; i += 2) {
      environment.put(settings[i], settings[i + 1]);
      if (settings[i].matches(".*_(TOKEN|KEYS|SECRET)")) {
        PersonalData.remember(settings[i + 1]);
      }
    }
    Vertx vertx = InstanceVertx.open(2);
    try {
      Settings read = new SettingsReader(Path.of(""), environment)
          .read(Mode.SERVE_WITH_SANDBOX, Map.of(), account());
      Sandbox sandbox = await(Sandbox.start(vertx, options(read)));
      GatewayConfig config = read.gatewayOf("http://127.0.0.1:" + sandbox.port());
      return new TestGateway(vertx, sandbox, () -> await(Gateway.start(vertx, config)));
    } catch (WrongSettings wrong) {
      throw new AssertionError(wrong.problems().toString(), wrong);
    }
  }

  /** Keeps every event loop that answers GraphQL busy while something is done. */
  public void busyDuring(Runnable meanwhile) {
    CountDownLatch over = new CountDownLatch(1);
    List<EventExecutor> loops = new ArrayList<>();
    ((VertxInternal) vertx).eventLoopGroup().forEach(loops::add);
    CountDownLatch busy = new CountDownLatch(loops.size());
    try {
      loops.forEach(loop -> loop.execute(() -> {
        busy.countDown();
        uninterrupted(over);
      }));
      uninterrupted(busy);
      CompletableFuture.runAsync(meanwhile).orTimeout(30, TimeUnit.SECONDS).join();
    } finally {
      over.countDown();
    }
  }

  private static void uninterrupted(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** The account that the sandbox plays, as settings. */
  public static Map<String, String> account() {
    SandboxAccount account = SandboxAccount.DEFAULT;
    return Map.of(
        "MPARTICLE_CLIENT_ID", account.clientId(),
        "MPARTICLE_CLIENT_SECRET", account.clientSecret(),
        "MPARTICLE_AUDIENCE", account.audience(),
        "MPARTICLE_ORG_ID", account.orgId(),
        "MPARTICLE_ACCOUNT_ID", account.accountId(),
        "MPARTICLE_WORKSPACE_ID", account.workspaceId());
  }

  private static SandboxOptions options(Settings settings) {
    var config = settings.sandbox();
    return new SandboxOptions(
        config.host(),
        config.port(),
        new SandboxAccount(
            config.clientId(),
            ((Secret.Text) config.clientSecret()).value(),
            config.audience(),
            config.orgId(),
            config.accountId(),
            config.workspaceId()),
        config.profiles(),
        config.generate(),
        config.quotaPerSecond(),
        config.tokenLifetime(),
        config.tokenDelay());
  }

  /** Asks the query and gives its answer. */
  public GraphQlAnswer ask(String query) {
    return ask(query, Map.of());
  }

  public GraphQlAnswer ask(String query, Map<String, ?> variables) {
    return GraphQlAnswer.of(send(postOf(body(query, variables))));
  }

  /** Asks one operation of several by its name. */
  public GraphQlAnswer ask(String document, Map<String, ?> variables, String operationName) {
    return GraphQlAnswer.of(send(postOf(body(document, variables, operationName))));
  }

  /** Asks the query without waiting for its answer. */
  public CompletableFuture<GraphQlAnswer> askLater(String query) {
    return http.sendAsync(
            postOf(body(query, Map.of())).build(), BodyHandlers.ofString(StandardCharsets.UTF_8))
        .whenComplete((answer, failed) -> {
          if (answer != null) {
            SearchedRun.search(answer);
          }
        })
        .thenApply(GraphQlAnswer::of);
  }

  /** Asks with GET. */
  public GraphQlAnswer askByGet(String query) {
    return GraphQlAnswer.of(
        send(request("/graphql?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
            .header("Accept", "application/json")));
  }

  /** A POST of a body to {@code /graphql}, with what it cost explained. */
  public HttpRequest.Builder postOf(String body) {
    return request("/graphql")
        .header("Content-Type", "application/json")
        .header("X-Gateway-Explain", "1")
        .POST(BodyPublishers.ofString(body));
  }

  /** The body that a client sends for a query. */
  public static String body(String query, Map<String, ?> variables) {
    return body(query, variables, null);
  }

  private static String body(
      String query, Map<String, ?> variables, @Nullable String operationName) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("query", query);
    body.put("variables", variables);
    body.put("operationName", operationName);
    try {
      return JSON.writeValueAsString(body);
    } catch (IOException wrong) {
      throw new AssertionError(wrong);
    }
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path));
  }

  public HttpRequest.Builder managementRequest(String path) {
    return HttpRequest.newBuilder(URI.create(managementUrl() + path));
  }

  /** Where the management port is, without a trailing slash. */
  public String managementUrl() {
    return "http://127.0.0.1:" + gateway().managementPort();
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    HttpRequest built = request.build();
    PersonalData.rememberCredentials(built);
    try {
      HttpResponse<String> answer = http.send(built, BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (built.uri().getPort() == gateway().managementPort()) {
        SearchedRun.searchWhole(answer);
      } else {
        SearchedRun.search(answer);
      }
      return answer;
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  /** Started when it is first asked, so that a test can prepare the sandbox before. */
  private synchronized Gateway gateway() {
    Gateway running = started;
    if (running == null) {
      running = starter.get();
      started = running;
    }
    return running;
  }

  /** Where the gateway is, without a trailing slash. */
  public String url() {
    return "http://127.0.0.1:" + gateway().port();
  }

  public int port() {
    return gateway().port();
  }

  /** Where the sandbox is, without a trailing slash. */
  public String sandboxUrl() {
    return "http://127.0.0.1:" + sandbox.port();
  }

  /** The sandbox that stands for mParticle. */
  public SandboxClient sandbox() {
    return sandboxClient;
  }

  /** What the sandbox was asked since the last time. */
  public JsonNode takeJournal() {
    JsonNode journal = askSandbox("/journal?since=" + lastTaken);
    JsonNode requests = journal.path("requests");
    if (!requests.isEmpty()) {
      lastTaken = requests.path(requests.size() - 1).path("seq").longValue();
    }
    return requests;
  }

  /** What the sandbox says under {@code /__sandbox}. */
  public JsonNode askSandbox(String path) {
    return controlSandbox("GET", path, "");
  }

  /** Makes the sandbox do something. */
  public void tellSandbox(String method, String path, String body) {
    var unused = controlSandbox(method, path, body);
  }

  private JsonNode controlSandbox(String method, String path, String body) {
    try {
      return sandboxClient.ask(method, path, body);
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  /** Has the gateway stop, as SIGTERM does; the sandbox goes on. */
  public CompletableFuture<Void> stop() {
    return gateway().close().toCompletionStage().toCompletableFuture();
  }

  @Override
  public void close() {
    if (started != null) {
      await(started.close());
    }
    await(sandbox.close());
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }
}
