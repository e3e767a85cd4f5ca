package profilegateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import profilegateway.config.HttpStatuses;

/**
 * The form of a response: media type and rule for the status code (GraphQL over HTTP, Media Types). A client that names
 * {@code application/graphql-response+json} gets it; one that accepts {@code application/json} or anything, or sends no
 * {@code Accept}, gets {@code application/json}.
 */
enum Negotiation {
  /** The status code is that of the September 2026 edition. */
  GRAPHQL_RESPONSE("application/graphql-response+json"),
  /** Every GraphQL response has 200, except for an internal error. Other status codes describe the HTTP request. */
  JSON("application/json"),
  /** The status code is that of the edition, with 200 in place of 294. Errors have the media type of {@link #GRAPHQL_RESPONSE}. */
  JSON_WITH_STATUSES("application/json");

  private static final CharSequence RESPONSE_IN_UTF8 = inUtf8(GRAPHQL_RESPONSE);
  private static final CharSequence JSON_IN_UTF8 = inUtf8(JSON);

  private final String mediaType;

  Negotiation(String mediaType) {
    this.mediaType = mediaType;
  }

  private static CharSequence inUtf8(Negotiation type) {
    return HttpHeaders.createOptimized(type.mediaType + "; charset=utf-8");
  }

  /** Value of {@code Content-Type} for a response with this status code. */
  CharSequence contentType(int status) {
    return switch (this) {
      case GRAPHQL_RESPONSE -> RESPONSE_IN_UTF8;
      case JSON -> JSON_IN_UTF8;
      case JSON_WITH_STATUSES -> status < 300 ? JSON_IN_UTF8 : RESPONSE_IN_UTF8;
    };
  }

  /** The form of responses in {@code application/json}. */
  static Negotiation ofJson(HttpStatuses statuses) {
    return switch (statuses) {
      case COMPATIBLE -> JSON;
      case EDITION -> JSON_WITH_STATUSES;
    };
  }

  /**
   * Reads {@code Accept}.
   *
   * @param json the form of responses in {@code application/json}
   * @return the form of the response; null if the client accepts neither media type
   */
  static @Nullable Negotiation of(HttpServerRequest request, Negotiation json) {
    if (!request.headers().contains(HttpHeaders.ACCEPT)) {
      return json;
    }
    // A client may spread what it accepts over several headers.
    String accepted = String.join(",", request.headers().getAll(HttpHeaders.ACCEPT));
    if (accepted.isBlank()) {
      return json;
    }
    List<MediaRange> ranges = MediaRange.listOf(accepted);
    MediaRange response = best(ranges, GRAPHQL_RESPONSE);
    MediaRange plain = best(ranges, JSON);
    if (response.weight() <= 0 && plain.weight() <= 0) {
      return null;
    }
    // With equal weights, the more specific range is preferred, then the one listed first.
    int preferred = MediaRange.BY_PREFERENCE.compare(response, plain);
    return preferred > 0 ? GRAPHQL_RESPONSE : json;
  }

  private static MediaRange best(List<MediaRange> ranges, Negotiation type) {
    return ranges.stream()
        .filter(range -> range.includes(type.mediaType))
        .max(Comparator.comparingInt(MediaRange::precision))
        .orElse(MediaRange.NONE);
  }
}
