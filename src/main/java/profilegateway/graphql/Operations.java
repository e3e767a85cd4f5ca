package profilegateway.graphql;

import graphql.GraphQL;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.schema.GraphQLSchema;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.access.Caller;
import profilegateway.config.GraphQlConfig;
import profilegateway.config.Limit;
import profilegateway.graphql.OperationResponse.About;
import profilegateway.graphql.limits.Limits;
import profilegateway.graphql.plan.Plan;
import profilegateway.graphql.plan.PlannedOperation;
import profilegateway.graphql.rights.Audit;
import profilegateway.graphql.rights.AuditTrail;
import profilegateway.graphql.rights.Readers;
import profilegateway.profile.Cancellation;
import profilegateway.profile.ProfileReference;
import profilegateway.profile.ProfileSource;
import profilegateway.profile.Timer;

/** Executes GraphQL operations. Shared by all event loops; each operation stays on the one it came in on. */
public final class Operations {
  private final OperationPath path;
  private final Documents documents;
  private final Limits limits;
  private final AskedProfiles askedProfiles;
  private final IntrospectionRule introspection;
  private final Set<String> viewerScopes;

  /** Serves {@code schema} with profiles of {@code source}; everyone has {@code viewerScopes} on the own profile. */
  public Operations(
      Vertx vertx,
      GatewaySchema schema,
      ProfileSource source,
      GraphQlConfig config,
      Limits limits,
      Set<String> viewerScopes,
      InstantSource clock,
      LongSupplier nanoTime,
      OperationEvents events,
      Audit audit) {
    GatewaySchema.Executable bound = schema.executable(config, clock);
    GraphQLSchema executable = bound.schema();
    this.limits = limits;
    this.documents = new Documents(executable, limits, config.plan() ? bound.plans() : null);
    this.askedProfiles = new AskedProfiles(executable);
    this.introspection = new IntrospectionRule(config.introspection());
    this.viewerScopes = viewerScopes;
    this.path = new OperationPath(
        vertx,
        Timer.of(vertx),
        source,
        engine(executable),
        config.operationTimeout(),
        new OperationNames(),
        events,
        audit,
        nanoTime);
  }

  private static GraphQL engine(GraphQLSchema schema) {
    return GraphQL.newGraphQL(schema)
        .preparsedDocumentProvider((input, parseAndValidate) -> CompletableFuture.completedFuture(
            input.getGraphQLContext().get(PreparsedDocumentEntry.class)))
        .defaultDataFetcherExceptionHandler(new Bugs())
        .build();
  }

  /**
   * Whether the operation is something else than a query, and so not for GET. Asked before validation, which would only
   * say that the schema has no such operation.
   */
  public boolean isNoQuery(OperationRequest request) {
    try {
      OperationDefinition operation =
          operation(documents.operations(request.query()), request.operationName());
      return operation != null && operation.getOperation() != OperationDefinition.Operation.QUERY;
    } catch (Documents.Refused unparsable) {
      return false;
    }
  }

  /** Whether a caller may have the schema told. */
  public boolean mayIntrospect(Caller caller) {
    return introspection.allows(caller);
  }

  /** What a caller is told that may not. */
  public String introspectionRefusal() {
    return introspection.sentence();
  }

  /**
   * Executes one operation.
   *
   * @param cancellation tells when nobody waits for the answer any more
   * @param tally whose profiles the request asks for, this operation's added
   * @return the answer, errors included; the future fails on a bug only
   */
  public Future<OperationResponse> execute(
      OperationRequest request, Caller caller, Cancellation cancellation, ProfileTally tally) {
    long begin = path.now();
    PreparedOperation prepared;
    try {
      prepared = prepare(request, caller, tally);
    } catch (Documents.Refused refused) {
      refused.errors().forEach(error -> path.events().failed(error.code()));
      return Future.succeededFuture(OperationResponse.refused(refused.errors())
          .about(new About(null, new DocumentHash(request.query()), Set.of())));
    }
    return new RunningOperation(path, prepared, cancellation, begin).run();
  }

  private PreparedOperation prepare(OperationRequest request, Caller caller, ProfileTally tally)
      throws Documents.Refused {
    Readers readers = Readers.of(caller, viewerScopes);
    Documents.Known known = documents.document(request.query());
    Document document = known.document();
    OperationDefinition operation = operation(known.operations(), request.operationName());
    if (operation == null) {
      throw new Documents.Refused(List.of(GatewayError.ofRequest(
          ErrorCode.OPERATION_RESOLUTION_FAILURE,
          isNamed(request.operationName())
              ? "No operation of the document has the name in `operationName`."
              : "The document has several operations: say which by `operationName`.")));
    }
    if (!mayIntrospect(caller) && IntrospectionRule.isIn(document, operation)) {
      AuditTrail trail = new AuditTrail(request.id(), caller);
      trail.refused("__schema", ErrorCode.INTROSPECTION_DISABLED.name());
      trail.end(path.audit());
      throw new Documents.Refused(List.of(
          GatewayError.ofRequest(ErrorCode.INTROSPECTION_DISABLED, introspectionRefusal())));
    }
    Plan plan = known.plans().get(operation);
    PlannedOperation planned =
        plan == null ? null : plan.begin(request.variables(), caller, readers);
    // A plan takes no numbers.
    if (planned == null && known.mpidNumbers(operation).areIn(request.variables())) {
      throw new Documents.Refused(
          List.of(GatewayError.ofRequest(ErrorCode.BAD_USER_INPUT, MpidNumbers.MESSAGE)));
    }
    keepTo(Limit.COST, known.measures().cost(operation, request.variables()));
    Set<ProfileReference> asked = planned == null
        ? askedProfiles.of(document, operation, request.variables(), caller)
        : planned.gathered().references();
    keepTo(Limit.PROFILES, tally.with(asked));
    tally.add(asked);
    return new PreparedOperation(request, caller, readers, document, operation, planned);
  }

  private void keepTo(Limit limit, long value) throws Documents.Refused {
    String refusal = limits.refusal(limit, value).orElse(null);
    if (refusal != null) {
      throw DocumentParser.refused(ErrorCode.OPERATION_LIMIT_EXCEEDED, refusal);
    }
  }

  /** The operation that is to be run; null when that is not clear. */
  private static @Nullable OperationDefinition operation(
      List<OperationDefinition> operations, @Nullable String name) {
    if (!isNamed(name)) {
      return operations.size() == 1 ? operations.get(0) : null;
    }
    return operations.stream()
        .filter(operation -> operation.getName() != null && operation.getName().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** An empty name is none: some clients send it so. */
  private static boolean isNamed(@Nullable String name) {
    return name != null && !name.isEmpty();
  }
}
