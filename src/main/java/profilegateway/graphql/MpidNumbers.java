package profilegateway.graphql;

import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.IntValue;
import graphql.language.Node;
import graphql.language.OperationDefinition;
import graphql.language.Value;
import graphql.language.VariableDefinition;
import graphql.language.VariableReference;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds mpids that are given as numbers. GraphQL lets an ID be one, but a client that writes such a number has rounded
 * it, or soon will: beyond 2^53 JavaScript does so without a word, and another user's profile would be answered.
 */
final class MpidNumbers {
  static final String MESSAGE =
      "An mpid was given as a number. Give it as text, in quotes: it has 64 bits, and JSON numbers lose digits in"
          + " JavaScript.";

  private static final Set<String> ARGUMENTS = Set.of("mpid", "mpids");

  private final boolean isLiteral;
  private final List<VariableDefinition> variables;

  private MpidNumbers(boolean isLiteral, List<VariableDefinition> variables) {
    this.isLiteral = isLiteral;
    this.variables = variables;
  }

  /** What an operation of a valid document says of mpids, whatever its variables are. */
  static MpidNumbers of(Document document, OperationDefinition operation) {
    Set<String> names = new HashSet<>();
    boolean isLiteral = inOperation(operation, document, names);
    return new MpidNumbers(
        isLiteral,
        operation.getVariableDefinitions().stream()
            .filter(definition -> names.contains(definition.getName()))
            .toList());
  }

  /** Whether it gives an mpid as a number, with these variables. */
  boolean areIn(Map<String, @Nullable Object> given) {
    if (isLiteral) {
      return true;
    }
    for (VariableDefinition definition : variables) {
      String name = definition.getName();
      if (given.containsKey(name)
          ? isNumeric(given.get(name))
          : isNumeric(definition.getDefaultValue())) {
        return true;
      }
    }
    return false;
  }

  /** Whether there is a literal one in it or in a fragment it reaches; gathers the variables that mpids are given by. */
  private static boolean inOperation(
      OperationDefinition operation, Document document, Set<String> variables) {
    Set<String> fragments = new HashSet<>();
    Deque<Node<?>> open = new ArrayDeque<>();
    open.push(operation);
    while (!open.isEmpty()) {
      Node<?> node = open.pop();
      if (node instanceof FragmentSpread spread && fragments.add(spread.getName())) {
        document.getDefinitionsOfType(FragmentDefinition.class).stream()
            .filter(fragment -> fragment.getName().equals(spread.getName()))
            .forEach(open::push);
      }
      if (node instanceof Field field) {
        for (Argument argument : field.getArguments()) {
          if (ARGUMENTS.contains(argument.getName()) && isNumber(argument.getValue(), variables)) {
            return true;
          }
        }
      }
      node.getChildren().forEach(open::push);
    }
    return false;
  }

  private static boolean isNumber(Value<?> value, Set<String> variables) {
    if (value instanceof VariableReference variable) {
      variables.add(variable.getName());
      return false;
    }
    if (value instanceof ArrayValue array) {
      boolean found = false;
      for (Value<?> item : array.getValues()) {
        found |= isNumber(item, variables);
      }
      return found;
    }
    return value instanceof IntValue;
  }

  private static boolean isNumeric(@Nullable Value<?> value) {
    return value != null && isNumber(value, new HashSet<>());
  }

  private static boolean isNumeric(@Nullable Object json) {
    return json instanceof Collection<?> items
        ? items.stream().anyMatch(Number.class::isInstance)
        : json instanceof Number;
  }
}
