package profilegateway.upstream.quota.permits;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.OptionalInt;
import profilegateway.upstream.quota.permits.FleetQuota.Share;

/** Where permits come from. */
public interface Permits {
  /** No more wait at once, and so no more are wanted. A last resort: deadlines keep the line much shorter. */
  int MOST = 10_000;

  /** Takes permits now, up to {@code wanted}. Never fails. */
  Future<Taken> take(int wanted, Share share);

  Outlook outlook();

  /** How many there are now, as far as is known; empty where that is not known, or there is no limit. */
  OptionalInt left();

  /**
   * What was to be had.
   *
   * @param permits how many there are; 0 for none
   * @param each what each of them is
   * @param askAgain when there are less than wanted, the time after which there may be more
   * @param coolDown what is left of a pause of the whole fleet; zero when there is none
   */
  record Taken(int permits, Permit each, Duration askAgain, Duration coolDown) {

    /** An answer that a call has to wait. */
    public static Taken none(Duration askAgain) {
      return new Taken(0, Permit.UNLIMITED, askAgain, Duration.ZERO);
    }

    /** Nothing, and all given back, when it was too long on its way for calls to be made with it. */
    public Future<Taken> unlessLate() {
      return permits == 0 || !each.isLate()
          ? Future.succeededFuture(this)
          : each.giveBack(permits).map(new Taken(0, each, askAgain, coolDown));
    }
  }

  /**
   * What is to be expected.
   *
   * @param pause how long there will be none at all
   * @param aSecond how many at best after that
   * @param isShared whether others take theirs from the same, so that there may be fewer
   */
  record Outlook(Duration pause, double aSecond, boolean isShared) {}
}
