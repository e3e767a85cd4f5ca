package profilegateway.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Status codes for clients that accept {@code application/json} and do not name {@code application/graphql-response+json}. */
public enum HttpStatuses {
  /** 200 for every GraphQL response, request errors included, as servers answered before the media type existed. */
  COMPATIBLE,
  /** The status codes of GraphQL over HTTP, September 2026 edition. */
  EDITION;

  public static final List<String> WORDS =
      Arrays.stream(values()).map(HttpStatuses::word).toList();

  /** The value as settings have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The constant for one of {@link #WORDS}. */
  public static HttpStatuses of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
