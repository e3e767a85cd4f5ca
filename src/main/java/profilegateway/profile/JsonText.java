package profilegateway.profile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON values, as {@link JsonNumber} describes them, digit for digit. */
public final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /** Compact JSON text. */
  public static String of(@Nullable Object json) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      write(json, out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static void write(@Nullable Object json, JsonGenerator out) throws IOException {
    if (json == null) {
      out.writeNull();
    } else if (json instanceof String text) {
      out.writeString(text);
    } else if (json instanceof JsonNumber number) {
      out.writeNumber(number.text());
    } else if (json instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (json instanceof Iterable<?> items) {
      out.writeStartArray();
      for (Object item : items) {
        write(item, out);
      }
      out.writeEndArray();
    } else if (json instanceof Map<?, ?> members) {
      out.writeStartObject();
      for (Map.Entry<?, ?> member : members.entrySet()) {
        out.writeFieldName((String) member.getKey());
        write(member.getValue(), out);
      }
      out.writeEndObject();
    } else {
      throw new IllegalArgumentException("not a JSON value: " + json.getClass());
    }
  }
}
