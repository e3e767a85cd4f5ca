package profilegateway.graphql;

import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import profilegateway.graphql.plan.Arguments;
import profilegateway.graphql.plan.ProfileView;
import profilegateway.graphql.plan.Resolver;
import profilegateway.profile.ProfileFailure;

/** A field of {@code Profile}. Where its value is a failure it is null with an error. */
final class ProfileField implements DataFetcher<@Nullable Object>, Resolver {
  private final BiFunction<ProfileView, Arguments, @Nullable Object> value;

  ProfileField(BiFunction<ProfileView, Arguments, @Nullable Object> value) {
    this.value = value;
  }

  @Override
  public @Nullable Object value(Object source, Arguments arguments) {
    return value.apply((ProfileView) source, arguments);
  }

  @Override
  public @Nullable Object get(DataFetchingEnvironment field) {
    Object found = value(Objects.requireNonNull(field.getSource()), field::getArgument);
    return found instanceof ProfileFailure failure
        ? DataFetcherResult.newResult()
            .error(FailureMapper.error(failure, field))
            .build()
        : found;
  }
}
