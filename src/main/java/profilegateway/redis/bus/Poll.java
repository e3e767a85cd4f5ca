package profilegateway.redis.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashSet;
import java.util.Set;
import profilegateway.redis.bus.Drops.Confirmed;

/**
 * Who is still to confirm a purge, and who has. It is over when all have of whom it is known that they are there; while there may be
 * others, when as many have as Redis told. Thread-safe.
 */
final class Poll {
  private final Set<String> silent;
  private final Set<String> confirmed = new HashSet<>();
  private final Promise<Void> over = Promise.promise();
  private boolean areAllKnown;
  private int listeners = Integer.MAX_VALUE;

  /**
   * @param known who is known to be there, this instance too
   * @param areAllKnown whether there can be no others
   */
  Poll(Set<String> known, boolean areAllKnown) {
    this.silent = new HashSet<>(known);
    this.areAllKnown = areAllKnown;
  }

  /** Redis told as many, whoever they are. */
  synchronized void toldTo(int all) {
    listeners = all;
    endIfDone();
  }

  synchronized void confirm(String instance) {
    confirmed.add(instance);
    silent.remove(instance);
    endIfDone();
  }

  /** {@code instance} is there. */
  synchronized void heard(String instance) {
    if (!areAllKnown && !confirmed.contains(instance)) {
      silent.add(instance);
    }
  }

  /** Whoever has not been heard by now is not there. */
  synchronized void allAreKnown() {
    areAllKnown = true;
    endIfDone();
  }

  private void endIfDone() {
    if (silent.isEmpty() && (areAllKnown || confirmed.size() >= listeners)) {
      end();
    }
  }

  /** Whoever has not confirmed by now is silent. */
  void end() {
    over.tryComplete();
  }

  /** Done when it is over, on any thread. */
  Future<Void> over() {
    return over.future();
  }

  synchronized Confirmed result() {
    return new Confirmed(Set.copyOf(confirmed), Set.copyOf(silent));
  }
}
