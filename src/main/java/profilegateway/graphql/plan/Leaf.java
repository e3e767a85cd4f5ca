package profilegateway.graphql.plan;

import graphql.GraphQLContext;
import graphql.schema.Coercing;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLScalarType;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Scalars and enums: of each the one Java type that their resolvers give is plain. */
final class Leaf {
  static final Shape TEXT = (value, bound, out) -> {
    if (!(value instanceof String text)) {
      return false;
    }
    out.text(text);
    return true;
  };
  private static final Shape INT =
      (value, bound, out) -> number(value instanceof Integer, value, out);
  private static final Shape FLOAT = (value, bound, out) ->
      number(value instanceof Double number && Double.isFinite(number), value, out);
  private static final Shape BOOLEAN = (value, bound, out) -> {
    if (!(value instanceof Boolean flag)) {
      return false;
    }
    out.flag(flag);
    return true;
  };

  private Leaf() {}

  static Shape of(GraphQLScalarType type) throws NoPlan {
    return switch (type.getName()) {
      case "ID", "String" -> TEXT;
      case "Int" -> INT;
      case "Float" -> FLOAT;
      case "Boolean" -> BOOLEAN;
      case "JSON" -> (value, bound, out) -> JsonValue.write(value, out);
      case "DateTime" -> instant(type.getCoercing());
      default -> throw new NoPlan();
    };
  }

  private static Shape instant(Coercing<?, ?> scalar) {
    return (value, bound, out) -> value instanceof Instant
        && scalar.serialize(value, GraphQLContext.getDefault(), Locale.ENGLISH)
            instanceof String text
        && TEXT.write(text, bound, out);
  }

  static Shape of(GraphQLEnumType type) {
    Set<String> names = type.getValues().stream()
        .map(GraphQLEnumValueDefinition::getName)
        .collect(Collectors.toUnmodifiableSet());
    return (value, bound, out) -> {
      String name = value instanceof Enum<?> constant ? constant.name() : value.toString();
      return names.contains(name) && TEXT.write(name, bound, out);
    };
  }

  private static boolean number(boolean isPlain, Object value, JsonBytes out) {
    if (isPlain) {
      out.number(value.toString());
    }
    return isPlain;
  }
}
