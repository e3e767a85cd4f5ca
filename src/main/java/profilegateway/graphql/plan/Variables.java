package profilegateway.graphql.plan;

import graphql.GraphQLContext;
import graphql.GraphQLException;
import graphql.execution.RawVariables;
import graphql.execution.TypeFromAST;
import graphql.execution.ValuesResolver;
import graphql.language.VariableDefinition;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables that an operation declares, each at its place. */
final class Variables {
  private final List<Variable> declared;

  private Variables(List<Variable> declared) {
    this.declared = declared;
  }

  private record Variable(
      String name, Form form, boolean required, @Nullable Object byDefault) {

    /** Its coerced value, null where it is null or not given, or {@link Form#DOUBTFUL}. */
    @Nullable
    Object of(Map<String, @Nullable Object> given) {
      Object json = given.get(name);
      if (json != null) {
        return form.of(json);
      }
      Object value = given.containsKey(name) ? null : byDefault;
      return value == null && required ? Form.DOUBTFUL : value;
    }
  }

  static Variables of(GraphQLSchema schema, List<VariableDefinition> definitions) throws NoPlan {
    List<Variable> declared = new ArrayList<>();
    for (VariableDefinition definition : definitions) {
      GraphQLType type = TypeFromAST.getTypeFromAST(schema, definition.getType());
      declared.add(new Variable(
          definition.getName(),
          Form.of(type),
          GraphQLTypeUtil.isNonNull(type),
          definition.getDefaultValue() == null ? null : byDefault(schema, definition)));
    }
    return new Variables(List.copyOf(declared));
  }

  private static @Nullable Object byDefault(GraphQLSchema schema, VariableDefinition definition)
      throws NoPlan {
    try {
      return ValuesResolver.coerceVariableValues(
              schema,
              List.of(definition),
              RawVariables.emptyVariables(),
              GraphQLContext.getDefault(),
              Locale.ENGLISH)
          .get(definition.getName());
    } catch (GraphQLException wrong) {
      throw new NoPlan();
    }
  }

  /** The place of the variable of that name. */
  int place(String name) throws NoPlan {
    for (int i = 0; i < declared.size(); i++) {
      if (declared.get(i).name.equals(name)) {
        return i;
      }
    }
    throw new NoPlan();
  }

  boolean isEmpty() {
    return declared.isEmpty();
  }

  /** The coerced values, each at its place; null where one is doubtful. */
  @Nullable
  Object @Nullable [] read(Map<String, @Nullable Object> given) {
    @Nullable Object[] values = new Object[declared.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = declared.get(i).of(given);
      if (values[i] == Form.DOUBTFUL) {
        return null;
      }
    }
    return values;
  }
}
