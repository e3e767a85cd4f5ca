package profilegateway.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** The answer to one operation. */
public final class GraphQlAnswer {
  private final int status;
  private final String contentType;
  private final JsonNode body;

  private GraphQlAnswer(int status, String contentType, JsonNode body) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
  }

  public static GraphQlAnswer of(HttpResponse<String> response) {
    return new GraphQlAnswer(
        response.statusCode(),
        response.headers().firstValue("Content-Type").orElse(""),
        SandboxClient.json(response.body()));
  }

  /** The data of an answer that has no error: one that nobody looked at is no success. */
  public JsonNode data() {
    if (body.has("errors")) {
      throw new AssertionError("there are errors: " + body);
    }
    return body.path("data");
  }

  /** The data of an answer whose errors are looked at beside it. */
  public JsonNode dataBesideErrors() {
    return body.path("data");
  }

  public JsonNode errors() {
    return body.path("errors");
  }

  /** Each error as {@code code at path}, or as its code alone where it concerns the whole request. */
  public List<String> codes() {
    List<String> codes = new ArrayList<>();
    for (JsonNode error : errors()) {
      String code = error.path("extensions").path("code").asText();
      String path = String.join(
          "/",
          StreamSupport.stream(error.path("path").spliterator(), false)
              .map(JsonNode::asText)
              .toList());
      codes.add(path.isEmpty() ? code : code + " at " + path);
    }
    return codes;
  }

  /** What the operation cost. */
  public JsonNode upstream() {
    return body.path("extensions").path("upstream");
  }

  public int status() {
    return status;
  }

  public String contentType() {
    return contentType;
  }

  /** The whole body. */
  public JsonNode body() {
    return body;
  }

  @Override
  public String toString() {
    return status + " " + body;
  }
}
