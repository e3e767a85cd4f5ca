package profilegateway.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import java.util.Locale;

/** {@code JSON}: any value as it is. For output only: no argument takes one. */
final class JsonScalar implements Coercing<Object, Object> {
  static final GraphQLScalarType TYPE =
      GraphQLScalarType.newScalar().name("JSON").coercing(new JsonScalar()).build();

  private JsonScalar() {}

  @Override
  public Object serialize(Object json, GraphQLContext context, Locale locale) {
    return json;
  }

  @Override
  public Object parseValue(Object input, GraphQLContext context, Locale locale) {
    throw new CoercingParseValueException("JSON is not taken as input");
  }

  @Override
  public Object parseLiteral(
      Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
    throw new CoercingParseLiteralException("JSON is not taken as input");
  }
}
