package profilegateway.observe.logs;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import profilegateway.config.LoggedRequests;
import profilegateway.http.EndedRequest;
import profilegateway.http.HttpEvents;

/**
 * Writes a line a request, under a name of its own: of those that failed or were slow, and of a few others; or of all.
 * Used by all event loops.
 */
public final class RequestLog implements HttpEvents {
  static final String NAME = "profilegateway.requests";

  private static final Logger LOG = LoggerFactory.getLogger(NAME);

  /** An outage makes every request fail, and as many lines tell no more than some. */
  private static final int MOST_A_SECOND = 100;

  /** They tell what is usual, which some do as well as hundreds: nobody is told how many are left out. */
  private static final int MOST_DRAWN_A_SECOND = 10;

  private final LoggedRequests wanted;
  private final BooleanSupplier draw;
  private final LineBudget ofReasons;
  private final LineBudget ofDrawn;

  /**
   * @param wanted which requests are logged
   * @param draw drawn for each request that is nothing in particular: whether it is logged all the same
   * @param nanoTime as {@link System#nanoTime()}
   */
  public RequestLog(LoggedRequests wanted, BooleanSupplier draw, LongSupplier nanoTime) {
    this.wanted = wanted;
    this.draw = draw;
    this.ofReasons = new LineBudget(MOST_A_SECOND, nanoTime);
    this.ofDrawn = new LineBudget(MOST_DRAWN_A_SECOND, nanoTime);
  }

  @Override
  public void ended(EndedRequest request) {
    Reason reason = Reason.of(request);
    boolean isTold = switch (wanted) {
      case ALL -> true;
      case SAMPLED ->
        reason == Reason.NONE ? draw.getAsBoolean() && ofDrawn.take() : ofReasons.take();
      case FAILED -> reason != Reason.NONE && ofReasons.take();
    };
    if (isTold) {
      RequestLine.of(request, reason, ofReasons.takeLeftOut()).write(LOG);
    }
  }
}
