package profilegateway.sandbox.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** JSON read strictly (no second value, no key twice) and written so that every number stays what it was. */
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder()
      .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
      .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
      .build();

  private Json() {}

  /** An empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** An empty array. */
  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /**
   * The object that {@code text} holds.
   *
   * @param what what it should be, for the message: "a fault", "line 3"
   * @throws WrongInput when it is not JSON, or not an object
   */
  public static ObjectNode readObject(byte[] text, String what) {
    if (read(text, what) instanceof ObjectNode object) {
      return object;
    }
    throw new WrongInput(what + " is a JSON object");
  }

  /** As {@link #readObject(byte[], String)}, from text. */
  public static ObjectNode readObject(String text, String what) {
    return readObject(text.getBytes(StandardCharsets.UTF_8), what);
  }

  /**
   * The value that {@code text} holds.
   *
   * @throws WrongInput when it is not JSON
   */
  public static JsonNode read(byte[] text, String what) {
    try {
      JsonNode value = MAPPER.readTree(text);
      if (value == null || value.isMissingNode()) {
        throw new WrongInput(what + " is empty; it is JSON");
      }
      return value;
    } catch (JsonProcessingException wrong) {
      throw new WrongInput(what + " is not JSON: " + firstLine(wrong) + place(wrong));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** {@code value} as UTF-8. */
  public static Buffer write(JsonNode value) {
    try {
      return Buffer.buffer(MAPPER.writeValueAsBytes(value));
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Writes a value piece by piece, for one too large to build first. */
  @FunctionalInterface
  public interface Content {
    void writeTo(JsonGenerator out) throws IOException;
  }

  /** What {@code content} writes, as UTF-8. */
  public static Buffer write(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = MAPPER.createGenerator(bytes)) {
      content.writeTo(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  private static String firstLine(JsonProcessingException wrong) {
    String message = wrong.getOriginalMessage();
    return message == null
        ? "it cannot be read"
        : message.lines().findFirst().orElse("it cannot be read");
  }

  private static String place(JsonProcessingException wrong) {
    return wrong.getLocation() == null
        ? ""
        : " (line " + wrong.getLocation().getLineNr() + ", column "
            + wrong.getLocation().getColumnNr() + ")";
  }
}
