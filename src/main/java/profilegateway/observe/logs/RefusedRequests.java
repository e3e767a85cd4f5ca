package profilegateway.observe.logs;

import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import profilegateway.access.Caller;
import profilegateway.access.Refusal;
import profilegateway.http.EndedRequest;
import profilegateway.http.HttpEvents;
import profilegateway.http.RequestNotes;

/**
 * Tells the audit of requests that were refused as a whole: for who the caller is or is not, for where the page comes from, for
 * how often it asks. What operations were refused is told by others. Used by all event loops.
 */
public final class RefusedRequests implements HttpEvents {
  private static final Logger LOG = LoggerFactory.getLogger("profilegateway.audit");

  private static final Set<Integer> REFUSED = Set.of(401, 403, 429);

  /** Anybody can be refused as often as he likes, and whoever reads the audit wants to know that it happens, and not each time. */
  private static final int MOST_A_SECOND = 10;

  private final LineBudget ofStrangers;
  private final LineBudget ofCallers;

  /** An observer that has told nothing yet. */
  public RefusedRequests(LongSupplier nanoTime) {
    this.ofStrangers = new LineBudget(MOST_A_SECOND, nanoTime);
    this.ofCallers = new LineBudget(MOST_A_SECOND, nanoTime);
  }

  @Override
  public void ended(EndedRequest request) {
    if (REFUSED.contains(request.status()) && request.notes().operations().isEmpty()) {
      // Strangers cannot take the lines of those who said who they are.
      LineBudget budget =
          request.notes().callerKind() == Caller.Kind.ANONYMOUS ? ofStrangers : ofCallers;
      if (budget.take()) {
        tell(request, budget.takeLeftOut());
      }
    }
  }

  private static void tell(EndedRequest request, long leftOut) {
    RequestNotes notes = request.notes();
    String caller = notes.callerHash();
    LoggingEventBuilder line = LOG.atInfo()
        .addKeyValue("request", request.id())
        .addKeyValue("caller", caller == null ? "" : caller)
        .addKeyValue("kind", notes.callerKind())
        .addKeyValue("route", request.route())
        .addKeyValue("status", request.status())
        .addKeyValue(
            "refused", notes.codes().stream().map(Enum::name).collect(Collectors.joining(",")));
    Refusal.Reason reason = notes.refusal();
    if (reason != null) {
      line = line.addKeyValue("reason", reason);
    }
    if (leftOut > 0) {
      line = line.addKeyValue("left_out", leftOut);
    }
    line.log("refused");
  }
}
