package profilegateway.sandbox.control;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import profilegateway.sandbox.api.Dials;
import profilegateway.sandbox.profiles.Profiles;
import profilegateway.sandbox.profiles.Shopper;
import profilegateway.sandbox.wire.Answer;
import profilegateway.sandbox.wire.DeepMerge;
import profilegateway.sandbox.wire.Json;
import profilegateway.sandbox.wire.Members;
import profilegateway.sandbox.wire.Mpid;
import profilegateway.sandbox.wire.WrongInput;

/** Who the shoppers are, and edits of any profile. */
final class ProfileControl {
  private static final String ONE = "/profiles/:mpid";

  private final Profiles profiles;
  private final Dials dials;

  ProfileControl(Profiles profiles, Dials dials) {
    this.profiles = profiles;
    this.dials = dials;
  }

  void mount(Routes routes) {
    routes.on(HttpMethod.GET, "/shoppers", context -> shoppers());
    routes.on(HttpMethod.GET, ONE, this::get);
    routes.withBody(HttpMethod.PATCH, ONE, this::change);
    routes.withBody(HttpMethod.PUT, ONE, this::replace);
    routes.on(HttpMethod.DELETE, ONE, this::delete);
  }

  private Answer shoppers() {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("shoppers");
    for (Shopper shopper : profiles.shoppers()) {
      list.addObject()
          .put("name", shopper.name())
          .put("mpid", Long.toString(shopper.mpid()))
          .put("customer_id", shopper.customerId())
          .put("shows", shopper.shows());
    }
    return Routes.ok(json);
  }

  private Answer get(RoutingContext context) {
    ObjectNode profile = profiles.find(Routes.mpid(context), dials.now().generate());
    return profile == null ? noSuchProfile() : Routes.ok(profile);
  }

  private Answer change(RoutingContext context, ObjectNode body) {
    ObjectNode profile = profiles.find(Routes.mpid(context), dials.now().generate());
    if (profile == null) {
      return noSuchProfile();
    }
    List<JsonPointer> removals = DeepMerge.pointers(new Members(body, "a change").array("remove"));
    return Routes.ok(profiles.change(profile, body.without("remove"), removals));
  }

  private Answer replace(RoutingContext context, ObjectNode body) {
    long mpid = Routes.mpid(context);
    if (body.has("mpid") && !Long.valueOf(mpid).equals(Mpid.read(body.path("mpid"), false))) {
      throw new WrongInput(
          "the record's mpid is the one in the path, as a JSON number; or leave it out");
    }
    ObjectNode profile = Json.object().put("mpid", mpid).setAll(body);
    profiles.replace(profile);
    return Routes.ok(profile);
  }

  private Answer delete(RoutingContext context) {
    long mpid = Routes.mpid(context);
    if (profiles.find(mpid, dials.now().generate()) == null) {
      return noSuchProfile();
    }
    profiles.delete(mpid);
    return Routes.done();
  }

  private static Answer noSuchProfile() {
    return Routes.notFound("There is no such profile.");
  }
}
