package profilegateway.cache.fetch;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.Fetch;
import profilegateway.profile.AtOnce;
import profilegateway.profile.Cancellation;
import profilegateway.profile.Deadline;
import profilegateway.profile.Ledger;
import profilegateway.profile.Lookup;
import profilegateway.profile.ProfileReference;
import profilegateway.profile.ProfileSource;
import profilegateway.profile.ReadContext;
import profilegateway.profile.Span;
import profilegateway.profile.Wanted;

/** Makes the upstream calls of one fetch. Confined to the event loop of the fetch. */
final class UpstreamCaller {
  private final ProfileSource upstream;
  private final TimeSource time;
  private final ProfileReference reference;
  private final Ledger ledger;
  private final Deadline deadline;
  private final Span span;
  private final Map<Integer, Open> calls = new HashMap<>(2);

  UpstreamCaller(
      ProfileSource upstream,
      TimeSource time,
      ProfileReference reference,
      Ledger ledger,
      Deadline deadline,
      Span span) {
    this.upstream = upstream;
    this.time = time;
    this.reference = reference;
    this.ledger = ledger;
    this.deadline = deadline;
    this.span = span;
  }

  /** A call in progress. All of its attempts share one ledger; {@code cancellation} is that of the last attempt. */
  private record Open(Ledger ledger, Cancellation cancellation) {}

  /** Receives the events of a call, which {@link FetchEvent} describes. */
  interface Listener {
    void sent(int call);

    void answered(int call, int attempt, Fetch started, Lookup answer);

    void broken(int call, int attempt, Throwable bug);
  }

  /** Starts an attempt, and cancels the previous one of the same call. */
  void call(FetchEffect.Call effect, Listener listener) {
    int number = effect.call();
    int attempt = effect.attempt();
    @Nullable Open before = calls.get(number);
    Ledger cost = before == null ? ledger(number, listener) : before.ledger();
    Cancellation cancellation = new Cancellation();
    calls.put(number, new Open(cost, cancellation));
    if (before != null) {
      before.cancellation().cancel();
    }
    Fetch started = time.stamp(effect.lease());
    Wanted wanted = new Wanted(reference, effect.parts(), effect.lane());
    ReadContext context = new ReadContext(deadline, cost, cancellation, span);
    AtOnce.compose(Future.succeededFuture(), go -> upstream.read(List.of(wanted), context))
        .onComplete(
            answers -> listener.answered(number, attempt, started, answers.get(0)),
            bug -> listener.broken(number, attempt, bug));
  }

  /** A ledger that also reports each request to {@code listener}. */
  private Ledger ledger(int number, Listener listener) {
    Ledger cost = new Ledger(ledger);
    Consumer<Ledger> entry = spent -> {
      if (spent.callCount() > 0) {
        listener.sent(number);
      }
    };
    cost.passOn(entry);
    return cost;
  }

  void cancel(int number) {
    Open open = calls.get(number);
    if (open != null) {
      open.cancellation().cancel();
    }
  }
}
