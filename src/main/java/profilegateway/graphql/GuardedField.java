package profilegateway.graphql;

import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import profilegateway.graphql.rights.Reader;
import profilegateway.graphql.rights.Requirement;
import profilegateway.graphql.rights.Verdict;

/** A field that not everybody may read: null with an error for whoever may not, and nothing is fetched for it then. */
final class GuardedField implements DataFetcher<@Nullable Object> {
  private final String route;
  private final Requirement needed;
  private final DataFetcher<?> fetcher;
  private final Function<DataFetchingEnvironment, Reader> reader;

  /** Guards {@code fetcher}, which the audit calls {@code route}. */
  GuardedField(
      String route,
      Requirement needed,
      DataFetcher<?> fetcher,
      Function<DataFetchingEnvironment, Reader> reader) {
    this.route = route;
    this.needed = needed;
    this.fetcher = fetcher;
    this.reader = reader;
  }

  @Override
  public @Nullable Object get(DataFetchingEnvironment field) throws Exception {
    Verdict verdict = reader.apply(field).verdict(needed);
    return verdict == Verdict.ALLOWED ? fetcher.get(field) : refused(verdict, route, field);
  }

  static DataFetcherResult<Object> refused(
      Verdict verdict, String route, DataFetchingEnvironment field) {
    OperationContext.of(field).audit().refused(route, verdict.name());
    return DataFetcherResult.<Object>newResult()
        .error(
            FailureMapper.refused(verdict, field, field.getExecutionStepInfo().getPath()))
        .build();
  }
}
