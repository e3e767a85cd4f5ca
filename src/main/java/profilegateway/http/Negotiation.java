package profilegateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Comparator;
import java.util.List;

/**
 * The media type of an answer (GraphQL over HTTP, media types): {@code application/graphql-response+json} for a client
 * that names it, {@code application/json} for one that takes that, or anything, or does not say.
 */
enum Negotiation {
  /** The status tells what became of the operation. */
  GRAPHQL_RESPONSE("application/graphql-response+json"),
  /** The status tells what became of the HTTP request alone. */
  JSON("application/json");

  private static final CharSequence RESPONSE_IN_UTF8 = inUtf8(GRAPHQL_RESPONSE);
  private static final CharSequence JSON_IN_UTF8 = inUtf8(JSON);

  private final String mediaType;

  Negotiation(String mediaType) {
    this.mediaType = mediaType;
  }

  private static CharSequence inUtf8(Negotiation type) {
    return HttpHeaders.createOptimized(type.mediaType + "; charset=utf-8");
  }

  CharSequence contentType() {
    return this == JSON ? JSON_IN_UTF8 : RESPONSE_IN_UTF8;
  }

  static Negotiation of(HttpServerRequest request) throws HttpError.Thrown {
    if (!request.headers().contains(HttpHeaders.ACCEPT)) {
      return JSON;
    }
    // A client may spread what it accepts over several headers.
    String accepted = String.join(",", request.headers().getAll(HttpHeaders.ACCEPT));
    if (accepted.isBlank()) {
      return JSON;
    }
    List<MediaRange> ranges = MediaRange.listOf(accepted);
    MediaRange response = best(ranges, GRAPHQL_RESPONSE);
    MediaRange json = best(ranges, JSON);
    if (response.weight() <= 0 && json.weight() <= 0) {
      throw new HttpError.Thrown(
          HttpError.of(
              406,
              "Answers are application/graphql-response+json or application/json: accept one of them."));
    }
    // Of two that are wanted alike, the one that is named, then the one that is named first.
    int preferred = MediaRange.BY_PREFERENCE.compare(response, json);
    return preferred > 0 ? GRAPHQL_RESPONSE : JSON;
  }

  private static MediaRange best(List<MediaRange> ranges, Negotiation type) {
    return ranges.stream()
        .filter(range -> range.includes(type.mediaType))
        .max(Comparator.comparingInt(MediaRange::precision))
        .orElse(MediaRange.NONE);
  }
}
