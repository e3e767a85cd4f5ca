package profilegateway.http;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
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
import profilegateway.profile.AtOnce;
import profilegateway.profile.Bug;

/** GraphQL over HTTP: takes requests in, reads operations, has them executed, writes their answers. */
final class GraphQlHandler {
  private static final Logger LOG = LoggerFactory.getLogger(GraphQlHandler.class);
  private static final CharSequence API_KEY = HttpHeaders.createOptimized("X-API-Key");
  private static final Future<Buffer> NO_BODY = Future.succeededFuture(Buffer.buffer());

  private static final CharSequence VARY = HttpHeaders.createOptimized(Routes.VARY);

  private final List<Step> steps;
  private final Operations operations;
  private final Callers callers;
  private final PersistedDocuments documents;
  private final Admission admission;
  private final RequestReader reader;
  private final Negotiation json;
  private final ResponseSender sender;

  /**
   * Serves GraphQL.
   *
   * @param steps what a request has to pass before it is read, in this order
   */
  GraphQlHandler(
      List<Step> steps,
      Operations operations,
      Callers callers,
      PersistedDocuments documents,
      Admission admission,
      HttpConfig config) {
    this.steps = steps;
    this.operations = operations;
    this.callers = callers;
    this.documents = documents;
    this.admission = admission;
    this.reader = new RequestReader(admission.limits());
    this.json = Negotiation.ofJson(config.statuses());
    this.sender = new ResponseSender(config);
  }

  void handle(Exchange exchange) {
    exchange.response().headers().add(HttpHeaders.VARY, VARY);
    Negotiation accepted = Negotiation.of(exchange.request(), json);
    exchange.respondIn(accepted == null ? json : accepted);
    for (Step step : steps) {
      if (!step.passes(exchange)) {
        return;
      }
    }
    body(exchange)
        .onComplete(
            body -> handle(exchange, body, accepted != null),
            failure -> endFailed(exchange, failure));
  }

  private Future<Buffer> body(Exchange exchange) {
    return isPost(exchange.request()) ? BoundedBody.of(exchange, admission) : NO_BODY;
  }

  private void handle(Exchange exchange, Buffer body, boolean isAcceptable) {
    if (exchange.isOver()) {
      return;
    }
    Load.Share load;
    Future<Caller> identified;
    try {
      load = admission.load().take(exchange);
      requireAcceptable(isAcceptable);
      requireMethod(exchange.request());
      identified = identify(callers, exchange.request());
    } catch (HttpError.Thrown wrong) {
      Answers.end(exchange, wrong.error());
      return;
    } catch (RuntimeException bug) {
      // Nobody else sees it once a body was waited for, and the client would wait for ever.
      Answers.endBug(exchange, bug);
      return;
    }
    AtOnce.compose(identified, caller -> answer(exchange, body, load, caller))
        .onComplete(
            written -> ResponseSender.send(exchange, written),
            failure -> endFailed(exchange, failure));
  }

  /** Who the caller is; fails with a {@link Refusal}. */
  static Future<Caller> identify(Callers callers, HttpServerRequest request) {
    MultiMap headers = request.headers();
    return callers.identify(all(headers, HttpHeaders.AUTHORIZATION), all(headers, API_KEY));
  }

  /** Most requests have none. */
  private static List<String> all(MultiMap headers, CharSequence name) {
    return headers.contains(name) ? headers.getAll(name) : List.of();
  }

  private Future<ResponseSender.Written> answer(
      Exchange exchange, Buffer body, Load.Share load, Caller caller) {
    exchange.notes().calledBy(caller);
    GraphQlRequest asked;
    try {
      asked = isPost(exchange.request()) ? reader.post(exchange, body) : reader.get(exchange);
      load.members(asked.operations().size());
      admission.rates().take(caller, asked.operations().size());
    } catch (HttpError.Thrown wrong) {
      return Future.failedFuture(wrong);
    }
    return AtOnce.map(
        answers(exchange, asked.operations(), caller),
        answers -> sender.write(exchange, asked, answers));
  }

