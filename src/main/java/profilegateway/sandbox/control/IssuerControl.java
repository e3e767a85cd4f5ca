package profilegateway.sandbox.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import profilegateway.sandbox.api.Dials;
import profilegateway.sandbox.issuer.Flaw;
import profilegateway.sandbox.issuer.Issuer;
import profilegateway.sandbox.issuer.Wish;
import profilegateway.sandbox.profiles.Identity;
import profilegateway.sandbox.profiles.Profiles;
import profilegateway.sandbox.profiles.Shopper;
import profilegateway.sandbox.wire.Answer;
import profilegateway.sandbox.wire.Json;
import profilegateway.sandbox.wire.WrongInput;

/** Tokens for callers of a gateway, and the keys that they are signed with. */
final class IssuerControl {
  private static final Set<String> PARAMETERS = Set.of("scopes", "lifetime", "mpid", "flaw");
  /** What a shop's sign-in gives everybody: none of a gateway's. */
  private static final String PLAIN_SCOPES = "openid";

  private static final long HOUR_SECONDS = 3600;
  private static final long YEAR_SECONDS = 365 * 24 * HOUR_SECONDS;

  private final Issuer issuer;
  private final Profiles profiles;
  private final Dials dials;

  IssuerControl(Issuer issuer, Profiles profiles, Dials dials) {
    this.issuer = issuer;
    this.profiles = profiles;
    this.dials = dials;
  }

  void mount(Routes routes) {
    routes.on(HttpMethod.GET, "/jwks.json", context -> Routes.ok(issuer.keys()));
    routes.on(HttpMethod.GET, "/tokens", this::all);
    routes.on(HttpMethod.GET, "/tokens/:shopper", this::one);
  }

  private Answer all(RoutingContext context) {
    Wish wish = wish(context.queryParams());
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("tokens");
    for (Shopper shopper : profiles.shoppers()) {
      list.addObject()
          .put("shopper", shopper.name())
          .put("shows", shopper.shows())
          .put("token", issuer.token(shopper.customerId(), shopper.mpid(), wish));
    }
    return Routes.ok(json);
  }

  private Answer one(RoutingContext context) {
    Wish wish = wish(context.queryParams());
    String name = Objects.requireNonNull(context.pathParam("shopper"));
    String customerId = profiles.shoppers().stream()
        .filter(shopper -> shopper.name().equals(name))
        .map(Shopper::customerId)
        .findFirst()
        .orElse(name);
    Long mpid =
        profiles.resolve(new Identity("customer_id", customerId), dials.now().generate());
    return mpid == null
        ? Routes.notFound("There is no shopper of this name, and no customer with this id.")
        : text(issuer.token(customerId, mpid, wish));
  }

  private static Answer text(String token) {
    return Answer.of(200, "text/plain; charset=utf-8", Buffer.buffer(token));
  }

  private static Wish wish(MultiMap parameters) {
    for (String name : new TreeSet<>(parameters.names())) {
      if (!PARAMETERS.contains(name)) {
        throw new WrongInput(
            "a token has no " + name + ": ask for " + String.join(", ", new TreeSet<>(PARAMETERS)));
      }
    }
    return new Wish(
        scopes(parameters.get("scopes")),
        lifetime(parameters.get("lifetime")),
        isYes(parameters.get("mpid")),
        flaw(parameters.get("flaw")));
  }

  private static List<String> scopes(@Nullable String text) {
    return Arrays.stream((text == null ? PLAIN_SCOPES : text).split("[ ,]+", -1))
        .filter(scope -> !scope.isEmpty())
        .toList();
  }

  private static long lifetime(@Nullable String text) {
    long seconds = Routes.number(text, "lifetime", HOUR_SECONDS);
    if (seconds < 1 || seconds > YEAR_SECONDS) {
      throw new WrongInput("lifetime is 1 to " + YEAR_SECONDS + " seconds");
    }
    return seconds;
  }

  private static boolean isYes(@Nullable String text) {
    if (text == null || text.equals("no")) {
      return false;
    }
    if (text.equals("yes")) {
      return true;
    }
    throw new WrongInput("mpid is yes or no");
  }

  private static @Nullable Flaw flaw(@Nullable String word) {
    if (word == null) {
      return null;
    }
    return Arrays.stream(Flaw.values())
        .filter(flaw -> flaw.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new WrongInput("flaw is one of "
            + Arrays.stream(Flaw.values()).map(Flaw::word).collect(Collectors.joining(", "))));
  }
}
