package profilegateway.graphql.plan;

import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a value of an input type has to look like to be plain. Narrower than GraphQL: text that is an ID or a String, the name of
 * an enum's value, lists of these, and input objects of all of them.
 */
@FunctionalInterface
interface Form {
  /** What is not plain: the engine knows whether it is wrong. */
  Object DOUBTFUL = new Object();

  Set<String> TEXTS = Set.of("ID", "String");

  /** The coerced value of JSON other than null, or {@link #DOUBTFUL}. */
  Object of(Object json);

  /** The form of a type. */
  static Form of(GraphQLType type) throws NoPlan {
    GraphQLType nullable = GraphQLTypeUtil.unwrapNonNull(type);
    if (nullable instanceof GraphQLList list) {
      Form item = ofItem(GraphQLTypeUtil.unwrapNonNull(list.getWrappedType()));
      return json -> json instanceof List<?> items && isPlain(items, item) ? json : DOUBTFUL;
    }
    return nullable instanceof GraphQLInputObjectType object
        ? ObjectForm.of(object)
        : ofItem(nullable);
  }

  private static Form ofItem(GraphQLType type) throws NoPlan {
    if (type instanceof GraphQLScalarType scalar && TEXTS.contains(scalar.getName())) {
      return json -> json instanceof String ? json : DOUBTFUL;
    }
    if (type instanceof GraphQLEnumType named) {
      Set<String> names = named.getValues().stream()
          .map(GraphQLEnumValueDefinition::getName)
          .collect(Collectors.toUnmodifiableSet());
      return json -> json instanceof String name && names.contains(name) ? json : DOUBTFUL;
    }
    throw new NoPlan();
  }

  private static boolean isPlain(List<?> items, Form form) {
    for (Object item : items) {
      if (item == null || form.of(item) == DOUBTFUL) {
        return false;
      }
    }
    return true;
  }
}
