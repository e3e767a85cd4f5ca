package profilegateway.sandbox.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import profilegateway.sandbox.wire.Answer;
import profilegateway.sandbox.wire.Json;
import profilegateway.sandbox.wire.Members;
import profilegateway.sandbox.wire.WrongInput;

/** Faults that answer, whole and at once, but not what was asked for. */
final class AnotherAnswer {
  private static final String PAGE = """
      <!DOCTYPE html>
      <html><head><title>Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>
      """;

  private AnotherAnswer() {}

  /** Any status with any headers and body. */
  static Misbehaviour status(Members parameters) {
    int status = (int) parameters.integer("status", 200, 599);
    Answer answer = body(status, parameters.value("body"));
    for (Map.Entry<String, String> header :
        headers(parameters.object("headers")).entrySet()) {
      answer = answer.with(header.getKey(), header.getValue());
    }
    return always(answer);
  }

  private static Answer body(int status, @Nullable JsonNode body) {
    if (body == null) {
      return Answer.error(status, "FAULT", "A fault rule says so.");
    }
    return body.isTextual()
        ? Answer.of(status, Answer.JSON, Buffer.buffer(body.asText()))
        : Answer.json(status, body);
  }

  private static Map<String, String> headers(@Nullable ObjectNode json) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> header :
        json == null ? Json.object().properties() : json.properties()) {
      String value = header.getValue().asText();
      if (!header.getKey().matches("[A-Za-z0-9-]+") || !value.matches("[\\x20-\\x7e]*")) {
        throw new WrongInput("a fault: headers are names and values of printable ASCII");
      }
      headers.put(header.getKey(), value);
    }
    return headers;
  }

  /** A redirect to wherever it says. */
  static Misbehaviour redirect(Members parameters) {
    int status = (int) parameters.integer("status", 300, 399, 302);
    return always(Answer.of(status, "text/html", Buffer.buffer())
        .with("Location", parameters.text("location")));
  }

  /** A page where JSON should be. */
  static Misbehaviour html(Members parameters) {
    int status = (int) parameters.integer("status", 200, 599, 200);
    return always(Answer.of(status, "text/html", Buffer.buffer(PAGE)));
  }

  /** 200 without a body. */
  static Misbehaviour empty(Members parameters) {
    return always(Answer.of(200, Answer.JSON, Buffer.buffer()));
  }

  /** 200 and {@code null}. */
  static Misbehaviour nullBody(Members parameters) {
    return always(Answer.of(200, Answer.JSON, Buffer.buffer("null")));
  }

  /** 200 and bytes that mean nothing; the same ones every time. */
  static Misbehaviour garbage(Members parameters) {
    byte[] bytes = new byte[(int) parameters.integer("bytes", 1, 10_000_000, 512)];
    new Random(1).nextBytes(bytes);
    return always(Answer.of(200, Answer.JSON, Buffer.buffer(bytes)));
  }

  private static Misbehaviour always(Answer answer) {
    return (exchange, proper) -> exchange.send(answer);
  }
}
