package profilegateway.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import profilegateway.sandbox.profiles.Identity;
import profilegateway.sandbox.wire.Json;
import profilegateway.sandbox.wire.WrongInput;

/**
 * The body of a look-up by identity.
 *
 * @param environment {@code production} or {@code development}
 * @param identity whom it is about
 */
record ResolveBody(String environment, Identity identity) {
  private static final List<String> ENVIRONMENTS = List.of("production", "development");

  /**
   * Reads a body of any content type.
   *
   * @throws WrongInput when it is not as documented
   */
  static ResolveBody read(Buffer body) {
    ObjectNode json = Json.readObject(body.getBytes(), "the body");
    String environment = json.path("environment_type").asText();
    if (!ENVIRONMENTS.contains(environment)) {
      throw new WrongInput("environment_type is production or development");
    }
    JsonNode type = json.path("identity").path("type");
    JsonNode value = json.path("identity").path("value");
    if (!type.isTextual() || !value.isTextual() || value.asText().isEmpty()) {
      throw new WrongInput("identity has a type and a value, both text");
    }
    if (!Identity.IMMUTABLE_TYPES.contains(type.asText())) {
      throw new WrongInput("identity.type is one that the account has made immutable");
    }
    return new ResolveBody(environment, new Identity(type.asText(), value.asText()));
  }
}
