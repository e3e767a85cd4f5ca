package profilegateway.graphql;

import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import profilegateway.graphql.plan.ProfileView;
import profilegateway.graphql.rights.Reader;
import profilegateway.graphql.rights.Rights;

/**
 * Guards those resolvers that have to be. Who reads is known from the profile; below it the fields that are objects with
 * guarded fields of their own hand it on, and all others stay as they are.
 */
final class GuardedFields {
  private final Rights rights;

  GuardedFields(Rights rights) {
    this.rights = rights;
  }

  /** The resolvers of a type, guarded where the schema says so. */
  Map<String, DataFetcher<?>> of(String type, Map<String, DataFetcher<?>> fetchers) {
    Map<String, DataFetcher<?>> guarded = new HashMap<>(fetchers);
    for (String name : rights.leadingToGuarded(type)) {
      DataFetcher<?> fetcher = resolver(type, name, guarded);
      DataFetcher<?> handingOn = field -> handingOn(fetcher.get(field), reader(field));
      guarded.put(name, handingOn);
    }
    rights.fields(type).forEach((name, needed) -> {
      DataFetcher<?> fetcher = resolver(type, name, guarded);
      String route = type + "." + name;
      guarded.put(name, new GuardedField(route, needed, fetcher, GuardedFields::reader));
    });
    return guarded;
  }

  private static DataFetcher<?> resolver(
      String type, String name, Map<String, DataFetcher<?>> fetchers) {
    return Objects.requireNonNull(
        fetchers.get(name), () -> type + "." + name + " has no resolver that could be guarded");
  }

  private static Reader reader(DataFetchingEnvironment field) {
    if (field.getSource() instanceof ProfileView view) {
      return view.reader();
    }
    return field.getLocalContext() instanceof Reader handedOn
        ? handedOn
        : OperationContext.of(field).readers().others();
  }

  private static DataFetcherResult<?> handingOn(@Nullable Object value, Reader reader) {
    return value instanceof DataFetcherResult<?> result
        ? result.transform(same -> same.localContext(reader))
        : DataFetcherResult.newResult().data(value).localContext(reader).build();
  }
}
