package profilegateway.graphql.lanes;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An operation as a client sends it, valid or not. */
record DrawnRequest(
    String document, @Nullable String operationName, Map<String, @Nullable Object> variables) {}
