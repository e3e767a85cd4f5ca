package profilegateway.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import profilegateway.access.Caller;
import profilegateway.access.Callers;
import profilegateway.access.Refusal;
import profilegateway.access.persisted.DocumentRefusal;
import profilegateway.access.persisted.KnownDocument;
import profilegateway.access.persisted.PersistedDocuments;
import profilegateway.config.HttpConfig;
import profilegateway.graphql.GatewayError;
import profilegateway.graphql.OperationRequest;
import profilegateway.graphql.OperationResponse;
import profilegateway.graphql.Operations;
import profilegateway.graphql.ProfileTally;
import profilegateway.graphql.limits.Limits;
import profilegateway.profile.Bug;
import profilegateway.profile.Cancellation;

/** GraphQL over HTTP: reads operations, has them executed, writes their answers. */
final class GraphQlHandler implements Handler<RoutingContext> {
  private static final Logger LOG = LoggerFactory.getLogger(GraphQlHandler.class);
  private static final String EXPLAIN = "X-Gateway-Explain";
  private static final String API_KEY = "X-API-Key";

  private final Operations operations;
  private final Callers callers;
  private final PersistedDocuments documents;
  private final CallerRates rates;
  private final RequestReader reader;
  private final boolean mayExplain;
  private final Duration maxAge;

  GraphQlHandler(
      Operations operations,
      Callers callers,
      PersistedDocuments documents,
      Limits limits,
      CallerRates rates,
      HttpConfig config) {
    this.operations = operations;
    this.callers = callers;
    this.documents = documents;
    this.rates = rates;
    this.reader = new RequestReader(limits);
    this.mayExplain = config.explain();
    this.maxAge = config.maxAge();
  }

  @Override
  public void handle(RoutingContext request) {
    Negotiation negotiated;
    try {
      negotiated = Negotiation.of(request.request());
      requireMethod(request);
    } catch (HttpError.Thrown wrong) {
      Answers.end(request, wrong.error());
      return;
    }
    Cancellation cancellation = new Cancellation();
    request.response().closeHandler(gone -> cancellation.cancel());
    identify(callers, request.request())
        .compose(caller -> answer(request, negotiated, caller, cancellation))
        .onSuccess(written -> end(request, negotiated, written))
        .onFailure(failure -> endFailed(request, negotiated, failure));
  }

  /** Who the caller is; fails with a {@link Refusal}. */
  static Future<Caller> identify(Callers callers, HttpServerRequest request) {
    MultiMap headers = request.headers();
    return callers.identify(headers.getAll(HttpHeaders.AUTHORIZATION), headers.getAll(API_KEY));
  }

  private Future<Written> answer(
      RoutingContext request, Negotiation negotiated, Caller caller, Cancellation cancellation) {
    RequestNotes notes = RequestNotes.of(request);
    notes.calledBy(caller);
    GraphQlRequest asked;
    try {
      asked = read(request);
      Load.members(request, asked.operations().size());
      rates.take(caller, asked.operations().size());
    } catch (HttpError.Thrown wrong) {
      return Future.failedFuture(wrong);
    }
    ProfileTally tally = new ProfileTally();
    boolean explain = mayExplain && "1".equals(request.request().getHeader(EXPLAIN));
    return Future.all(asked.operations().stream()
            .map(operation -> answer(request, operation, caller, cancellation, tally))
            .toList())
        .map(answers -> {
          List<OperationResponse> all = answers.list();
          notes.answered(all);
          Buffer body = new ResponseWriter(explain).write(all, asked.batch());
          boolean mayBeKept = request.request().method().equals(HttpMethod.GET) && !explain;
          return new Written(
              status(negotiated, asked, all), mayBeKept ? kept(all.get(0)) : "no-store", body);
        });
  }

  static void endFailed(RoutingContext request, Negotiation negotiated, Throwable failure) {
    if (failure instanceof Refusal refusal) {
      Answers.end(request, HttpError.unauthenticated(refusal), negotiated);
    } else if (failure instanceof HttpError.Thrown wrong) {
      Answers.end(request, wrong.error());
    } else {
      request.fail(failure);
    }
  }

