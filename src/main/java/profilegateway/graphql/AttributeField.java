package profilegateway.graphql;

import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import profilegateway.graphql.plan.Arguments;
import profilegateway.graphql.plan.Resolver;
import profilegateway.profile.UserAttributes;

/** One declared field of {@code Attributes}. A stored value that does not fit nulls this field alone, with an error. */
final class AttributeField implements DataFetcher<@Nullable Object>, Resolver {
  private final AttributeDeclaration declaration;

  AttributeField(AttributeDeclaration declaration) {
    this.declaration = declaration;
  }

  @Override
  public @Nullable Object value(Object source, Arguments arguments) {
    return declaration.value((UserAttributes) source);
  }

  @Override
  public @Nullable Object get(DataFetchingEnvironment field) {
    Object value = value(Objects.requireNonNull(field.getSource()), Arguments.NONE);
    return value == AttributeType.MISMATCH
        ? DataFetcherResult.<Object>newResult()
            .error(FailureMapper.mismatch(declaration.typeName(), field))
            .build()
        : value;
  }
}
