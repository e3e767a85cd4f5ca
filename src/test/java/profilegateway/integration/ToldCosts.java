package profilegateway.integration;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import profilegateway.cache.fetch.CacheEvents;
import profilegateway.graphql.EndedOperation;
import profilegateway.graphql.OperationEvents;
import profilegateway.profile.Lane;
import profilegateway.profile.Ledger;

/** All that operations and refreshes of any instance tell of their cost. */
final class ToldCosts implements OperationEvents, CacheEvents {
  private final List<Cost> ended = new ArrayList<>();
  private final List<Cost> later = new ArrayList<>();
  private final List<Cost> refreshes = new ArrayList<>();

  /** What one operation cost, by lane. */
  record Cost(
      String operation,
      Map<Lane, Integer> calls,
      Map<Lane, Integer> saved,
      Map<Lane, Integer> refused) {

    private static Cost of(String operation, Ledger ledger) {
      Map<Lane, Integer> calls = new EnumMap<>(Lane.class);
      Map<Lane, Integer> saved = new EnumMap<>(Lane.class);
      Map<Lane, Integer> refused = new EnumMap<>(Lane.class);
      for (Lane lane : Lane.values()) {
        calls.put(lane, ledger.calls(lane));
        saved.put(lane, ledger.saved(lane));
        refused.put(lane, ledger.refusals(lane));
      }
      return new Cost(operation, calls, saved, refused);
    }
  }

  @Override
  public synchronized void ended(EndedOperation operation) {
    ended.add(Cost.of(operation.name(), operation.ledger()));
  }

  @Override
  public synchronized void costMore(String operation, Ledger more) {
    later.add(Cost.of(operation, more));
  }

  @Override
  public synchronized void refreshCost(Ledger cost) {
    refreshes.add(Cost.of("refresh", cost));
  }

  /** What operations cost while they lasted. */
  synchronized List<Cost> ended() {
    return List.copyOf(ended);
  }

  synchronized int calls() {
    return calls(ended) + calls(later) + calls(refreshes);
  }

  synchronized int callsAfterTheEnd() {
    return calls(later);
  }

  synchronized int callsOfRefreshes() {
    return calls(refreshes);
  }

  synchronized int calls(Lane lane) {
    return ended.stream().mapToInt(cost -> cost.calls().getOrDefault(lane, 0)).sum();
  }

  synchronized int saved() {
    return ended.stream().mapToInt(cost -> sum(cost.saved())).sum();
  }

  synchronized int refused() {
    return ended.stream().mapToInt(cost -> sum(cost.refused())).sum();
  }

  private static int calls(List<Cost> costs) {
    return costs.stream().mapToInt(cost -> sum(cost.calls())).sum();
  }

  private static int sum(Map<Lane, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
