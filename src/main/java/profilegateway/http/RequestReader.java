package profilegateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.graphql.ErrorCode;
import profilegateway.graphql.OperationRequest;

/** Reads what a request asks for (GraphQL over HTTP, request). */
final class RequestReader {
  // The body is UTF-8, as its media type says: no other encoding is looked for.
  private static final JsonMapper JSON = JsonMapper.builder(
          JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build())
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .build();

  static {
    JSON.getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(100).build());
  }

  private final int batchLimit;

  RequestReader(int batchLimit) {
    this.batchLimit = batchLimit;
  }

  /** Reads the query string of a GET. */
  GraphQlRequest get(RoutingContext request) throws HttpError.Thrown {
    MultiMap parameters = request.queryParams();
    String query = once(parameters, "query");
    if (query == null) {
      throw bad("The parameter `query` is missing: send the operation's text in it, URL-encoded.");
    }
    var unused = object("extensions", jsonParameter(parameters, "extensions"));
    return new GraphQlRequest(
        List.of(new OperationRequest(
            RequestId.of(request),
            query,
            once(parameters, "operationName"),
            object("variables", jsonParameter(parameters, "variables")))),
        false);
  }

  /** Reads the JSON body of a POST. */
  GraphQlRequest post(RoutingContext request) throws HttpError.Thrown {
    requireJson(request);
    Buffer body = request.body().buffer();
    if (body == null || body.length() == 0) {
      throw bad("The body is empty: send a JSON object with the operation in `query`.");
    }
    Object json = parse(body.getBytes(), "The body");
    String id = RequestId.of(request);
    if (!(json instanceof List<?> members)) {
      return new GraphQlRequest(List.of(operation(id, json)), false);
    }
    if (members.isEmpty()) {
      throw bad("The batch is empty: send at least one operation.");
    }
    if (members.size() > batchLimit) {
      throw new HttpError.Thrown(new HttpError(
          400,
          ErrorCode.OPERATION_LIMIT_EXCEEDED,
          "The batch has " + members.size() + " operations; the limit is " + batchLimit + ".",
          Map.of()));
    }
    List<OperationRequest> operations = new ArrayList<>(members.size());
    for (Object member : members) {
      operations.add(operation(id, member));
    }
    return new GraphQlRequest(operations, true);
  }

  private static void requireJson(RoutingContext request) throws HttpError.Thrown {
    MIMEHeader type = request.parsedHeaders().contentType();
    String charset = type.parameter("charset");
    boolean isJson = "application".equalsIgnoreCase(type.component())
        && "json".equalsIgnoreCase(type.subComponent());
    if (!isJson || (charset != null && !charset.equalsIgnoreCase("utf-8"))) {
      throw new HttpError.Thrown(
          HttpError.of(415, "Send the operation as application/json in UTF-8."));
    }
    String encoding = request.request().getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new HttpError.Thrown(
          HttpError.of(415, "Send the body as it is, without Content-Encoding."));
    }
  }

  @SuppressWarnings("unchecked") // JSON objects have text for names
  private static OperationRequest operation(String id, @Nullable Object json)
      throws HttpError.Thrown {
    if (!(json instanceof Map)) {
      throw bad("An operation is a JSON object with its text in `query`.");
    }
    Map<String, @Nullable Object> members = (Map<String, @Nullable Object>) json;
    String query = text("query", members.get("query"));
    if (query == null) {
      throw bad("`query` is missing: send the operation's text in it.");
    }
    var unused = object("extensions", members.get("extensions"));
    return new OperationRequest(
        id,
        query,
        text("operationName", members.get("operationName")),
        object("variables", members.get("variables")));
  }

  private static @Nullable String text(String name, @Nullable Object json) throws HttpError.Thrown {
    if (json == null || json instanceof String) {
      return (String) json;
    }
    throw bad("`" + name + "` must be a string.");
  }

  @SuppressWarnings("unchecked") // JSON objects have text for names
  private static Map<String, @Nullable Object> object(String name, @Nullable Object json)
      throws HttpError.Thrown {
    if (json == null) {
      return Map.of();
    }
    if (json instanceof Map) {
      return (Map<String, @Nullable Object>) json;
    }
    throw bad("`" + name + "` must be a JSON object.");
  }

  private static @Nullable String once(MultiMap parameters, String name) throws HttpError.Thrown {
    List<String> values = parameters.getAll(name);
    if (values.size() > 1) {
      throw bad("The parameter `" + name + "` is given more than once.");
    }
    return values.isEmpty() || values.get(0).isEmpty() ? null : values.get(0);
  }

  private static @Nullable Object jsonParameter(MultiMap parameters, String name)
      throws HttpError.Thrown {
    String text = once(parameters, name);
    return text == null
        ? null
        : parse(
            text.getBytes(java.nio.charset.StandardCharsets.UTF_8), "The parameter `" + name + "`");
  }

  private static @Nullable Object parse(byte[] text, String what) throws HttpError.Thrown {
    try {
      return JSON.readValue(text, Object.class);
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

  private static HttpError.Thrown bad(String message) {
    return new HttpError.Thrown(HttpError.badRequest(message));
  }
}
