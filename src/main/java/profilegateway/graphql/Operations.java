package profilegateway.graphql;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.schema.GraphQLSchema;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
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
import profilegateway.profile.AtOnce;
import profilegateway.profile.Cancellation;
import profilegateway.profile.Deadline;
import profilegateway.profile.Ledger;
import profilegateway.profile.ProfileReference;
import profilegateway.profile.ProfileSource;
import profilegateway.profile.ReadContext;

/** Executes GraphQL operations. Shared by all event loops; each operation stays on the one it came in on. */
public final class Operations {
  /** What is left to write an answer after its last profile came, or failed, at the deadline. */
  private static final Duration GRACE = Duration.ofMillis(250);

  private final Vertx vertx;
  private final ProfileSource source;
  private final GraphQL engine;
  private final Documents documents;
  private final Limits limits;
  private final AskedProfiles askedProfiles;
  private final IntrospectionRule introspection;
  private final Duration timeout;
  private final Set<String> viewerScopes;
  private final Audit audit;
  private final LongSupplier nanoTime;
  private final OperationEvents events;
  private final OperationNames names = new OperationNames();

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
    this.vertx = vertx;
    this.source = source;
    this.limits = limits;
    this.documents = new Documents(executable, limits, config.plan() ? bound.plans() : null);
    this.askedProfiles = new AskedProfiles(executable);
    this.introspection = new IntrospectionRule(config.introspection());
    this.timeout = config.operationTimeout();
    this.viewerScopes = viewerScopes;
    this.audit = audit;
    this.nanoTime = nanoTime;
    this.events = events;
    this.engine = GraphQL.newGraphQL(executable)
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
    long begin = nanoTime.getAsLong();
    Readers readers = Readers.of(caller, viewerScopes);
    Prepared prepared;
    try {
      prepared = prepare(request, caller, readers, tally);
    } catch (Documents.Refused refused) {
      tellErrors(refused.errors());
      return Future.succeededFuture(OperationResponse.refused(refused.errors())
          .about(new About(null, new DocumentHash(request.query()), Set.of())));
    }
    Ledger ledger = new Ledger();
    FreshTime freshTime = new FreshTime();
    String name = names.counted(prepared.operation().getName());
    OperationSpan span =
        OperationSpan.begin(request, prepared.document(), prepared.operation(), name);
    ReadContext context = new ReadContext(
        Deadline.after(timeout, begin, nanoTime), ledger, cancellation, span.span());
    AuditTrail trail = new AuditTrail(request.id(), caller);
    WaitingTime waitingTime = new WaitingTime(nanoTime);
    ProfileLoader profiles = new ProfileLoader(source, caller, context, events, waitingTime);
    OperationContext operation =
        new OperationContext(request.id(), caller, readers, profiles, freshTime, trail);
    Supplier<Duration> freshFor = () -> freshTime.leftAfter(elapsedSince(begin));
    Supplier<Future<OperationResponse>> byEngine =
        () -> byEngine(input(request, prepared.document(), operation), profiles, ledger, freshFor);
    return AtOnce.map(
            byPlan(prepared.planned(), operation, ledger, freshFor, byEngine),
            response -> response.about(
                new About(name, new DocumentHash(request.query()), profiles.origins())))
        .onComplete(over -> {
          if (over.succeeded()) {
            tellErrors(over.result().errors());
          }
          span.end(over);
          events.ended(new EndedOperation(
              name,
              over.succeeded() && over.result().written() != null,
              ledger,
              nanoTime.getAsLong() - begin,
              waitingTime.nanos()));
          ledger.passOn(more -> events.costMore(name, more));
          trail.end(audit);
        });
  }

  private Future<OperationResponse> byPlan(
      @Nullable PlannedOperation planned,
      OperationContext operation,
      Ledger ledger,
      Supplier<Duration> freshFor,
      Supplier<Future<OperationResponse>> byEngine) {
    if (planned == null) {
      return byEngine.get();
    }
    Future<OperationResponse> answered = AtOnce.compose(
        new PlanExecution(planned, operation).write(timeout.plus(GRACE)),
        written -> written == null
            ? byEngine.get()
            : Future.succeededFuture(OperationResponse.planned(written, ledger, freshFor.get())));
    return AtOnce.recover(answered, failure -> orTooLate(failure, ledger));
  }

  private Future<OperationResponse> byEngine(
      ExecutionInput input, ProfileLoader profiles, Ledger ledger, Supplier<Duration> freshFor) {
    CompletableFuture<ExecutionResult> executed = engine.executeAsync(input);
    profiles.handOver();
    Future<ExecutionResult> atHand = Future.fromCompletionStage(executed);
    if (atHand.succeeded()) {
      // It needs no clock.
      return Future.succeededFuture(response(atHand.result(), ledger, freshFor.get()));
    }
    return Future.fromCompletionStage(executed, vertx.getOrCreateContext())
        .timeout(timeout.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS)
        .map(result -> response(result, ledger, freshFor.get()))
        .recover(failure -> {
          input.cancel();
          return orTooLate(failure, ledger);
        });
  }

  private static Future<OperationResponse> orTooLate(Throwable failure, Ledger ledger) {
    return failure instanceof TimeoutException
        ? Future.succeededFuture(tooLate(ledger))
        : Future.failedFuture(failure);
  }

  private void tellErrors(List<GatewayError> errors) {
    errors.forEach(error -> events.failed(error.code()));
  }

  private Duration elapsedSince(long start) {
    return Duration.ofNanos(nanoTime.getAsLong() - start);
  }

  /** A valid document, its operation that is to be run, and the beginning of that where a plan is good for it. */
  private record Prepared(
      Document document,
      OperationDefinition operation,
      @Nullable PlannedOperation planned) {}

  private Prepared prepare(
      OperationRequest request, Caller caller, Readers readers, ProfileTally tally)
      throws Documents.Refused {
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
      trail.end(audit);
      throw new Documents.Refused(List.of(
          GatewayError.ofRequest(ErrorCode.INTROSPECTION_DISABLED, introspectionRefusal())));
    }
    Plan plan = known.plans().get(operation);
    PlannedOperation planned =
        plan == null ? null : plan.begin(request.variables(), caller, readers);
    // A plan takes no numbers.
    if (planned == null && MpidNumbers.isIn(document, operation, request.variables())) {
      throw new Documents.Refused(
          List.of(GatewayError.ofRequest(ErrorCode.BAD_USER_INPUT, MpidNumbers.MESSAGE)));
    }
    keepTo(Limit.COST, known.measures().cost(operation, request.variables()));
    Set<ProfileReference> asked = planned == null
        ? askedProfiles.of(document, operation, request.variables(), caller)
        : planned.gathered().references();
    keepTo(Limit.PROFILES, tally.with(asked));
    tally.add(asked);
    return new Prepared(document, operation, planned);
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

  private static ExecutionInput input(
      OperationRequest request, Document document, OperationContext context) {
    return ExecutionInput.newExecutionInput(request.query())
        .operationName(request.operationName())
        .variables(request.variables())
        .locale(Locale.ENGLISH)
        .dataLoaderRegistry(context.profiles().registry())
        .graphQLContext(values -> {
          context.putInto(values);
          values.of(PreparsedDocumentEntry.class, new PreparsedDocumentEntry(document));
        })
        .build();
  }

  private static OperationResponse response(
      ExecutionResult result, Ledger ledger, Duration freshFor) {
    List<GatewayError> errors =
        result.getErrors().stream().map(EngineErrors::ofExecution).toList();
    return new OperationResponse(
        result.isDataPresent(), result.getData(), null, errors, ledger, freshFor, About.NOTHING);
  }

  private static OperationResponse tooLate(Ledger ledger) {
    return new OperationResponse(
        true,
        null,
        null,
        List.of(GatewayError.ofRequest(
            ErrorCode.UPSTREAM_TIMEOUT, "The operation took longer than it may.")),
        ledger,
        Duration.ZERO,
        About.NOTHING);
  }
}
