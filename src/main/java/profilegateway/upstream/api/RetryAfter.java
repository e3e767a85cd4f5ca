package profilegateway.upstream.api;

import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * How long a 429 asks to wait: {@code Retry-After}, which mParticle also spells {@code RetryAfter}, in seconds or as a
 * date (RFC 9110, 10.2.3). What makes no sense is tamed, so that nobody sleeps for a day or hammers on.
 */
final class RetryAfter {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private RetryAfter() {}

  /** Null when the answer does not say, or says rubbish. */
  static @Nullable Duration of(MultiMap headers, InstantSource clock) {
    String value = headers.get("Retry-After");
    if (value == null) {
      value = headers.get("RetryAfter");
    }
    Duration asked = value == null ? null : parse(value.strip(), clock.instant());
    if (asked == null || asked.isNegative()) {
      return null;
    }
    if (asked.compareTo(LONGEST) > 0) {
      return LONGEST;
    }
    return asked.compareTo(SHORTEST) < 0 ? SHORTEST : asked;
  }

  private static @Nullable Duration parse(String value, Instant now) {
    if (value.matches("[0-9]+")) {
      return value.length() > 9 ? LONGEST : Duration.ofSeconds(Long.parseLong(value));
    }
    try {
      return Duration.between(
          now, ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException rubbish) {
      return null;
    }
  }
}
