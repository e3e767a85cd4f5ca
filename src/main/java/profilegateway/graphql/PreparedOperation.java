package profilegateway.graphql;

import graphql.language.Document;
import graphql.language.OperationDefinition;
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
    @Nullable PlannedOperation planned) {}
