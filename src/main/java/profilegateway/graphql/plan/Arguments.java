package profilegateway.graphql.plan;

import org.jspecify.annotations.Nullable;

/** What a field is given, coerced. */
@FunctionalInterface
public interface Arguments {
  Arguments NONE = name -> null;

  /** The value; null where it is null or not given. */
  @Nullable
  Object get(String name);
}
