package profilegateway.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import profilegateway.sandbox.faults.FaultRules;
import profilegateway.sandbox.traffic.Exchange;
import profilegateway.sandbox.traffic.Kind;
import profilegateway.sandbox.traffic.Traffic;
import profilegateway.sandbox.wire.Answer;
import profilegateway.sandbox.wire.Json;
import profilegateway.sandbox.wire.WrongInput;

/** {@code POST /oauth/token}: client credentials for a token, in the shapes of Auth0. */
public final class TokenEndpoint {
  private static final String GRANT_TYPE = "client_credentials";

  private final Account account;
  private final Tokens tokens;
  private final Dials dials;
  private final FaultRules faults;
  private final Traffic traffic;

  public TokenEndpoint(
      Account account, Tokens tokens, Dials dials, FaultRules faults, Traffic traffic) {
    this.account = account;
    this.tokens = tokens;
    this.dials = dials;
    this.faults = faults;
    this.traffic = traffic;
  }

  public void handle(RoutingContext context) {
    Exchange exchange = traffic.begin(Kind.TOKEN, context.request());
    context
        .request()
        .body()
        .map(body -> answer(exchange, body))
        .onSuccess(answer -> faults.deliver(exchange, answer, dials.now().tokenDelayMs()))
        .onFailure(context::fail);
  }

  private Answer answer(Exchange exchange, Buffer body) {
    try {
      return answer(exchange, Json.readObject(body.getBytes(), "the body"));
    } catch (WrongInput wrong) {
      return refusal(400, "invalid_request", String.valueOf(wrong.getMessage()));
    }
  }

  private Answer answer(Exchange exchange, ObjectNode body) {
    String grantType = body.path("grant_type").asText();
    if (!grantType.equals(GRANT_TYPE)) {
      return refusal(400, "unsupported_grant_type", "Unsupported grant type: " + grantType);
    }
    if (!account.isClient(
        body.path("client_id").asText(), body.path("client_secret").asText())) {
      return refusal(401, "access_denied", "Unauthorized");
    }
    String audience = body.path("audience").asText();
    if (!account.audience().equals(audience)) {
      return refusal(403, "access_denied", "Service not enabled within domain: " + audience);
    }
    exchange.authorized();
    traffic.counters().tokenIssued();
    long lifetime = dials.now().tokenLifetimeSeconds();
    return Answer.json(
        200,
        Json.object()
            .put("access_token", tokens.issue(lifetime))
            .put("expires_in", lifetime)
            .put("token_type", "Bearer"));
  }

  private static Answer refusal(int status, String error, String description) {
    return Answer.json(
        status, Json.object().put("error", error).put("error_description", description));
  }
}
