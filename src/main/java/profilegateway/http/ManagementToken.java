package profilegateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.config.Secret;
import profilegateway.graphql.ErrorCode;

/** Lets requests go on that show the token of the management port; all of them where there is none. */
final class ManagementToken implements Handler<RoutingContext> {
  private static final String SCHEME = "Bearer ";

  private final byte @Nullable [] expected;

  ManagementToken(Secret.@Nullable Text token) {
    this.expected = token == null ? null : digest(token.value());
  }

  @Override
  public void handle(RoutingContext request) {
    if (expected == null || isShown(request, expected)) {
      request.next();
    } else {
      Answers.end(
          request,
          new HttpError(
              401,
              ErrorCode.UNAUTHENTICATED,
              "Send the token of the management port: Authorization: Bearer, a blank, the token.",
              Map.of("WWW-Authenticate", "Bearer realm=\"management\"")));
    }
  }

  private static boolean isShown(RoutingContext request, byte[] expected) {
    String shown = request.request().getHeader(HttpHeaders.AUTHORIZATION);
    return shown != null
        && shown.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && MessageDigest.isEqual(digest(shown.substring(SCHEME.length()).strip()), expected);
  }

  /** Digests are compared in a time that tells nothing of the token, its length included. */
  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
