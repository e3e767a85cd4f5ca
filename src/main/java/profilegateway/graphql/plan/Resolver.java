package profilegateway.graphql.plan;

import org.jspecify.annotations.Nullable;

/** How a field follows from its object and its arguments alone: what the engine and the plan have in common. */
@FunctionalInterface
public interface Resolver {

  /**
   * The field's value.
   *
   * @return null for none, and something that the field's type does not take (a failure, for example) where the engine has an
   *     error to say
   */
  @Nullable
  Object value(Object source, Arguments arguments);
}
