package profilegateway.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.access.persisted.AskedDocument;
import profilegateway.config.Limit;
import profilegateway.graphql.ErrorCode;
import profilegateway.graphql.limits.Limits;

/** Reads what a request asks for (GraphQL over HTTP, request). */
final class RequestReader {
  private final Limits limits;

  RequestReader(Limits limits) {
    this.limits = limits;
  }

  /** Reads the query string of a GET. */
  GraphQlRequest get(Exchange exchange) throws HttpError.Thrown {
    HttpServerRequest request = exchange.request();
    ForeignGets.refuse(request);
    requireUtf8(request.query());
    MultiMap parameters = request.params();
    AskedDocument document = DocumentReader.document(
        once(parameters, "query"),
        Arrays.asList(once(parameters, "documentId"), once(parameters, "doc_id")),
        object("extensions", jsonParameter(parameters, "extensions")),
        "The parameter `query` is missing: send the operation's text in it, URL-encoded.");
    return new GraphQlRequest(
        List.of(new AskedOperation(
            exchange.id(),
            document,
            once(parameters, "operationName"),
            object("variables", jsonParameter(parameters, "variables")))),
        false);
  }

  /** The query string is decoded leniently otherwise: something else would be asked for than was meant. */
  private static void requireUtf8(@Nullable String query) throws HttpError.Thrown {
    try {
      if (query != null) {
        // As Latin-1 each escape becomes one character, of the byte that it stands for.
        String bytes = URLDecoder.decode(query, StandardCharsets.ISO_8859_1);
        var unused = JsonInput.utf8(bytes.getBytes(StandardCharsets.ISO_8859_1));
      }
    } catch (IllegalArgumentException | CharacterCodingException invalid) {
      throw new HttpError.Thrown(
          HttpError.badRequest("The query string is not URL-encoded UTF-8."));
    }
  }

  /** Reads the JSON body of a POST. */
  GraphQlRequest post(Exchange exchange, Buffer body) throws HttpError.Thrown {
    JsonInput.require(exchange.request(), "the operation");
    if (body.length() == 0) {
      throw new HttpError.Thrown(HttpError.badRequest(
          "The body is empty: send a JSON object with the operation in `query`."));
    }
    Object json = JsonInput.parse(body.getBytes(), "The body");
    String id = exchange.id();
    if (!(json instanceof List<?> members)) {
      return new GraphQlRequest(List.of(operation(id, json)), false);
    }
    if (members.isEmpty()) {
      throw malformed("The batch is empty: send at least one operation.");
    }
    String refusal = limits.refusal(Limit.BATCH_SIZE, members.size()).orElse(null);
    if (refusal != null) {
      throw new HttpError.Thrown(HttpError.of(ErrorCode.OPERATION_LIMIT_EXCEEDED, refusal));
    }
    List<AskedOperation> operations = new ArrayList<>(members.size());
    for (Object member : members) {
      operations.add(operation(id, member));
    }
    return new GraphQlRequest(operations, true);
  }

  @SuppressWarnings("unchecked") // JSON objects have text for names
  private static AskedOperation operation(String id, @Nullable Object json)
      throws HttpError.Thrown {
    if (!(json instanceof Map)) {
      throw malformed("An operation is a JSON object with its text in `query`.");
    }
    Map<String, @Nullable Object> members = (Map<String, @Nullable Object>) json;
    AskedDocument document = DocumentReader.document(
        text("query", members.get("query")),
        Arrays.asList(
            text("documentId", members.get("documentId")), text("doc_id", members.get("doc_id"))),
        object("extensions", members.get("extensions")),
        "`query` is missing: send the operation's text in it.");
    return new AskedOperation(
        id,
        document,
        text("operationName", members.get("operationName")),
        object("variables", members.get("variables")));
  }

  private static @Nullable String text(String name, @Nullable Object json) throws HttpError.Thrown {
    if (json == null || json instanceof String) {
      return (String) json;
    }
    throw malformed("`" + name + "` must be a string.");
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
    throw malformed("`" + name + "` must be a JSON object.");
  }

  private static @Nullable String once(MultiMap parameters, String name) throws HttpError.Thrown {
    List<String> values = parameters.getAll(name);
    if (values.size() > 1) {
      throw malformed("The parameter `" + name + "` is given more than once.");
    }
    return values.isEmpty() || values.get(0).isEmpty() ? null : values.get(0);
  }

  private static @Nullable Object jsonParameter(MultiMap parameters, String name)
      throws HttpError.Thrown {
    String text = once(parameters, name);
    return text == null
        ? null
        : JsonInput.parse(text.getBytes(StandardCharsets.UTF_8), "The parameter `" + name + "`");
  }

  private static HttpError.Thrown malformed(String message) {
    return new HttpError.Thrown(HttpError.malformed(message));
  }
}
