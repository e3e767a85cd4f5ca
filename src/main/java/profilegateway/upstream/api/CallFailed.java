package profilegateway.upstream.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.ProfileFailure;

/** Why one call brought no answer that can be used, and so what may be done about it. */
public final class CallFailed extends Exception {
  private static final long serialVersionUID = 1L;

  /** What happened. */
  public enum Kind {
    /** 401: the token is not taken. */
    TOKEN_REJECTED,
    /** 429: stop, until told. */
    TOO_FAST,
    /** 429: go on, but grow slower. */
    GROWING_TOO_FAST,
    /** 5xx, or a connection that was refused or cut: another try may do better. */
    OUTAGE,
    /** An answer that cannot be read: another try would bring the same. */
    BROKEN,
    /** No answer in time. */
    TIMEOUT,
    /** Another 4xx: an operator has to look into it. */
    REFUSED,
    /** The gateway's own connections are all taken. */
    CROWDED,
    /** The turn was over before there was a connection, and nothing was sent. */
    LATE
  }

  private final Kind kind;
  private final transient @Nullable Duration pause;

  public CallFailed(Kind kind) {
    this(kind, null);
  }

  /** With what {@code Retry-After} asks for, or null when it does not. */
  public CallFailed(Kind kind, @Nullable Duration pause) {
    super(kind.name(), null, false, false);
    this.kind = kind;
    this.pause = pause;
  }

  public Kind kind() {
    return kind;
  }

  @Nullable
  public Duration pause() {
    return pause;
  }

  /** Whether it says that the API itself is not well. */
  public boolean isOutage() {
    return switch (kind) {
      case OUTAGE, BROKEN, TIMEOUT -> true;
      case TOKEN_REJECTED, TOO_FAST, GROWING_TOO_FAST, REFUSED, CROWDED, LATE -> false;
    };
  }

  /** What it is to those who asked. */
  public ProfileFailure failure() {
    return new ProfileFailure(
        switch (kind) {
          case TOKEN_REJECTED, REFUSED -> ProfileFailure.Code.REFUSED;
          case TOO_FAST, GROWING_TOO_FAST -> ProfileFailure.Code.RATE_LIMITED;
          case OUTAGE, BROKEN, CROWDED -> ProfileFailure.Code.UNAVAILABLE;
          case TIMEOUT, LATE -> ProfileFailure.Code.TIMEOUT;
        });
  }
}
