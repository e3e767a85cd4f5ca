package profilegateway.http;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.LongSupplier;
import profilegateway.graphql.ErrorCode;
import profilegateway.graphql.limits.Limits;

/**
 * How far an event loop is behind. In each of its rounds it reads whatever has come, so rounds that take long are a queue that
 * is long, though no operation is in progress meanwhile. Once that has lasted, what is read late in a round is refused: part of
 * the requests are answered in time, and the others at once. The first of a round is always taken: where a machine is slow
 * and not the queue long, who asks alone gets an answer. Confined to its event loop.
 */
final class Backlog implements Step {
  private static final long LOOK_EVERY_MILLIS = 5;

  /**
   * A round that takes longer has more to do than it should. Refused clients are to know within 50 ms, and who comes just after
   * a round's begin is read late in the next one.
   */
  private static final long LONG_ROUND = Duration.ofMillis(15).toNanos();

  /** A crowd that comes at once is over sooner. */
  private static final long LASTING = Duration.ofSeconds(1).toNanos();

  /** A pause of the process, however long, is one round, and what came meanwhile another. */
  private static final int SEVERAL = 3;

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Limits limits;
  private final LongSupplier nanoTime;
  private long roundBegan;
  private long keptUpUntil;
  private int longRounds;
  private int takenInRound;

  Backlog(Limits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.roundBegan = nanoTime.getAsLong();
    this.keptUpUntil = roundBegan;
  }

  /** Begins to look, on the event loop that it is called on; ends with it. */
  Backlog look(Vertx vertx) {
    vertx.setPeriodic(LOOK_EVERY_MILLIS, round -> nextRound());
    return this;
  }

  void nextRound() {
    long now = nanoTime.getAsLong();
    if (now - roundBegan <= LONG_ROUND) {
      keptUpUntil = now;
      longRounds = 0;
    } else {
      longRounds++;
    }
    roundBegan = now;
    takenInRound = 0;
  }

  @Override
  public boolean passes(Exchange exchange) {
    if (takesOneMore() || !limits.refusesLate()) {
      return true;
    }
    Answers.end(
        exchange,
        HttpError.later(
            ErrorCode.OVERLOADED, "The gateway has more to do than it can at the moment.", PAUSE));
    return false;
  }

  /** Whether a request that is read now is let in. */
  boolean takesOneMore() {
    if (takenInRound > 0 && isBehind()) {
      return false;
    }
    takenInRound++;
    return true;
  }

  boolean isBehind() {
    long now = nanoTime.getAsLong();
    return now - roundBegan > LONG_ROUND && now - keptUpUntil > LASTING && longRounds >= SEVERAL;
  }
}
