package profilegateway;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import profilegateway.access.AccessLog;
import profilegateway.access.persisted.PersistedLog;
import profilegateway.config.GatewayConfig;
import profilegateway.graphql.limits.LimitLog;
import profilegateway.graphql.rights.AuditLog;
import profilegateway.observe.logs.RefusedRequests;
import profilegateway.observe.logs.RequestLog;
import profilegateway.upstream.UpstreamLog;

/** Who is told of what happens on the request path: each step declares its events, and every observer hears those it implements. */
final class Observers {
  private final List<Object> all;

  private Observers(List<Object> all) {
    this.all = all;
  }

  /** @param more who else is told, in their order */
  static Observers of(GatewayConfig config, LongSupplier nanoTime, List<Object> more) {
    List<Object> all = new ArrayList<>(more);
    all.addAll(List.of(
        new UpstreamLog(config.upstream().quota(), nanoTime),
        new AccessLog(nanoTime),
        new PersistedLog(nanoTime),
        new LimitLog(config.limits().mode(), nanoTime),
        new RequestLog(config.observe().requests(), Observers::oneInAHundred, nanoTime),
        new AuditLog(),
        new RefusedRequests(nanoTime)));
    return new Observers(all);
  }

  private static boolean oneInAHundred() {
    return ThreadLocalRandom.current().nextInt(100) == 0;
  }

  /** Each observer of these events, for what comes so often that telling them by reflection would show. */
  <E> List<E> each(Class<E> events) {
    return all.stream().filter(events::isInstance).map(events::cast).toList();
  }

  /** All observers of these events as one. */
  <E> E of(Class<E> events) {
    return Broadcast.to(events, each(events));
  }
}
