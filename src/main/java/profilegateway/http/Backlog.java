package profilegateway.http;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.LongSupplier;
import profilegateway.graphql.ErrorCode;
import profilegateway.graphql.limits.Limits;

/**
 * How far an event loop is behind. In each of its rounds it reads whatever has come, so rounds that take long are a queue that
 * is long, though no operation is in progress meanwhile. Once that has lasted, and until rounds have been short for a while, what
 * is read late in a round is refused: part of the requests are answered in time, and the others at once. The first few of a round
 * are always taken: where a machine is slow, or what is asked takes long, and not the queue is long, who asks gets an answer.
 * Confined to its event loop.
 */
final class Backlog implements Step {
  private static final long LOOK_EVERY_MILLIS = 5;

  /** A round that takes longer has more to do than it should. */
  private static final long LONG_ROUND = Duration.ofMillis(25).toNanos();

  /**
   * For so long a round takes requests in while there are too many. Refused clients are to know within 50 ms, and who comes just
   * after a round's begin is read late in the next one.
   */
  private static final long TAKING = Duration.ofMillis(15).toNanos();

  /** A crowd that comes at once is over sooner; and a moment without one is no end of it. */
  private static final long LASTING = Duration.ofSeconds(1).toNanos();

  /** A pause of the process, however long, is one round, and what came meanwhile another. */
  private static final int SEVERAL = 3;

  /** So few are no queue: a client that has its answer may come again within the round. */
  private static final int FEW = 3;

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Limits limits;
  private final LongSupplier nanoTime;
  private long roundBegan;
  private long keptUpUntil;
  private long lateUntil;
  private int longRounds;
  private boolean isBehind;
  private int takenInRound;

  Backlog(Limits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.roundBegan = nanoTime.getAsLong();
    this.keptUpUntil = roundBegan;
    this.lateUntil = roundBegan;
  }

  /** Begins to look, on the event loop that it is called on; ends with it. */
  Backlog look(Vertx vertx) {
    vertx.setPeriodic(LOOK_EVERY_MILLIS, round -> nextRound());
    return this;
  }

  void nextRound() {
    long now = nanoTime.getAsLong();
    long took = now - roundBegan;
    if (took > LONG_ROUND) {
      longRounds++;
    } else {
      longRounds = 0;
      keptUpUntil = now;
    }
    if (took > TAKING) {
      lateUntil = now;
    }
    isBehind = isBehind
        ? now - lateUntil <= LASTING
        : longRounds >= SEVERAL && now - keptUpUntil > LASTING;
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
    if (takenInRound >= FEW && isLate()) {
      return false;
    }
    takenInRound++;
    return true;
  }

  /** Whether what is read now waited for long, as others did before. */
  boolean isLate() {
    return isBehind && nanoTime.getAsLong() - roundBegan > TAKING;
  }
}
