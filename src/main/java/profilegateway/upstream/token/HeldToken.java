package profilegateway.upstream.token;

import java.time.Duration;

/** A token that is kept, and until when. Guarded by whoever keeps it. */
final class HeldToken {
  /** With a fifth of its life left, a token is being replaced. */
  private static final int RENEWED_WITH_LEFT = 5;

  /** A token this near to its end may expire on its way upstream; of a short life a tenth. */
  private static final Duration LEEWAY = Duration.ofSeconds(30);

  private final Token token;
  private final long end;
  private final long renewFrom;
  private final long spentFrom;
  private boolean proven;

  /** One that was received at {@code now}, a time as {@link System#nanoTime()} gives it. */
  HeldToken(Token token, long now) {
    long life = token.life().toNanos();
    this.token = token;
    this.end = now + token.left().toNanos();
    this.renewFrom = end - life / RENEWED_WITH_LEFT;
    this.spentFrom = end - Math.min(LEEWAY.toNanos(), life / 10);
  }

  Token token() {
    return token;
  }

  TokenTimes times(long now) {
    Duration left = Duration.ofNanos(Math.max(0, end - now));
    Duration age = token.life().minusNanos(end - now);
    return new TokenTimes(age, left);
  }

  boolean isDueForRenewal(long now) {
    return now - renewFrom >= 0;
  }

  boolean serves(long now) {
    return now - spentFrom < 0;
  }

  /** Whether the API took it. */
  boolean isProven() {
    return proven;
  }

  void prove() {
    proven = true;
  }
}
