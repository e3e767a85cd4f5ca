package profilegateway.upstream.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.JsonNumber;

/** Reads JSON of the Profile API and its token endpoint. Bounded in depth; exceptions hold nothing of the content. */
public final class ResponseJson {
  /** Largest response body that is read, in bytes: ten times the largest known profile. */
  public static final int MAX_BYTES = 2 * 1024 * 1024;

  private static final int MAX_DEPTH = 64;

  private static final JsonFactory FACTORY = JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxNestingDepth(MAX_DEPTH)
          .maxStringLength(MAX_BYTES)
          .build())
      .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
      .build();

  private ResponseJson() {}

  /** A parser of {@code body}, before its first token. */
  public static JsonParser parser(Buffer body) throws IOException {
    return FACTORY.createParser(body.getBytes());
  }

  /** The value at the current token of {@code in}, in the types that {@link JsonNumber} lists; null for JSON null. */
  public static @Nullable Object value(JsonParser in) throws IOException {
    JsonToken token = in.currentToken();
    return switch (token) {
      case VALUE_NULL -> null;
      case VALUE_STRING -> in.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(in.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case START_ARRAY -> array(in);
      case START_OBJECT -> object(in);
      default -> throw new JsonParseException(in, "not a value");
    };
  }

  private static List<@Nullable Object> array(JsonParser in) throws IOException {
    List<@Nullable Object> items = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(in));
    }
    return items;
  }

  private static Map<String, @Nullable Object> object(JsonParser in) throws IOException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      in.nextToken();
      members.put(name, value(in));
    }
    return members;
  }
}
