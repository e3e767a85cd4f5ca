package profilegateway.access;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Checks signatures. One by an RSA key takes some 50 µs, one by an elliptic curve a millisecond on older JDKs: these are
 * checked by threads of their own, fewer than there are cores, so that a flood of forged tokens holds up nobody whose
 * token is known already. Shared by all event loops.
 */
final class Signatures {
  /** More would wait longer than a page does. */
  static final int MOST_WAITING = 256;

  private final Threads threads;
  private final AtomicInteger waiting = new AtomicInteger();

  /** Where a check runs that takes long; completes on the caller's event loop. */
  interface Threads {
    Future<Boolean> run(Callable<Boolean> check);
  }

  Signatures(Threads threads) {
    this.threads = threads;
  }

  /** Whether one of the keys made the token's signature; fails with a {@link Refusal} when too many wait to know. */
  Future<Boolean> isGood(SignedToken token, List<JWSVerifier> keys) {
    if (!JWSAlgorithm.Family.EC.contains(token.header().getAlgorithm())) {
      return Future.succeededFuture(isSigned(token, keys));
    }
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      return Future.failedFuture(new Refusal(Refusal.Reason.BUSY));
    }
    return threads.run(() -> isSigned(token, keys)).onComplete(done -> waiting.decrementAndGet());
  }

  private static boolean isSigned(SignedToken token, List<JWSVerifier> keys) {
    return keys.stream().anyMatch(token::isSignedBy);
  }
}
