package profilegateway.graphql;

import graphql.GraphQLContext;
import graphql.GraphQLException;
import graphql.execution.CoercedVariables;
import graphql.execution.RawVariables;
import graphql.execution.ValuesResolver;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.OperationDefinition;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import profilegateway.access.Caller;
import profilegateway.graphql.plan.Selections;
import profilegateway.profile.ProfileReference;

/**
 * Whose profiles an operation of a valid document asks for, known before it is executed: they all hang on fields of
 * {@code Query}. What is left out by {@code @skip} and {@code @include} is not asked for, and repeats are one.
 */
final class AskedProfiles {
  private static final String QUERY = "Query";

  private final GraphQLSchema schema;

  AskedProfiles(GraphQLSchema schema) {
    this.schema = schema;
  }

  /** Those of one operation; none when its variables are not of their types, as it will not be executed. */
  Set<ProfileReference> of(
      Document document,
      OperationDefinition operation,
      Map<String, @Nullable Object> variables,
      Caller caller) {
    Set<ProfileReference> asked = new HashSet<>();
    try {
      CoercedVariables coerced = ValuesResolver.coerceVariableValues(
          schema,
          operation.getVariableDefinitions(),
          raw(variables),
          GraphQLContext.getDefault(),
          Locale.ENGLISH);
      for (Field field : fields(document, operation, coerced)) {
        if (field.getName().equals("viewer")) {
          Optional.ofNullable(caller.viewer()).ifPresent(asked::add);
        } else {
          References.of(field.getName(), arguments(field, coerced)::get)
              .forEach(reference -> reference.ifPresent(asked::add));
        }
      }
    } catch (GraphQLException wrong) {
      return Set.of();
    }
    return asked;
  }

  private static List<Field> fields(
      Document document, OperationDefinition operation, CoercedVariables variables) {
    Map<String, FragmentDefinition> fragments = document.getDefinitions().size() == 1
        ? Map.of()
        : document.getDefinitionsOfType(FragmentDefinition.class).stream()
            .collect(Collectors.toMap(FragmentDefinition::getName, fragment -> fragment));
    return new Selections(variables.toMap(), fragments)
        .fields(List.of(operation.getSelectionSet()), Set.of(QUERY));
  }

  @SuppressWarnings("NullAway") // a variable may be null, which the engine's own type does not say
  private static RawVariables raw(Map<String, @Nullable Object> variables) {
    return RawVariables.of(variables);
  }

  private Map<String, Object> arguments(Field field, CoercedVariables variables) {
    GraphQLObjectType query = schema.getQueryType();
    GraphQLFieldDefinition definition = query.getFieldDefinition(field.getName());
    return definition == null
        ? Map.of()
        : ValuesResolver.getArgumentValues(
            schema.getCodeRegistry(),
            definition.getArguments(),
            field.getArguments(),
            variables,
            GraphQLContext.getDefault(),
            Locale.ENGLISH);
  }
}
