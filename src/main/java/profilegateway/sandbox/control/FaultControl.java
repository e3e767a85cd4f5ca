package profilegateway.sandbox.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import profilegateway.sandbox.faults.FaultRules;
import profilegateway.sandbox.wire.Answer;
import profilegateway.sandbox.wire.Json;

/** What goes wrong: adding, listing and removing fault rules. */
final class FaultControl {
  private final FaultRules faults;

  FaultControl(FaultRules faults) {
    this.faults = faults;
  }

  void mount(Routes routes) {
    routes.withBody(
        HttpMethod.POST, "/faults", (context, body) -> Answer.json(201, faults.add(body)));
    routes.on(HttpMethod.GET, "/faults", context -> list());
    routes.on(HttpMethod.DELETE, "/faults", context -> {
      faults.clear();
      return Routes.done();
    });
    routes.on(HttpMethod.DELETE, "/faults/:id", this::remove);
  }

  private Answer list() {
    ObjectNode json = Json.object();
    json.set("faults", faults.toJson());
    return Routes.ok(json);
  }

  private Answer remove(RoutingContext context) {
    long id = Routes.number(context.pathParam("id"), "id", 0);
    return faults.remove(id) ? Routes.done() : Routes.notFound("There is no fault " + id + ".");
  }
}
