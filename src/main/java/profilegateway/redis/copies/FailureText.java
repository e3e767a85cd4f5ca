package profilegateway.redis.copies;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ProfileFailure.Code;

/** Why a fetch failed, as it lies in Redis in place of the lease: its code, and when to try again in milliseconds. */
final class FailureText {
  private static final Pattern FORM = Pattern.compile("!([A-Z_]{1,40})(?: ([0-9]{1,12}))?");

  private FailureText() {}

  static String of(ProfileFailure failure) {
    Duration retryAfter = failure.retryAfter();
    String code = "!" + failure.code();
    return retryAfter == null ? code : code + ' ' + retryAfter.toMillis();
  }

  /** {@link Code#UNAVAILABLE} for a code that only another version of the gateway knows. */
  static ProfileFailure read(String text) {
    Matcher form = FORM.matcher(text);
    Code code = form.matches() ? code(form.group(1)) : Code.UNAVAILABLE;
    return code == Code.RATE_LIMITED && form.group(2) != null
        ? new ProfileFailure.RateLimited(Duration.ofMillis(Long.parseLong(form.group(2))))
        : new ProfileFailure(code);
  }

  private static Code code(String name) {
    return Stream.of(Code.values())
        .filter(code -> code.name().equals(name))
        .findFirst()
        .orElse(Code.UNAVAILABLE);
  }
}
