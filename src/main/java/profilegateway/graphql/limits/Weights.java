package profilegateway.graphql.limits;

import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.Directive;
import graphql.language.Field;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.GraphQLAppliedDirective;
import graphql.schema.GraphQLAppliedDirectiveArgument;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLDirectiveContainer;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLNamedOutputType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each field of a schema costs, by {@code @cost} and {@code @listSize}. As Apollo's router counts: what a field costs
 * is its weight and what is selected below it, as often as its list is long, and what its arguments cost. Without a weight
 * an object costs one point, and a leaf nothing.
 */
public final class Weights {
  /** The length of a list of which the schema does not say it. */
  private static final int USUAL_LENGTH = 10;

  /** What an item of a list in an argument costs: fields with the same long list each have to go through it. */
  private static final double ARGUMENT_ITEM = 0.1;

  private final Map<String, Map<String, Weight>> byType;

  private Weights(Map<String, Map<String, Weight>> byType) {
    this.byType = byType;
  }

  /** Of a schema in which every weight is a number. */
  public static Weights of(GraphQLSchema schema) {
    Map<String, Map<String, Weight>> byType = new HashMap<>();
    schema.getAllTypesAsList().forEach(type -> {
      if (type instanceof GraphQLFieldsContainer container) {
        Map<String, Weight> fields = new HashMap<>();
        container
            .getFieldDefinitions()
            .forEach(field -> fields.put(field.getName(), Weight.of(field)));
        byType.put(type.getName(), fields);
      }
    });
    return new Weights(byType);
  }

  /** What is wrong with a use of {@code @cost}; null when nothing is. */
  public static @Nullable String problem(Directive use) {
    Argument weight = use.getArgument("weight");
    if (weight == null || !(weight.getValue() instanceof StringValue text)) {
      return null;
    }
    try {
      double points = Double.parseDouble(text.getValue());
      return points >= 0 && points <= 1_000_000 ? null : "takes a weight from 0 to 1000000";
    } catch (NumberFormatException notANumber) {
      return "takes a number, as text, for `weight`";
    }
  }

  /** The type of what a field yields; null where that is not known. */
  @Nullable
  String typeOf(@Nullable String parent, Field field) {
    Weight weight = weight(parent, field);
    return weight == null ? null : weight.type;
  }

  /** What a field costs with what is selected {@code below} it. A field that is not known costs as if it were no list. */
  Cost cost(@Nullable String parent, Field field, Cost below) {
    Weight weight = weight(parent, field);
    if (weight == null) {
      return Cost.of(field.getSelectionSet() == null ? 0 : 1).plus(below);
    }
    Cost each = Cost.of(weight.points).plus(below);
    return weight.times(each, field).plus(weight.arguments(field));
  }

  private @Nullable Weight weight(@Nullable String parent, Field field) {
    return parent == null ? null : byType.getOrDefault(parent, Map.of()).get(field.getName());
  }

  /**
   * What a field costs.
   *
   * @param type of its value, or of that value's items
   * @param points for each value
   * @param length of its list, where no argument says it; 1 where it is none
   * @param slicing arguments that say how long it is
   * @param arguments what each argument costs when it is given
   */
  private record Weight(
      String type, double points, int length, List<?> slicing, Map<String, Double> arguments) {

    static Weight of(GraphQLFieldDefinition field) {
      GraphQLNamedOutputType type =
          (GraphQLNamedOutputType) GraphQLTypeUtil.unwrapAll(field.getType());
      double usual = type instanceof GraphQLCompositeType ? 1 : 0;
      double ofType =
          type instanceof GraphQLDirectiveContainer container ? points(container, usual) : usual;
      boolean isList = GraphQLTypeUtil.isList(GraphQLTypeUtil.unwrapNonNull(field.getType()));
      Object assumed = given(field, "listSize", "assumedSize");
      Object slicing = given(field, "listSize", "slicingArguments");
      Map<String, Double> arguments = new HashMap<>();
      for (GraphQLArgument argument : field.getArguments()) {
        arguments.put(argument.getName(), points(argument, 0));
      }
      int length = assumed != null ? (Integer) assumed : isList ? USUAL_LENGTH : 1;
      return new Weight(
          type.getName(),
          points(field, ofType),
          length,
          slicing == null ? List.of() : (List<?>) slicing,
          arguments);
    }

    private static double points(GraphQLDirectiveContainer container, double otherwise) {
      Object weight = given(container, "cost", "weight");
      return weight == null ? otherwise : Double.parseDouble((String) weight);
    }

    private static @Nullable Object given(
        GraphQLDirectiveContainer container, String directive, String argument) {
      GraphQLAppliedDirective applied = container.getAppliedDirective(directive);
      GraphQLAppliedDirectiveArgument value =
          applied == null ? null : applied.getArgument(argument);
      return value == null ? null : value.getValue();
    }

    /** As often as the field's list is long. */
    Cost times(Cost each, Field field) {
      for (Argument argument : field.getArguments()) {
        if (slicing.contains(argument.getName())) {
          return sliced(each, argument.getValue());
        }
      }
      return each.times(length);
    }

    private Cost sliced(Cost each, Value<?> value) {
      if (value instanceof VariableReference variable) {
        return each.forEachItemOf(variable.getName());
      }
      return each.times(value instanceof ArrayValue items ? items.getValues().size() : 1);
    }

    Cost arguments(Field field) {
      Cost sum = Cost.NONE;
      for (Argument argument : field.getArguments()) {
        sum = sum.plus(Cost.of(arguments.getOrDefault(argument.getName(), 0.0)));
        if (argument.getValue() instanceof VariableReference variable) {
          sum = sum.plus(Cost.of(ARGUMENT_ITEM).forEachItemOf(variable.getName()));
        } else if (argument.getValue() instanceof ArrayValue items) {
          sum = sum.plus(Cost.of(ARGUMENT_ITEM * items.getValues().size()));
        }
      }
      return sum;
    }
  }
}
