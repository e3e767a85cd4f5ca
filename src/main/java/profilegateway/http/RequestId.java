package profilegateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** What a request is called in logs and errors. */
final class RequestId {
  static final CharSequence HEADER = HttpHeaders.createOptimized("X-Request-Id");

  private static final Pattern WELL_FORMED = Pattern.compile("(?!-?[0-9]+$)[A-Za-z0-9._-]{1,64}");
  private static final long VERSION = 0xFFFF_FFFF_FFFF_0FFFL;
  private static final long VARIANT = 0x3FFF_FFFF_FFFF_FFFFL;

  private RequestId() {}

  /** The client's own where it is well-formed, and no number, which may be somebody's mpid; else a new one. */
  static String of(HttpServerRequest request) {
    String given = request.headers().get(HEADER);
    return given != null && WELL_FORMED.matcher(given).matches() ? given : random();
  }

  /** A random UUID (RFC 9562, version 4). It is nobody's secret, so it need not be hard to guess: that takes ten times as long. */
  private static String random() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(
            (random.nextLong() & VERSION) | 0x4000L, (random.nextLong() & VARIANT) | Long.MIN_VALUE)
        .toString();
  }
}
