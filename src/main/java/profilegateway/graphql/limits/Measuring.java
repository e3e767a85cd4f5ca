package profilegateway.graphql.limits;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.TypeName;
import graphql.language.VariableDefinition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts what one document asks for, in one pass over each of its selections. It is not known to be valid: fragments may
 * be missing, or spread one another in a circle, and fields may be none of the schema's.
 */
final class Measuring {
  private static final String QUERY = "Query";

  private final Weights weights;
  private final Map<String, FragmentDefinition> fragments = new HashMap<>();
  private final Map<String, Count> counted = new HashMap<>();

  Measuring(Document document, Weights weights) {
    this.weights = weights;
    document
        .getDefinitionsOfType(FragmentDefinition.class)
        .forEach(fragment -> fragments.putIfAbsent(fragment.getName(), fragment));
  }

  Count of(OperationDefinition operation) {
    Count sum = Count.directivesOf(operation);
    for (VariableDefinition variable : operation.getVariableDefinitions()) {
      sum = sum.and(Count.directivesOf(variable));
    }
    boolean isQuery = operation.getOperation() == OperationDefinition.Operation.QUERY;
    return sum.and(of(operation.getSelectionSet(), isQuery ? QUERY : null));
  }

  private Count of(@Nullable SelectionSet selections, @Nullable String type) {
    Count sum = Count.NONE;
    if (selections != null) {
      for (Selection<?> selection : selections.getSelections()) {
        sum = sum.and(of(selection, type));
      }
    }
    return sum;
  }

  private Count of(Selection<?> selection, @Nullable String type) {
    if (selection instanceof Field field) {
      Count below = of(field.getSelectionSet(), weights.typeOf(type, field));
      return Count.of(field, below, weights.cost(type, field, below.cost()));
    }
    if (selection instanceof InlineFragment inline) {
      TypeName condition = inline.getTypeCondition();
      return Count.directivesOf(inline)
          .and(of(inline.getSelectionSet(), condition == null ? type : condition.getName()));
    }
    FragmentSpread spread = (FragmentSpread) selection;
    return Count.directivesOf(spread).and(ofFragment(spread.getName()));
  }

  private Count ofFragment(String name) {
    Count known = counted.get(name);
    FragmentDefinition fragment = fragments.get(name);
    if (known != null || fragment == null) {
      return known == null ? Count.NONE : known;
    }
    // Whoever comes back to it while it is counted has gone in a circle.
    counted.put(name, Count.NONE);
    Count count = Count.directivesOf(fragment)
        .and(of(fragment.getSelectionSet(), fragment.getTypeCondition().getName()));
    counted.put(name, count);
    return count;
  }

  /** How many fields of {@code Query} there are in the answer to an operation. */
  long rootFields(OperationDefinition operation) {
    Set<String> keys = new HashSet<>();
    collect(operation.getSelectionSet(), keys, new HashSet<>());
    return keys.size();
  }

  private void collect(@Nullable SelectionSet selections, Set<String> keys, Set<String> visited) {
    if (selections == null) {
      return;
    }
    for (Selection<?> selection : selections.getSelections()) {
      if (selection instanceof Field field) {
        keys.add(field.getResultKey());
      } else if (selection instanceof InlineFragment inline) {
        collect(inline.getSelectionSet(), keys, visited);
      } else if (selection instanceof FragmentSpread spread && visited.add(spread.getName())) {
        FragmentDefinition fragment = fragments.get(spread.getName());
        collect(fragment == null ? null : fragment.getSelectionSet(), keys, visited);
      }
    }
  }
}
