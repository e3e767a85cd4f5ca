package profilegateway.http;

import java.util.concurrent.atomic.AtomicInteger;
import profilegateway.config.Limit;
import profilegateway.graphql.limits.Limits;

/** How many connections there are to one port. Shared by all event loops. */
public final class Connections {
  private final Limits limits;
  private final AtomicInteger open = new AtomicInteger();

  public Connections(Limits limits) {
    this.limits = limits;
  }

  /** How many are open. */
  public int count() {
    return open.get();
  }

  Limits limits() {
    return limits;
  }

  /** Whether one more may stay open; whoever asked tells when it is closed, in either case. */
  boolean opened() {
    return !limits.refuses(Limit.CONNECTIONS, open.incrementAndGet());
  }

  void closed() {
    open.decrementAndGet();
  }
}
