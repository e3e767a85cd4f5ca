package profilegateway.sandbox.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a call is answered.
 *
 * @param status HTTP status
 * @param headers in the order in which they are sent, without the length
 * @param body may be empty
 */
public record Answer(int status, Map<String, String> headers, Buffer body) {
  public static final String JSON = "application/json";
  private static final String CONTENT_TYPE = "Content-Type";

  /** An answer with a JSON body. */
  public static Answer json(int status, JsonNode body) {
    return of(status, JSON, Json.write(body));
  }

  /** An answer with any body. */
  public static Answer of(int status, String contentType, Buffer body) {
    return new Answer(status, Map.of(CONTENT_TYPE, contentType), body);
  }

  /** An error as the sibling APIs shape it: {@code {"errors":[{"code","message"}]}}. */
  public static Answer error(int status, String code, String message) {
    ObjectNode body = Json.object();
    body.putArray("errors").addObject().put("code", code).put("message", message);
    return json(status, body);
  }

  /** This answer with one header more. */
  public Answer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body);
  }

  /** This answer with another body. */
  public Answer withBody(Buffer other) {
    return new Answer(status, headers, other);
  }
}
