package profilegateway.graphql;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.LightDataFetcher;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import profilegateway.graphql.plan.Arguments;
import profilegateway.graphql.plan.Resolver;

/** A field that follows from its object alone, so that the engine need not make an environment for it. */
final class FromSource<S> implements LightDataFetcher<@Nullable Object>, Resolver {
  private final Function<S, @Nullable Object> value;

  FromSource(Function<S, @Nullable Object> value) {
    this.value = value;
  }

  @Override
  @SuppressWarnings("unchecked") // the schema's wiring pairs fields with objects
  public @Nullable Object get(
      GraphQLFieldDefinition definition,
      Object source,
      Supplier<DataFetchingEnvironment> environment) {
    return value.apply((S) source);
  }

  @Override
  @SuppressWarnings("unchecked") // the schema's wiring pairs fields with objects
  public @Nullable Object value(Object source, Arguments arguments) {
    return value.apply((S) source);
  }

  @Override
  public @Nullable Object get(DataFetchingEnvironment environment) {
    return value.apply(Objects.requireNonNull(environment.<S>getSource()));
  }
}
