package profilegateway.graphql.plan;

import graphql.language.BooleanValue;
import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.StringValue;
import graphql.language.TypeName;
import graphql.language.Value;
import graphql.language.VariableReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an operation selects, with its variables: reads through fragments, {@code @skip} and {@code @include}. */
public final class Selections {
  private final Map<String, Object> variables;
  private final Map<String, FragmentDefinition> fragments;

  public Selections(Map<String, Object> variables, Map<String, FragmentDefinition> fragments) {
    this.variables = variables;
    this.fragments = fragments;
  }

  /** The fields of an object that has these types. */
  public List<Field> fields(List<SelectionSet> selectionSets, Set<String> types) {
    List<Field> fields = new ArrayList<>();
    Set<String> visited = new HashSet<>();
    selectionSets.forEach(selections -> collect(selections, types, fields, visited));
    return fields;
  }

  private void collect(
      SelectionSet selections, Set<String> types, List<Field> fields, Set<String> visited) {
    for (Selection<?> selection : selections.getSelections()) {
      if (!isIncluded((DirectivesContainer<?>) selection)) {
        continue;
      }
      if (selection instanceof Field field) {
        fields.add(field);
      } else if (selection instanceof InlineFragment inline) {
        if (isOf(types, inline.getTypeCondition())) {
          collect(inline.getSelectionSet(), types, fields, visited);
        }
      } else if (selection instanceof FragmentSpread spread && visited.add(spread.getName())) {
        FragmentDefinition fragment = Objects.requireNonNull(fragments.get(spread.getName()));
        if (isOf(types, fragment.getTypeCondition())) {
          collect(fragment.getSelectionSet(), types, fields, visited);
        }
      }
    }
  }

  private static boolean isOf(Set<String> types, @Nullable TypeName condition) {
    return condition == null || types.contains(condition.getName());
  }

  private boolean isIncluded(DirectivesContainer<?> selection) {
    for (Directive directive : selection.getDirectives()) {
      boolean excludes = switch (directive.getName()) {
        case "skip" -> condition(directive);
        case "include" -> !condition(directive);
        default -> false;
      };
      if (excludes) {
        return false;
      }
    }
    return true;
  }

  private boolean condition(Directive directive) {
    Value<?> value = Objects.requireNonNull(directive.getArgument("if")).getValue();
    return value instanceof VariableReference variable
        ? Boolean.TRUE.equals(variables.get(variable.getName()))
        : ((BooleanValue) value).isValue();
  }

  /** What a field is given for an argument that is text; empty when it is given nothing. */
  public String text(Field field, String argument) {
    Value<?> value = field.getArguments().stream()
        .filter(given -> given.getName().equals(argument))
        .findFirst()
        .map(given -> given.getValue())
        .orElse(null);
    Object text = value instanceof VariableReference variable
        ? variables.get(variable.getName())
        : value instanceof StringValue literal ? literal.getValue() : null;
    return text == null ? "" : text.toString();
  }
}