  private Future<List<OperationResponse>> answers(
      Exchange exchange, List<AskedOperation> asked, Caller caller) {
    ProfileTally tally = new ProfileTally();
    return asked.size() == 1
        ? AtOnce.map(answer(exchange, asked.get(0), caller, tally), List::of)
        : Future.all(asked.stream()
                .map(operation -> answer(exchange, operation, caller, tally))
                .toList())
            .map(all -> all.list());
  }

  static void endFailed(Exchange exchange, Throwable failure) {
    if (failure instanceof Refusal refusal) {
      exchange.notes().refusedFor(refusal.reason());
      Answers.end(exchange, HttpError.unauthenticated(refusal));
    } else if (failure instanceof HttpError.Thrown wrong) {
      Answers.end(exchange, wrong.error());
    } else {
      Answers.endBug(exchange, failure);
    }
  }

  private static boolean isPost(HttpServerRequest request) {
    return request.method().equals(HttpMethod.POST);
  }

  private static void requireAcceptable(boolean isAcceptable) throws HttpError.Thrown {
    if (!isAcceptable) {
      throw new HttpError.Thrown(
          HttpError.of(
              406,
              "Answers are application/graphql-response+json or application/json: accept one of them."));
    }
  }

  private static void requireMethod(HttpServerRequest request) throws HttpError.Thrown {
    if (!isPost(request) && !request.method().equals(HttpMethod.GET)) {
      throw new HttpError.Thrown(HttpError.methodNotAllowed(
          "GET, POST", "GraphQL is asked with POST, or with GET for queries."));
    }
  }

  /** Fails with an {@link HttpError.Thrown} where the whole request is wrong. */
  private Future<OperationResponse> answer(
      Exchange exchange, AskedOperation asked, Caller caller, ProfileTally tally) {
    Future<OperationResponse> answered = AtOnce.compose(
        documents.find(asked.document(), asked.requestId(), caller),
        known -> answer(exchange, asked.of(known, exchange.notes().span()), caller, tally)
            .onSuccess(answer -> register(known, answer)));
    return AtOnce.recover(
        answered,
        failure -> failure instanceof DocumentRefusal refusal
            ? Future.succeededFuture(refused(exchange, refusal))
            : Future.failedFuture(failure));
  }

  private static OperationResponse refused(Exchange exchange, DocumentRefusal refusal) {
    OperationResponse answer = DocumentErrors.answer(refusal);
    answer.errors().forEach(error -> exchange.refused(error.code()));
    return answer;
  }

  private Future<OperationResponse> answer(
      Exchange exchange, OperationRequest operation, Caller caller, ProfileTally tally) {
    return !isPost(exchange.request()) && operations.isNoQuery(operation)
        ? Future.failedFuture(
            new HttpError.Thrown(HttpError.methodNotAllowed("POST", "GET is for queries only.")))
        : execute(exchange, operation, caller, tally);
  }

  /** Only what was found good, and within limits, is known by its hash from now on. */
  private void register(KnownDocument known, OperationResponse answer) {
    if (answer.executed()) {
      documents.executed(known);
    }
  }

  /** A bug in one member of a batch leaves the others standing. */
  private Future<OperationResponse> execute(
      Exchange exchange, OperationRequest operation, Caller caller, ProfileTally tally) {
    Future<OperationResponse> executed;
    try {
      executed = operations.execute(operation, caller, exchange.cancellation(), tally);
    } catch (RuntimeException bug) {
      executed = Future.failedFuture(bug);
    }
    return AtOnce.recover(
        executed, bug -> Future.succeededFuture(broken(exchange, operation, bug)));
  }

  private static OperationResponse broken(
      Exchange exchange, OperationRequest operation, Throwable bug) {
    LOG.error("request {} failed", operation.id(), Bug.of(bug));
    HttpError error = HttpError.internal(operation.id());
    exchange.refused(error.code());
    return OperationResponse.refused(
        List.of(GatewayError.ofRequest(error.code(), error.message())));
  }
}
