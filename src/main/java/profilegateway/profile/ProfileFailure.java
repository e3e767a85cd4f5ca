package profilegateway.profile;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why something of a profile could not be had. An answer rather than a crash: it carries no stack trace, and nothing of
 * what the upstream said.
 */
public sealed class ProfileFailure extends Exception {

  /** What kind of failure it is; each has one sentence for the client. */
  public enum Code {
    /** The limit on calls leaves no room before the deadline. */
    RATE_LIMITED,
    /** No answer before the deadline. */
    TIMEOUT,
    /** No answer, or none that can be used. */
    UNAVAILABLE,
    /** mParticle refuses the gateway itself: credentials or workspace are wrong. */
    REFUSED
  }

  private final Code code;

  public ProfileFailure(Code code) {
    super(code.name(), null, false, false);
    this.code = code;
  }

  public Code code() {
    return code;
  }

  /** When trying again makes sense; null when not known. */
  public @Nullable Duration retryAfter() {
    return null;
  }

  /** {@link Code#RATE_LIMITED}, with the time after which there may be room again. */
  public static final class RateLimited extends ProfileFailure {
    private final Duration retryAfter;

    public RateLimited(Duration retryAfter) {
      super(Code.RATE_LIMITED);
      this.retryAfter = retryAfter;
    }

    @Override
    public Duration retryAfter() {
      return retryAfter;
    }
  }
}
