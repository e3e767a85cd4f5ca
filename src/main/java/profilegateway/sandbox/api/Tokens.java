package profilegateway.sandbox.api;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The tokens that are good. Confined to one event loop. */
public final class Tokens {
  private static final int MOST = 100_000;
  private static final long SECOND = 1_000_000_000L;

  private final LongSupplier nanos;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Long> expiries = new HashMap<>();
  private final Deque<String> oldestFirst = new ArrayDeque<>();

  /** Reads the time from {@code nanos}, a clock that never jumps. */
  public Tokens(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** A new token: random text that says nothing. */
  String issue(long lifetimeSeconds) {
    byte[] bytes = new byte[48];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().encodeToString(bytes);
    forgetSpent();
    expiries.put(token, nanos.getAsLong() + lifetimeSeconds * SECOND);
    oldestFirst.addLast(token);
    return token;
  }

  private void forgetSpent() {
    String oldest = oldestFirst.peekFirst();
    while (oldest != null && (!isGood(oldest) || oldestFirst.size() >= MOST)) {
      expiries.remove(oldestFirst.removeFirst());
      oldest = oldestFirst.peekFirst();
    }
  }

  /** Whether the token was issued here, and has neither expired nor been revoked. */
  boolean isGood(@Nullable String token) {
    Long expiry = token == null ? null : expiries.get(token);
    return expiry != null && nanos.getAsLong() - expiry < 0;
  }

  /** Revokes every token; says how many were good. */
  public int revokeAll() {
    int good = (int) oldestFirst.stream().filter(this::isGood).count();
    expiries.clear();
    oldestFirst.clear();
    return good;
  }

  /** Revokes the token issued last of those that are good; says how many that were, 0 or 1. */
  public int revokeNewest() {
    while (!oldestFirst.isEmpty()) {
      String newest = oldestFirst.removeLast();
      boolean good = isGood(newest);
      expiries.remove(newest);
      if (good) {
        return 1;
      }
    }
    return 0;
  }
}
