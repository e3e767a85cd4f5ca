package profilegateway.graphql.limits;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What something costs at most, as far as that is known without variables.
 *
 * @param points what it costs whatever its variables hold
 * @param perItem what it costs beside that for each item of a variable that is a list, by the variable's name
 */
record Cost(double points, Map<String, Cost> perItem) {
  static final Cost NONE = of(0);

  static Cost of(double points) {
    return new Cost(points, Map.of());
  }

  Cost plus(Cost other) {
    if (other.perItem.isEmpty()) {
      return new Cost(points + other.points, perItem);
    }
    Map<String, Cost> sum = new HashMap<>(perItem);
    other.perItem.forEach((variable, cost) -> sum.merge(variable, cost, Cost::plus));
    return new Cost(points + other.points, sum);
  }

  Cost times(double factor) {
    if (perItem.isEmpty()) {
      return of(points * factor);
    }
    Map<String, Cost> product = new HashMap<>();
    perItem.forEach((variable, cost) -> product.put(variable, cost.times(factor)));
    return new Cost(points * factor, product);
  }

  /** As often as a variable has items. */
  Cost forEachItemOf(String variable) {
    return new Cost(0, Map.of(variable, this));
  }

  /** What it costs with variables of these lengths. */
  double with(ToDoubleFunction<String> lengths) {
    if (perItem.isEmpty()) {
      return points;
    }
    double sum = points;
    for (Map.Entry<String, Cost> each : perItem.entrySet()) {
      sum += lengths.applyAsDouble(each.getKey()) * each.getValue().with(lengths);
    }
    return sum;
  }
}
