package profilegateway.graphql.limits;

import graphql.language.ArrayValue;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.language.Value;
import graphql.language.VariableDefinition;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import profilegateway.config.Limit;

/**
 * What a document asks for. Computed once a document, and kept with it; knows no caller and no variables.
 */
public final class Measures {
  private static final double MOST = 1e12;

  private final Map<Limit, Long> values;
  private final Map<OperationDefinition, Cost> costs;

  private Measures(Map<Limit, Long> values, Map<OperationDefinition, Cost> costs) {
    this.values = values;
    this.costs = costs;
  }

  /** Of a document that need not be valid. What counts for several of its operations counts together. */
  public static Measures of(Document document, int tokens, Weights weights) {
    Measuring measuring = new Measuring(document, weights);
    List<OperationDefinition> operations = document.getDefinitionsOfType(OperationDefinition.class);
    Map<OperationDefinition, Cost> costs = new HashMap<>();
    Count all = Count.NONE;
    long rootFields = 0;
    for (OperationDefinition operation : operations) {
      Count count = measuring.of(operation);
      costs.put(operation, count.cost());
      all = all.and(count);
      rootFields = Math.max(rootFields, measuring.rootFields(operation));
    }
    Map<Limit, Long> values = new EnumMap<>(Limit.class);
    values.put(Limit.TOKENS, (long) tokens);
    values.put(Limit.DEPTH, (long) all.depth());
    values.put(Limit.FIELDS, all.fields());
    values.put(Limit.ALIASES, all.aliases());
    values.put(Limit.ROOT_FIELDS, rootFields);
    values.put(Limit.DIRECTIVES, all.directives());
    return new Measures(Collections.unmodifiableMap(values), costs);
  }

  /** What the document asks for, whatever its variables hold. */
  public Map<Limit, Long> values() {
    return values;
  }

  /** What one of its operations costs with these variables, which need not be of the right types. */
  public long cost(OperationDefinition operation, Map<String, @Nullable Object> variables) {
    double points = Objects.requireNonNull(costs.get(operation))
        .with(name -> length(operation, name, variables));
    return (long) Math.ceil(Math.min(points, MOST));
  }

  /** The length of a list; a single value is a list of one. */
  private static double length(
      OperationDefinition operation, String name, Map<String, @Nullable Object> variables) {
    if (!variables.containsKey(name)) {
      return operation.getVariableDefinitions().stream()
          .filter(definition -> definition.getName().equals(name))
          .findFirst()
          .map(VariableDefinition::getDefaultValue)
          .map(Measures::length)
          .orElse(0);
    }
    Object value = variables.get(name);
    if (value instanceof Collection<?> items) {
      return items.size();
    }
    return value == null ? 0 : 1;
  }

  private static int length(Value<?> value) {
    return value instanceof ArrayValue items ? items.getValues().size() : 1;
  }
}
