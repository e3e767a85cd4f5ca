package profilegateway.graphql.plan;

import graphql.GraphQLContext;
import graphql.GraphQLException;
import graphql.execution.CoercedVariables;
import graphql.execution.ValuesResolver;
import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.EnumValue;
import graphql.language.Field;
import graphql.language.Node;
import graphql.language.NullValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads what a document gives to fields. What is constant the engine coerces, once. */
final class ArgumentReader {
  private final GraphQLSchema schema;
  private final Variables variables;
  private final List<GivenArguments> read = new ArrayList<>();

  ArgumentReader(GraphQLSchema schema, Variables variables) {
    this.schema = schema;
    this.variables = variables;
  }

  /** Reads those of one field; gives their place among all that were read, or -1 for a field that takes none. */
  int place(GraphQLFieldDefinition definition, Field field) throws NoPlan {
    List<String> names = new ArrayList<>();
    List<Given> values = new ArrayList<>();
    for (GraphQLArgument argument : definition.getArguments()) {
      if (argument.hasSetDefaultValue()) {
        throw new NoPlan();
      }
      for (Argument given : field.getArguments()) {
        if (given.getName().equals(argument.getName())) {
          names.add(given.getName());
          values.add(given(argument, given));
        }
      }
    }
    if (definition.getArguments().isEmpty()) {
      return -1;
    }
    read.add(new GivenArguments(names, values));
    return read.size() - 1;
  }

  List<GivenArguments> read() {
    return List.copyOf(read);
  }

  private Given given(GraphQLArgument argument, Argument given) throws NoPlan {
    Value<?> value = given.getValue();
    boolean required = GraphQLTypeUtil.isNonNull(argument.getType());
    if (value instanceof VariableReference variable) {
      return new Given.Variable(variables.place(variable.getName()), required);
    }
    if (value instanceof ArrayValue array && hasVariable(array)) {
      return items(array);
    }
    if (value instanceof ObjectValue object && hasVariable(object)) {
      return members(object, Form.of(argument.getType()));
    }
    return value instanceof NullValue ? new Given.Constant(null) : constant(argument, given);
  }

  private static boolean hasVariable(Node<?> node) {
    for (Node<?> below : node.getChildren()) {
      if (below instanceof VariableReference || hasVariable(below)) {
        return true;
      }
    }
    return false;
  }

  private Given items(ArrayValue array) throws NoPlan {
    List<Given> items = new ArrayList<>();
    for (Value<?> item : array.getValues()) {
      items.add(single(item));
    }
    return new Given.Items(List.copyOf(items));
  }

  private Given members(ObjectValue object, Form form) throws NoPlan {
    Map<String, Given> members = new LinkedHashMap<>();
    for (ObjectField member : object.getObjectFields()) {
      members.put(member.getName(), single(member.getValue()));
    }
    return new Given.Members(members, form);
  }

  private Given single(Value<?> value) throws NoPlan {
    if (value instanceof VariableReference variable) {
      return new Given.Variable(variables.place(variable.getName()), true);
    }
    if (value instanceof StringValue text) {
      return new Given.Constant(text.getValue());
    }
    if (value instanceof EnumValue named) {
      return new Given.Constant(named.getName());
    }
    throw new NoPlan();
  }

  private Given constant(GraphQLArgument argument, Argument given) throws NoPlan {
    try {
      Map<String, Object> coerced = ValuesResolver.getArgumentValues(
          schema.getCodeRegistry(),
          List.of(argument),
          List.of(given),
          CoercedVariables.emptyVariables(),
          GraphQLContext.getDefault(),
          Locale.ENGLISH);
      return new Given.Constant(coerced.get(argument.getName()));
    } catch (GraphQLException wrong) {
      throw new NoPlan();
    }
  }
}
