package profilegateway.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * {@code DateTime}: an instant in UTC with exactly three digits of a second, as the scalar's specification has it
 * (scalars.graphql.org, andimarek/date-time). For output only: no argument takes one.
 */
final class DateTimeScalar implements Coercing<Instant, String> {
  private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
          "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
      .withZone(ZoneOffset.UTC);

  static final GraphQLScalarType TYPE = GraphQLScalarType.newScalar()
      .name("DateTime")
      .coercing(new DateTimeScalar())
      .build();

  private DateTimeScalar() {}

  @Override
  public String serialize(Object instant, GraphQLContext context, Locale locale) {
    return FORM.format((Instant) instant);
  }

  @Override
  public Instant parseValue(Object input, GraphQLContext context, Locale locale) {
    throw new CoercingParseValueException("DateTime is not taken as input");
  }

  @Override
  public Instant parseLiteral(
      Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
    throw new CoercingParseLiteralException("DateTime is not taken as input");
  }
}
