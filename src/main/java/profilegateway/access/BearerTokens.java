package profilegateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JWSVerifier;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Who the caller is that shows a token. A token is checked once and remembered by its hash, until it expires or the
 * issuer's keys change; one that was refused is remembered for a moment, so that a client that insists costs little.
 * Shared by all event loops.
 */
final class BearerTokens {
  private static final int MOST_ACCEPTED = 20_000;
  private static final Duration LONGEST_ACCEPTED = Duration.ofMinutes(15);
  private static final int MOST_REFUSED = 5_000;
  private static final Duration LONGEST_REFUSED = Duration.ofSeconds(10);
  /** These pass: a key comes, time goes on. */
  private static final Set<Refusal.Reason> PASSING = Set.of(
      Refusal.Reason.KEY_UNKNOWN,
      Refusal.Reason.NO_KEYS,
      Refusal.Reason.BUSY,
      Refusal.Reason.NOT_YET_VALID);

  private final Issuers issuers;
  private final Set<String> algorithms;
  private final TokenRules rules;
  private final Signatures signatures;
  private final InstantSource clock;
  private final Cache<String, Accepted> accepted;
  private final Cache<String, Refusal> refused;

  BearerTokens(
      Issuers issuers,
      Set<String> algorithms,
      TokenRules rules,
      Signatures signatures,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.issuers = issuers;
    this.algorithms = algorithms;
    this.rules = rules;
    this.signatures = signatures;
    this.clock = clock;
    this.accepted = remembering(MOST_ACCEPTED, LONGEST_ACCEPTED, nanoTime).build();
    this.refused = remembering(MOST_REFUSED, LONGEST_REFUSED, nanoTime).build();
  }

  /** Two caches, so that whoever sends rubbish does not make good tokens be forgotten. */
  private static Caffeine<Object, Object> remembering(
      int most, Duration longest, LongSupplier nanoTime) {
    return Caffeine.newBuilder()
        .maximumSize(most)
        .expireAfterWrite(longest)
        .ticker(nanoTime::getAsLong)
        .executor(Runnable::run);
  }

  /** A token that was good, with the keys that said so. */
  private record Accepted(TokenRules.Proven proven, KeySource source, Keys keys) {
    boolean holds(InstantSource clock) {
      return source.keys() == keys && clock.instant().isBefore(proven.end());
    }
  }

  /** The caller; fails with a {@link Refusal}. Completes on the caller's event loop. */
  Future<Caller> caller(String text) {
    String hash = Sha256.of(text);
    Accepted known = accepted.getIfPresent(hash);
    if (known != null && known.holds(clock)) {
      return Future.succeededFuture(known.proven.caller());
    }
    Refusal before = refused.getIfPresent(hash);
    if (before != null) {
      return Future.failedFuture(before);
    }
    return checked(text)
        .onSuccess(good -> accepted.put(hash, good))
        .map(good -> good.proven.caller())
        .onFailure(failure -> remember(hash, failure));
  }

  private void remember(String hash, Throwable failure) {
    if (failure instanceof Refusal refusal && !PASSING.contains(refusal.reason())) {
      refused.put(hash, refusal);
    }
  }

  private Future<Accepted> checked(String text) {
    Unproven unproven;
    try {
      unproven = unproven(SignedToken.read(text));
    } catch (Refusal refusal) {
      return Future.failedFuture(refusal);
    }
    return keysFor(unproven)
        .compose(keys -> signed(unproven, keys)
            .compose(
                isGood -> isGood ? accepted(unproven, keys) : refused(Refusal.Reason.SIGNATURE)));
  }

  /** A token that says it comes from an issuer. */
  private record Unproven(SignedToken token, String issuer, KeySource source) {}

  private Unproven unproven(SignedToken token) throws Refusal {
    if (!algorithms.contains(token.header().getAlgorithm().getName())) {
      throw new Refusal(Refusal.Reason.ALGORITHM);
    }
    String issuer = new Claims(token.claims()).text("iss").orElseThrow(Claims::wrong);
    return new Unproven(token, issuer, issuers.keysOf(issuer));
  }

  private static Future<Keys> keysFor(Unproven unproven) {
    Keys known = unproven.source.keys();
    return known.fitting(unproven.token.header()).isEmpty()
        ? unproven.source.sought()
        : Future.succeededFuture(known);
  }

  private Future<Boolean> signed(Unproven unproven, Keys keys) {
    List<JWSVerifier> fitting = keys.fitting(unproven.token.header());
    if (fitting.isEmpty()) {
      return refused(keys.isEmpty() ? Refusal.Reason.NO_KEYS : Refusal.Reason.KEY_UNKNOWN);
    }
    return signatures.isGood(unproven.token, fitting);
  }

  private Future<Accepted> accepted(Unproven unproven, Keys keys) {
    try {
      TokenRules.Proven proven = rules.proven(unproven.issuer, new Claims(unproven.token.claims()));
      return Future.succeededFuture(new Accepted(proven, unproven.source, keys));
    } catch (Refusal refusal) {
      return Future.failedFuture(refusal);
    }
  }

  private static <T> Future<T> refused(Refusal.Reason reason) {
    return Future.failedFuture(new Refusal(reason));
  }
}