  private static void requireMethod(RoutingContext request) throws HttpError.Thrown {
    HttpMethod method = request.request().method();
    if (!method.equals(HttpMethod.POST) && !method.equals(HttpMethod.GET)) {
      throw new HttpError.Thrown(HttpError.methodNotAllowed(
          "GET, POST", "GraphQL is asked with POST, or with GET for queries."));
    }
  }

  private GraphQlRequest read(RoutingContext request) throws HttpError.Thrown {
    return request.request().method().equals(HttpMethod.POST)
        ? reader.post(request)
        : reader.get(request);
  }

  /** Fails with an {@link HttpError.Thrown} where the whole request is wrong. */
  private Future<OperationResponse> answer(
      RoutingContext request,
      AskedOperation asked,
      Caller caller,
      Cancellation cancellation,
      ProfileTally tally) {
    return documents
        .find(asked.document(), asked.requestId(), caller)
        .compose(known -> answer(
                request,
                asked.of(known, RequestNotes.of(request).span()),
                caller,
                cancellation,
                tally)
            .onSuccess(answer -> register(known, answer)))
        .recover(failure -> failure instanceof DocumentRefusal refusal
            ? Future.succeededFuture(refused(request, refusal))
            : Future.failedFuture(failure));
  }

  private static OperationResponse refused(RoutingContext request, DocumentRefusal refusal) {
    OperationResponse answer = DocumentErrors.answer(refusal);
    answer.errors().forEach(error -> RequestEnds.refused(request, error.code()));
    return answer;
  }

  private Future<OperationResponse> answer(
      RoutingContext request,
      OperationRequest operation,
      Caller caller,
      Cancellation cancellation,
      ProfileTally tally) {
    return request.request().method().equals(HttpMethod.GET) && operations.isNoQuery(operation)
        ? Future.failedFuture(
            new HttpError.Thrown(HttpError.methodNotAllowed("POST", "GET is for queries only.")))
        : execute(request, operation, caller, cancellation, tally);
  }

  /** Only what was found good, and within limits, is known by its hash from now on. */
  private void register(KnownDocument known, OperationResponse answer) {
    if (answer.executed()) {
      documents.executed(known);
    }
  }

  /** A bug in one member of a batch leaves the others standing. */
  private Future<OperationResponse> execute(
      RoutingContext request,
      OperationRequest operation,
      Caller caller,
      Cancellation cancellation,
      ProfileTally tally) {
    Future<OperationResponse> executed;
    try {
      executed = operations.execute(operation, caller, cancellation, tally);
    } catch (RuntimeException bug) {
      executed = Future.failedFuture(bug);
    }
    return executed.otherwise(bug -> {
      LOG.error("request {} failed", operation.id(), Bug.of(bug));
      HttpError error = HttpError.internal(operation.id());
      RequestEnds.refused(request, error.code());
      return OperationResponse.refused(
          List.of(GatewayError.ofRequest(error.code(), error.message())));
    });
  }

  private static void end(RoutingContext request, Negotiation negotiated, Written written) {
    request
        .response()
        .setStatusCode(written.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, negotiated.contentType())
        .putHeader(HttpHeaders.CACHE_CONTROL, written.cacheControl())
        .end(written.body());
  }

  /** As long as all that it tells is fresh; an answer with an error may be another one the next time. */
  private String kept(OperationResponse answer) {
    Duration longest = answer.freshFor().compareTo(maxAge) < 0 ? answer.freshFor() : maxAge;
    return answer.errors().isEmpty() && longest.toSeconds() > 0
        ? "private, max-age=" + longest.toSeconds()
        : "no-store";
  }

  private record Written(int status, String cacheControl, Buffer body) {}

  /** A client that takes {@code application/json} reads the status as HTTP's alone; a batch has one for all. */
  private static int status(
      Negotiation negotiated, GraphQlRequest asked, List<OperationResponse> answers) {
    boolean bug = !asked.batch() && statusOf(answers.get(0)) == 500;
    if (!bug
        && (negotiated == Negotiation.JSON || asked.batch() || answers.get(0).executed())) {
      return 200;
    }
    return statusOf(answers.get(0));
  }

  private static int statusOf(OperationResponse answer) {
    return answer.executed() ? 200 : answer.errors().get(0).code().status();
  }
}
