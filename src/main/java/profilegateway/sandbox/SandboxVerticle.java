package profilegateway.sandbox;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import profilegateway.sandbox.api.Account;
import profilegateway.sandbox.api.Behaviour;
import profilegateway.sandbox.api.Dials;
import profilegateway.sandbox.api.Latency;
import profilegateway.sandbox.api.ProfileEndpoint;
import profilegateway.sandbox.api.TokenEndpoint;
import profilegateway.sandbox.api.Tokens;
import profilegateway.sandbox.control.Control;
import profilegateway.sandbox.faults.FaultRules;
import profilegateway.sandbox.issuer.Issuer;
import profilegateway.sandbox.profiles.Profiles;
import profilegateway.sandbox.traffic.Traffic;
import profilegateway.sandbox.wire.Answer;
import profilegateway.sandbox.wire.SandboxClock;

/** Wires the sandbox. All of its state is confined to this verticle's event loop, so none of it needs a lock. */
final class SandboxVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(SandboxVerticle.class);
  private static final String WORKSPACE = "/:org/:account/:workspace";
  /** Long, because a load test opens its connections all at once. */
  private static final int BACKLOG = 8192;

  private final SandboxOptions options;
  private final Profiles profiles;
  private final Issuer issuer;
  private final SandboxClock clock;
  private @Nullable HttpServer server;

  SandboxVerticle(SandboxOptions options, Profiles profiles, Issuer issuer, SandboxClock clock) {
    this.options = options;
    this.profiles = profiles;
    this.issuer = issuer;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    HttpServerOptions http = new HttpServerOptions()
        .setHost(options.host())
        .setPort(options.port())
        .setAcceptBacklog(BACKLOG)
        .setTcpNoDelay(true);
    return vertx
        .createHttpServer(http)
        .requestHandler(router())
        .listen()
        .onSuccess(listening -> server = listening);
  }

  private Router router() {
    Account account = account(options.account());
    Dials dials = new Dials(behaviour(options));
    Tokens tokens = new Tokens(clock.nanos());
    FaultRules faults = new FaultRules();
    Traffic traffic = new Traffic(vertx, clock);
    TokenEndpoint token = new TokenEndpoint(account, tokens, dials, faults, traffic);
    ProfileEndpoint profile =
        new ProfileEndpoint(account, tokens, profiles, dials, faults, traffic, clock.nanos());

    Router router = Router.router(vertx);
    router.post("/oauth/token").handler(token::handle);
    router.post("/userprofile/v1/resolve" + WORKSPACE).handler(profile::byIdentity);
    router
        .route("/userprofile/v1" + WORKSPACE + "/:mpid")
        .method(HttpMethod.GET)
        .method(HttpMethod.POST)
        .handler(profile::byMpid);
    new Control(profiles, dials, tokens, faults, traffic, issuer).mount(router);
    router.errorHandler(
        404, context -> fail(context, Answer.error(404, "NOT_FOUND", "There is nothing here.")));
    router.errorHandler(
        405,
        context -> fail(context, Answer.error(405, "METHOD_NOT_ALLOWED", "Not with this method.")));
    router.errorHandler(500, context -> {
      LOG.error("{} {}", context.request().method(), context.request().path(), context.failure());
      fail(context, Answer.error(500, "SANDBOX_BUG", "The sandbox has a bug; its log says more."));
    });
    return router;
  }

  private static void fail(RoutingContext context, Answer answer) {
    if (!context.response().ended()) {
      answer.headers().forEach(context.response()::putHeader);
      context.response().setStatusCode(answer.status()).end(answer.body());
    }
  }

  private static Account account(SandboxAccount account) {
    return new Account(
        account.clientId(),
        account.clientSecret(),
        account.audience(),
        Map.of(
            "org",
            account.orgId(),
            "account",
            account.accountId(),
            "workspace",
            account.workspaceId()));
  }

  private static Behaviour behaviour(SandboxOptions options) {
    return new Behaviour(
        new Latency(0, 0),
        options.quotaPerSecond() == 0 ? null : (long) options.quotaPerSecond(),
        "1",
        "Retry-After",
        null,
        null,
        Math.max(1, options.tokenLifetime().toSeconds()),
        options.tokenDelay().toMillis(),
        options.generate());
  }

  @Override
  public Future<?> stop() {
    return server == null ? Future.succeededFuture() : server.close();
  }

  int port() {
    return server == null ? 0 : server.actualPort();
  }
}
