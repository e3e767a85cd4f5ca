package profilegateway.http;

import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
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

  private final String mediaType;

  Negotiation(String mediaType) {
    this.mediaType = mediaType;
  }

  String contentType() {
    return mediaType + "; charset=utf-8";
  }

  static Negotiation of(RoutingContext request) throws HttpError.Thrown {
    List<MIMEHeader> accepted = request.parsedHeaders().accept();
    if (accepted.isEmpty()) {
      return JSON;
    }
    // In the order of preference.
    for (MIMEHeader type : accepted) {
      if (type.weight() > 0) {
        String name = type.component() + "/" + type.subComponent();
        if (name.equalsIgnoreCase(GRAPHQL_RESPONSE.mediaType)) {
          return GRAPHQL_RESPONSE;
        }
        if (name.equalsIgnoreCase(JSON.mediaType)
            || name.equals("application/*")
            || name.equals("*/*")) {
          return JSON;
        }
      }
    }
    throw new HttpError.Thrown(HttpError.of(
        406,
        "Answers are application/graphql-response+json or application/json: accept one of them."));
  }
}
