package profilegateway.graphql.plan;

import graphql.language.Directive;
import graphql.language.Document;
import graphql.language.FragmentDefinition;
import graphql.language.IntValue;
import graphql.language.Node;
import graphql.language.OperationDefinition;
import java.util.HashMap;
import java.util.Map;

/** Makes plans of those operations of valid documents that are plain. Shared by all event loops. */
public final class Plans {
  private final Shared shared;

  public Plans(Shared shared) {
    this.shared = shared;
  }

  /** The plans of one document, by operation. */
  public Map<OperationDefinition, Plan> of(Document document) {
    if (isOdd(document)) {
      return Map.of();
    }
    Map<String, FragmentDefinition> fragments = new HashMap<>();
    document
        .getDefinitionsOfType(FragmentDefinition.class)
        .forEach(fragment -> fragments.put(fragment.getName(), fragment));
    Map<OperationDefinition, Plan> plans = new HashMap<>();
    for (OperationDefinition operation : document.getDefinitionsOfType(OperationDefinition.class)) {
      try {
        plans.put(operation, new PlanMaker(shared, fragments).plan(operation));
      } catch (NoPlan notPlain) {
        // The engine executes it.
      }
    }
    return plans;
  }

  /** Whether there are directives, or numbers, which nothing takes but in place of an ID. */
  private static boolean isOdd(Node<?> node) {
    if (node instanceof Directive || node instanceof IntValue) {
      return true;
    }
    for (Node<?> below : node.getChildren()) {
      if (isOdd(below)) {
        return true;
      }
    }
    return false;
  }
}
