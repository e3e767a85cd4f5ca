package profilegateway.graphql.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import profilegateway.access.Caller;
import profilegateway.profile.ProfileReference;

/** Which profiles a field of {@code Query} means. */
@FunctionalInterface
public interface RootResolver {

  /**
   * Those profiles, in the order of the arguments, repeats among them.
   *
   * @return none where the field is null without an error; null where the engine has an error to say
   */
  @Nullable
  List<? extends ProfileReference> references(Arguments arguments, Caller caller);
}
