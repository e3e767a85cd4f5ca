package profilegateway.graphql;

import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.UserAttributes;

/** One declared field of {@code Attributes}. A stored value that does not fit nulls this field alone, with an error. */
final class AttributeField implements DataFetcher<@Nullable Object> {
  private final AttributeDeclaration declaration;

  AttributeField(AttributeDeclaration declaration) {
    this.declaration = declaration;
  }

  @Override
  public @Nullable Object get(DataFetchingEnvironment field) {
    UserAttributes attributes = Objects.requireNonNull(field.getSource());
    Object value = declaration.value(attributes);
    return value == AttributeType.MISMATCH
        ? DataFetcherResult.<Object>newResult()
            .error(FailureMapper.mismatch(declaration.typeName(), field))
            .build()
        : value;
  }
}
