package profilegateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import graphql.language.SourceLocation;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.graphql.GatewayError;
import profilegateway.graphql.OperationResponse;
import profilegateway.graphql.plan.JsonBytes;
import profilegateway.profile.JsonNumber;
import profilegateway.profile.Ledger;
import profilegateway.profile.Part;

/** Writes answers as JSON (GraphQL specification, response). */
final class ResponseWriter {
  private static final JsonFactory FACTORY = new JsonFactory();

  private static final byte[] BEFORE = "{\"data\":".getBytes(StandardCharsets.US_ASCII);

  private final boolean explain;

  /** Writes what an operation cost when {@code explain} is set. */
  ResponseWriter(boolean explain) {
    this.explain = explain;
  }

  /** The answer of a plan, where nothing is to be told beside it. */
  private static Buffer planned(JsonBytes data) {
    Buffer body = Buffer.buffer(BEFORE.length + data.length() + 1).appendBytes(BEFORE);
    data.appendTo(body);
    return body.appendByte((byte) '}');
  }

  /** One answer as an object, or several as an array. */
  Buffer write(List<OperationResponse> responses, boolean batch) {
    JsonBytes only = batch || explain ? null : responses.get(0).written();
    if (only != null) {
      return planned(only);
    }
    return json((out, bytes) -> {
      if (batch) {
        out.writeStartArray();
      }
      for (OperationResponse response : responses) {
        write(response, out, bytes);
      }
      if (batch) {
        out.writeEndArray();
      }
    });
  }

  /** An answer that is one error. */
  static Buffer write(GatewayError error) {
    return json((out, bytes) -> {
      out.writeStartObject();
      writeErrors(List.of(error), out);
      out.writeEndObject();
    });
  }

  private void write(OperationResponse response, JsonGenerator out, OutputStream bytes)
      throws IOException {
    out.writeStartObject();
    if (!response.errors().isEmpty()) {
      writeErrors(response.errors(), out);
    }
    if (response.executed()) {
      out.writeFieldName("data");
      if (response.written() == null) {
        writeValue(response.data(), out);
      } else {
        writeAsIs(response.written(), out, bytes);
      }
    }
    if (explain) {
      writeUpstream(response.ledger(), out);
    }
    out.writeEndObject();
  }

  private static void writeAsIs(JsonBytes json, JsonGenerator out, OutputStream bytes)
      throws IOException {
    // Takes the place of a value; what comes before it has to be there first.
    out.writeRawValue("");
    out.flush();
    json.writeTo(bytes);
  }

  private static void writeErrors(List<GatewayError> errors, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("errors");
    for (GatewayError error : errors) {
      out.writeStartObject();
      out.writeStringField("message", error.message());
      if (!error.locations().isEmpty()) {
        out.writeArrayFieldStart("locations");
        for (SourceLocation location : error.locations()) {
          out.writeStartObject();
          out.writeNumberField("line", location.getLine());
          out.writeNumberField("column", location.getColumn());
          out.writeEndObject();
        }
        out.writeEndArray();
      }
      if (error.path() != null) {
        out.writeFieldName("path");
        writeValue(error.path(), out);
      }
      out.writeFieldName("extensions");
      writeValue(error.getExtensions(), out);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeUpstream(Ledger ledger, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("extensions");
    out.writeObjectFieldStart("upstream");
    out.writeNumberField("calls", ledger.callCount());
    out.writeNumberField("saved", ledger.saved());
    out.writeArrayFieldStart("fields");
    for (Ledger.Call call : ledger.calls()) {
      out.writeStartArray();
      for (Part part : call.parts().members()) {
        out.writeString(part.wireName());
      }
      out.writeEndArray();
    }
    out.writeEndArray();
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void writeValue(@Nullable Object value, JsonGenerator out) throws IOException {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof Map<?, ?> members) {
      out.writeStartObject();
      for (Map.Entry<?, ?> member : members.entrySet()) {
        out.writeFieldName((String) member.getKey());
        writeValue(member.getValue(), out);
      }
      out.writeEndObject();
    } else if (value instanceof List<?> items) {
      out.writeStartArray();
      for (Object item : items) {
        writeValue(item, out);
      }
      out.writeEndArray();
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof Integer number) {
      out.writeNumber(number);
    } else if (value instanceof Long number) {
      out.writeNumber(number);
    } else if (value instanceof Double number) {
      out.writeNumber(number);
    } else if (value instanceof JsonNumber number) {
      if (number.isRounded()) {
        out.writeString(number.text());
      } else {
        out.writeNumber(number.text());
      }
    } else {
      throw new IllegalArgumentException("no form in JSON for " + value.getClass());
    }
  }

  private static Buffer json(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
      content.write(out, bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  private interface Content {
    void write(JsonGenerator out, OutputStream bytes) throws IOException;
  }
}
