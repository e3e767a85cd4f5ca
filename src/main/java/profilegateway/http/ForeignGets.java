package profilegateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Set;

/**
 * Refuses a GET that any page can have a browser send, by a link, an image or a form, with whatever the browser's network
 * may reach. A GET has to show that code meant it: by naming a type of JSON in {@code Accept}, or by a header that a page of
 * another origin may not send unasked. A POST shows it by its {@code Content-Type}.
 */
final class ForeignGets {
  private static final List<String> PREFLIGHTED = List.of(
      "Authorization",
      "X-API-Key",
      "X-Gateway-Explain",
      "X-Requested-With",
      "Apollo-Require-Preflight",
      "X-Apollo-Operation-Name",
      "GraphQL-Preflight");

  private static final Set<String> JSON_TYPES =
      Set.of("application/json", "application/graphql-response+json");

  private ForeignGets() {}

  /** Refuses a GET that may not have been meant. */
  static void refuse(HttpServerRequest get) throws HttpError.Thrown {
    if (!isMeant(get)) {
      throw new HttpError.Thrown(
          HttpError.badRequest(
              "A GET has to say that it is meant, or any page could send it: send Accept: application/json."));
    }
  }

  private static boolean isMeant(HttpServerRequest request) {
    return !Origin.isForeign(request) && hasSaidSo(request);
  }

  private static boolean hasSaidSo(HttpServerRequest request) {
    return PREFLIGHTED.stream().anyMatch(request.headers()::contains)
        || namesJson(request.headers().getAll(HttpHeaders.ACCEPT))
        || isJson(String.valueOf(request.getHeader(HttpHeaders.CONTENT_TYPE)))
        || Origin.isOwn(request);
  }

  private static boolean namesJson(List<String> accepted) {
    return MediaRange.listOf(String.join(",", accepted)).stream()
        .anyMatch(range -> JSON_TYPES.contains(range.name()));
  }

  /** One type and no list: browsers read a list as its first type, and may send that unasked. */
  private static boolean isJson(String contentType) {
    return !contentType.contains(",")
        && MediaRange.listOf(contentType).stream()
            .anyMatch(range -> range.name().equals("application/json"));
  }
}
