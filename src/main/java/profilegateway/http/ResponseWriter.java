package profilegateway.http;

import graphql.language.SourceLocation;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import profilegateway.graphql.GatewayError;
import profilegateway.graphql.OperationResponse;
import profilegateway.graphql.plan.JsonBytes;
import profilegateway.graphql.plan.JsonValue;
import profilegateway.profile.Ledger;

/** Writes responses as JSON (GraphQL specification, section 7). */
final class ResponseWriter {
  private static final byte[] BEFORE = "{\"data\":".getBytes(StandardCharsets.US_ASCII);
  private static final int ROOM = 1024;

  private final boolean explain;

  /** @param explain whether responses show the upstream cost of their operation in {@code extensions} */
  ResponseWriter(boolean explain) {
    this.explain = explain;
  }

  /** One response as an object, or several as an array. */
  Buffer write(List<OperationResponse> responses, boolean batch) {
    JsonBytes only = batch || explain ? null : responses.get(0).written();
    if (only != null) {
      return planned(only);
    }
    JsonBytes out = new JsonBytes(ROOM);
    if (batch) {
      array(responses, response -> write(response, out), out);
    } else {
      responses.forEach(response -> write(response, out));
    }
    return buffer(out);
  }

  /** A response that has only the data of a plan, which is copied once. */
  private static Buffer planned(JsonBytes data) {
    Buffer body = Buffer.buffer(BEFORE.length + data.length() + 1).appendBytes(BEFORE);
    data.appendTo(body);
    return body.appendByte((byte) '}');
  }

  /** A response that consists of one error. */
  static Buffer write(GatewayError error) {
    JsonBytes out = new JsonBytes(ROOM);
    out.raw('{');
    writeErrors(List.of(error), out);
    out.raw('}');
    return buffer(out);
  }

  private void write(OperationResponse response, JsonBytes out) {
    out.raw('{');
    boolean isFirst = true;
    if (!response.errors().isEmpty()) {
      writeErrors(response.errors(), out);
      isFirst = false;
    }
    if (response.executed()) {
      name("data", isFirst, out);
      if (response.written() == null) {
        value(response.data(), out);
      } else {
        out.raw(response.written());
      }
      isFirst = false;
    }
    if (explain) {
      name("extensions", isFirst, out);
      writeUpstream(response.ledger(), out);
    }
    out.raw('}');
  }

  private static void writeErrors(List<GatewayError> errors, JsonBytes out) {
    name("errors", true, out);
    array(errors, error -> write(error, out), out);
  }

  private static void write(GatewayError error, JsonBytes out) {
    out.raw('{');
    name("message", true, out);
    out.text(error.message());
    if (!error.locations().isEmpty()) {
      name("locations", false, out);
      array(error.locations(), location -> writeLocation(location, out), out);
    }
    if (error.path() != null) {
      name("path", false, out);
      value(error.path(), out);
    }
    name("extensions", false, out);
    value(error.getExtensions(), out);
    out.raw('}');
  }

  private static void writeLocation(SourceLocation location, JsonBytes out) {
    out.raw('{');
    name("line", true, out);
    value(location.getLine(), out);
    name("column", false, out);
    value(location.getColumn(), out);
    out.raw('}');
  }

  private static void writeUpstream(Ledger ledger, JsonBytes out) {
    out.raw('{');
    name("upstream", true, out);
    out.raw('{');
    name("calls", true, out);
    value(ledger.callCount(), out);
    name("saved", false, out);
    value(ledger.saved(), out);
    name("fields", false, out);
    array(
        ledger.calls(),
        call -> array(call.parts().members(), part -> out.text(part.wireName()), out),
        out);
    out.raw('}');
    out.raw('}');
  }

  private static void name(String name, boolean isFirst, JsonBytes out) {
    if (!isFirst) {
      out.raw(',');
    }
    out.text(name);
    out.raw(':');
  }

  private static <T> void array(List<T> items, Consumer<T> each, JsonBytes out) {
    out.raw('[');
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        out.raw(',');
      }
      each.accept(items.get(i));
    }
    out.raw(']');
  }

  private static void value(@Nullable Object value, JsonBytes out) {
    if (!JsonValue.write(value, out)) {
      throw new IllegalArgumentException("a value has no form in JSON");
    }
  }

  private static Buffer buffer(JsonBytes json) {
    Buffer body = Buffer.buffer(json.length());
    json.appendTo(body);
    return body;
  }
}
