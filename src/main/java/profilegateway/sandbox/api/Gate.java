package profilegateway.sandbox.api;

import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.sandbox.traffic.Exchange;
import profilegateway.sandbox.traffic.SlidingSecond;
import profilegateway.sandbox.wire.Answer;

/**
 * Who may come in, in this order: authentication, workspace, quota. A call that is refused does not count towards the quota, so a
 * client that keeps calling gets exactly the quota and no less. Confined to one event loop.
 */
final class Gate {
  private static final String BEARER = "bearer ";

  private final Account account;
  private final Tokens tokens;
  private final Dials dials;
  private final LongSupplier nanos;
  private final SlidingSecond admitted = new SlidingSecond();

  Gate(Account account, Tokens tokens, Dials dials, LongSupplier nanos) {
    this.account = account;
    this.tokens = tokens;
    this.dials = dials;
    this.nanos = nanos;
  }

  /** Why the call is refused, or null when it may come in. */
  @Nullable
  Answer refusal(RoutingContext context, Exchange exchange) {
    if (!tokens.isGood(bearer(context.request().getHeader("Authorization")))) {
      return Answer.error(
          401, "UNAUTHORIZED", "The access token is missing, unknown, expired or revoked.");
    }
    exchange.authorized();
    if (!account.isWorkspace(context.pathParams())) {
      return Answer.error(
          403, "FORBIDDEN", "The token is not good for this organisation, account and workspace.");
    }
    return admit(nanos.getAsLong()) ? null : tooMany();
  }

  private static @Nullable String bearer(@Nullable String authorization) {
    return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? authorization.substring(BEARER.length())
        : null;
  }

  private boolean admit(long now) {
    Long quota = dials.now().quotaPerSecond();
    if (quota != null && admitted.count(now) >= quota) {
      return false;
    }
    admitted.add(now);
    return true;
  }

  private Answer tooMany() {
    Behaviour behaviour = dials.now();
    Answer answer =
        Answer.error(429, "TOO_MANY_REQUESTS", "The calls allowed in a second are used up.");
    if (behaviour.retryAfter() != null) {
      answer = answer.with(behaviour.retryAfterHeader(), behaviour.retryAfter());
    }
    return behaviour.rateLimitExceeded() == null
        ? answer
        : answer.with("X-mp-rate-limit-exceeded", behaviour.rateLimitExceeded());
  }
}
