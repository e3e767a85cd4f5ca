package profilegateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as it comes in, read to the letter. */
final class JsonInput {
  private static final String PLAIN = "application/json";

  // The body is UTF-8, as its media type says: no other encoding is looked for.
  private static final JsonFactory JSON = JsonFactory.builder()
      .disable(JsonFactory.Feature.CHARSET_DETECTION)
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .streamReadConstraints(
          StreamReadConstraints.builder().maxNestingDepth(100).build())
      .build();

  private JsonInput() {}

  /**
   * Refuses a body that does not say that it is JSON, or comes encoded.
   *
   * @param what the body holds, for the message: "the operation"
   */
  static void require(HttpServerRequest request, String what) throws HttpError.Thrown {
    String type = request.headers().get(HttpHeaders.CONTENT_TYPE);
    if (type == null || !(type.equals(PLAIN) || isUtf8Json(type))) {
      throw new HttpError.Thrown(
          HttpError.of(415, "Send " + what + " as application/json in UTF-8."));
    }
    String encoding = request.headers().get(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new HttpError.Thrown(
          HttpError.of(415, "Send the body as it is, without Content-Encoding."));
    }
  }

  /** Whether a media type (RFC 9110, section 8.3.1) is JSON's, and no parameter says that it is not UTF-8. */
  static boolean isUtf8Json(String mediaType) {
    String[] parts = mediaType.split(";", -1);
    if (!parts[0].strip().equalsIgnoreCase(PLAIN)) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
      if (parameter.startsWith("charset=")
          && !parameter.equals("charset=utf-8")
          && !parameter.equals("charset=\"utf-8\"")) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads a value.
   *
   * @param what the text is, for the message: "The body"
   */
  static @Nullable Object parse(byte[] text, String what) throws HttpError.Thrown {
    // What is ASCII is UTF-8 to the letter, and read as it is.
    try (JsonParser json =
        isAscii(text) ? JSON.createParser(text) : JSON.createParser(utf8(text))) {
      json.nextToken();
      Object value = value(json);
      if (json.nextToken() != null) {
        throw new JsonParseException(json, "more than one value", json.currentTokenLocation());
      }
      return value;
    } catch (StreamConstraintsException extreme) {
      throw bad(what + " is nested deeper, or holds a longer number, than this gateway reads.");
    } catch (JsonProcessingException invalid) {
      var where = invalid.getLocation();
      throw bad(what + " is not valid JSON"
          + (where == null
              ? "."
              : " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")."));
    } catch (IOException invalid) {
      throw bad(what + " is not valid JSON in UTF-8.");
    }
  }

  private static @Nullable Object value(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == null) {
      throw new JsonParseException(json, "no value");
    }
    return switch (token) {
      case START_OBJECT -> object(json);
      case START_ARRAY -> array(json);
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT -> json.getNumberValue();
      case VALUE_NUMBER_FLOAT -> json.getDecimalValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new JsonParseException(json, "no value");
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser json) throws IOException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      members.put(name, value(json));
    }
    return members;
  }

  private static List<@Nullable Object> array(JsonParser json) throws IOException {
    List<@Nullable Object> items = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(json));
    }
    return items;
  }

  private static boolean isAscii(byte[] text) {
    int signs = 0;
    for (byte one : text) {
      signs |= one;
    }
    return signs >= 0;
  }

  /** To the letter: the JSON reader takes what is longer than it has to be, or half of a pair. */
  static String utf8(byte[] text) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
  }

  private static HttpError.Thrown bad(String message) {
    return new HttpError.Thrown(HttpError.badRequest(message));
  }
}
