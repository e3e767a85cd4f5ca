package profilegateway.sandbox.traffic;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import profilegateway.sandbox.wire.SandboxClock;

/** Every call that came, and those that are still open. Confined to one event loop. */
public final class Traffic {
  private static final int JOURNAL_CAPACITY = 100_000;

  private final Vertx vertx;
  private final SandboxClock clock;
  private final Journal journal = new Journal(JOURNAL_CAPACITY);
  private final Counters counters = new Counters();
  private final Set<Exchange> open = new LinkedHashSet<>();

  public Traffic(Vertx vertx, SandboxClock clock) {
    this.vertx = vertx;
    this.clock = clock;
  }

  /** Notes the arrival of a call. */
  public Exchange begin(Kind kind, HttpServerRequest request) {
    counters.came(kind, clock.nanos().getAsLong());
    JournalEntry entry = journal.add(
        clock.epochMillis().getAsLong(),
        kind,
        request.method().name(),
        Objects.requireNonNullElse(request.path(), "/"),
        request.getHeader("User-Agent"));
    Exchange exchange = new Exchange(vertx, request, entry, counters, this::ended);
    open.add(exchange);
    return exchange;
  }

  private void ended(Exchange exchange) {
    if (open.remove(exchange)) {
      counters.went(exchange.kind());
    }
  }

  /** Everything as at the start: connections of calls without an answer are closed, nothing has ever come. */
  public void reset() {
    List.copyOf(open).forEach(Exchange::hangUp);
    journal.restart();
    counters.reset();
  }

  public Journal journal() {
    return journal;
  }

  public Counters counters() {
    return counters;
  }
}
