package profilegateway.sandbox.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import profilegateway.sandbox.api.Dials;
import profilegateway.sandbox.api.Tokens;
import profilegateway.sandbox.faults.FaultRules;
import profilegateway.sandbox.issuer.Issuer;
import profilegateway.sandbox.profiles.Profiles;
import profilegateway.sandbox.traffic.Traffic;
import profilegateway.sandbox.wire.Answer;
import profilegateway.sandbox.wire.Json;
import profilegateway.sandbox.wire.Members;
import profilegateway.sandbox.wire.WrongInput;

/** Mounts everything under {@code /__sandbox}. */
public final class Control {
  private final Profiles profiles;
  private final Dials dials;
  private final Tokens tokens;
  private final FaultRules faults;
  private final Traffic traffic;
  private final Issuer issuer;

  public Control(
      Profiles profiles,
      Dials dials,
      Tokens tokens,
      FaultRules faults,
      Traffic traffic,
      Issuer issuer) {
    this.profiles = profiles;
    this.dials = dials;
    this.tokens = tokens;
    this.faults = faults;
    this.traffic = traffic;
    this.issuer = issuer;
  }

  public void mount(Router router) {
    Routes routes = new Routes(router);
    Buffer guide = Buffer.buffer(Guide.text(profiles.shoppers()));
    routes.on(HttpMethod.GET, "", context -> Answer.of(200, "text/plain; charset=utf-8", guide));
    routes.on(HttpMethod.GET, "/health", context -> Routes.ok(Json.object().put("status", "UP")));
    routes.on(HttpMethod.GET, "/behaviour", context -> Routes.ok(dials.toJson()));
    routes.withBody(HttpMethod.PATCH, "/behaviour", (context, body) -> turn(body));
    routes.withBody(HttpMethod.POST, "/tokens/revoke", (context, body) -> revoke(body));
    routes.on(HttpMethod.POST, "/reset", context -> reset());
    new TrafficControl(traffic).mount(routes);
    new FaultControl(faults).mount(routes);
    new ProfileControl(profiles, dials).mount(routes);
    new IssuerControl(issuer, profiles, dials).mount(routes);
  }

  private Answer turn(ObjectNode change) {
    dials.turn(change);
    return Routes.ok(dials.toJson());
  }

  private Answer revoke(ObjectNode body) {
    Members members = new Members(body, "the body");
    String which = members.text("which", "all");
    members.nothingElse();
    int revoked = switch (which) {
      case "all" -> tokens.revokeAll();
      case "newest" -> tokens.revokeNewest();
      default -> throw new WrongInput("which is all or newest");
    };
    return Routes.ok(Json.object().put("revoked", revoked));
  }

  /** Tokens stay good: a client that holds one is not part of what is reset. */
  private Answer reset() {
    faults.reset();
    dials.reset();
    profiles.reset();
    traffic.reset();
    return Routes.done();
  }
}
