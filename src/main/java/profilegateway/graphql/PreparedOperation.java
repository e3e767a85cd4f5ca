package profilegateway.graphql;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import profilegateway.access.Caller;
import profilegateway.graphql.plan.PlannedOperation;
import profilegateway.graphql.rights.Readers;

/**
 * An operation that may be run: valid, and within all limits.
 *
 * @param readers what {@code caller} may read
 * @param operation of {@code document}
 * @param planned the beginning by its plan, where that is good for it
 */
record PreparedOperation(
    OperationRequest request,
    Caller caller,
    Readers readers,
    Document document,
    OperationDefinition operation,
    @Nullable PlannedOperation planned) {

  private static final Set<String> OF_ONE_PROFILE =
      Set.of("viewer", "profile", "profileByIdentity", "node");

  /** Whether it asks for no more than one profile, as most do: what can be seen without looking into fragments. */
  boolean isOfOneProfile() {
    List<?> selections = operation.getSelectionSet().getSelections();
    return selections.size() == 1
        && selections.get(0) instanceof Field field
        && OF_ONE_PROFILE.contains(field.getName());
  }
}
