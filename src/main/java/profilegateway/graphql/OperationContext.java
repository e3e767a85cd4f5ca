package profilegateway.graphql;

import graphql.GraphQLContext;
import graphql.schema.DataFetchingEnvironment;
import java.util.Objects;
import profilegateway.access.Caller;
import profilegateway.graphql.plan.ProfileView;
import profilegateway.graphql.plan.Seen;
import profilegateway.graphql.rights.AuditTrail;
import profilegateway.graphql.rights.Readers;

/** What the resolvers of one operation share. Confined to its event loop. */
record OperationContext(
    String requestId,
    Caller caller,
    Readers readers,
    ProfileLoader profiles,
    FreshTime freshTime,
    AuditTrail audit)
    implements Seen {

  void putInto(GraphQLContext.Builder context) {
    context.of(OperationContext.class, this);
  }

  @Override
  public void profile(String field, ProfileView view) {
    audit.read(field, view.profile().head().mpid(), view.selected(), view.reader());
    freshTime.read(view);
  }

  @Override
  public void nothing() {
    freshTime.readNothing();
  }

  static OperationContext of(DataFetchingEnvironment field) {
    return Objects.requireNonNull(field.getGraphQlContext().get(OperationContext.class));
  }
}
