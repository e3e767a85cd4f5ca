package profilegateway.sandbox.faults;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import profilegateway.sandbox.traffic.Exchange;
import profilegateway.sandbox.wire.Answer;
import profilegateway.sandbox.wire.Json;

/**
 * The faults in force, oldest first; the first that strikes a call is the only one it suffers, and a rule that has played as often as it
 * should is gone. Confined to one event loop.
 */
public final class FaultRules {
  private final List<FaultRule> rules = new ArrayList<>();
  private long nextId = 1;

  /**
   * Adds the rule that {@code json} describes.
   *
   * @throws profilegateway.sandbox.wire.WrongInput saying what is wrong with it
   */
  public ObjectNode add(ObjectNode json) {
    FaultRule rule = FaultRule.read(nextId, json);
    rules.add(rule);
    nextId++;
    return rule.toJson();
  }

  /** Removes a rule; says whether there was one. */
  public boolean remove(long id) {
    return rules.removeIf(rule -> rule.id() == id);
  }

  public void clear() {
    rules.clear();
  }

  /** As at the start: no rules, and ids from 1. */
  public void reset() {
    clear();
    nextId = 1;
  }

  public ArrayNode toJson() {
    ArrayNode json = Json.array();
    rules.forEach(rule -> json.add(rule.toJson()));
    return json;
  }

  /** Answers a call properly after its time, or plays the fault that strikes it. */
  public void deliver(Exchange exchange, Answer proper, long delayMs) {
    FaultRule rule = striking(exchange);
    if (rule == null) {
      exchange.after(delayMs, () -> exchange.send(proper));
    } else {
      exchange.after(delayMs + rule.delayMs(), () -> rule.play(exchange, proper));
    }
  }

  private @Nullable FaultRule striking(Exchange exchange) {
    for (Iterator<FaultRule> each = rules.iterator(); each.hasNext(); ) {
      FaultRule rule = each.next();
      if (rule.strikes(exchange)) {
        if (rule.isSpent()) {
          each.remove();
        }
        return rule;
      }
    }
    return null;
  }
}
