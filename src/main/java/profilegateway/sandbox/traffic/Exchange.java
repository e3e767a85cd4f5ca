package profilegateway.sandbox.traffic;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import profilegateway.sandbox.wire.Answer;

/** One call from its arrival to the end of its answer, or of its connection. Confined to one event loop. */
public final class Exchange {
  private final Vertx vertx;
  private final HttpServerRequest request;
  private final JournalEntry entry;
  private final Counters counters;
  private final Consumer<Exchange> ended;
  private boolean over;

  Exchange(
      Vertx vertx,
      HttpServerRequest request,
      JournalEntry entry,
      Counters counters,
      Consumer<Exchange> ended) {
    this.vertx = vertx;
    this.request = request;
    this.entry = entry;
    this.counters = counters;
    this.ended = ended;
    request
        .response()
        .endHandler(done -> end())
        .closeHandler(gone -> end())
        .exceptionHandler(gone -> end());
  }

  private void end() {
    over = true;
    ended.accept(this);
  }

  public Vertx vertx() {
    return vertx;
  }

  public Kind kind() {
    return entry.kind();
  }

  public HttpServerRequest request() {
    return request;
  }

  /** Whether the answer has been sent, or the caller is gone. */
  public boolean over() {
    return over;
  }

  public void authorized() {
    entry.authorized = true;
  }

  public void asksFor(List<String> fields) {
    entry.fields = fields;
  }

  public void isAbout(@Nullable Long mpid) {
    entry.mpid = mpid;
  }

  /** Whom the call is about, or null when that is not known. */
  public @Nullable Long mpid() {
    return entry.mpid;
  }

  public void names(String environment, String identityType, String identityValue) {
    entry.environment = environment;
    entry.identityType = identityType;
    entry.identityValue = identityValue;
  }

  public void suffers(String fault) {
    entry.fault = fault;
    counters.faulted(fault);
  }

  /** Runs {@code step} after a while, or now for 0, unless the call is over by then. */
  public void after(long millis, Runnable step) {
    if (millis > 0) {
      vertx.setTimer(millis, timer -> runUnlessOver(step));
    } else {
      runUnlessOver(step);
    }
  }

  private void runUnlessOver(Runnable step) {
    if (!over) {
      step.run();
    }
  }

  /** Sends a whole answer. */
  public void send(Answer answer) {
    head(answer.status(), answer.headers()).end(answer.body());
  }

  /** Begins an answer whose body the caller writes. */
  public HttpServerResponse head(int status, Map<String, String> headers) {
    entry.status = status;
    counters.answered(status);
    HttpServerResponse response = request.response().setStatusCode(status);
    headers.forEach(response::putHeader);
    return response;
  }

  /** Closes the connection, whatever has been sent. */
  public void hangUp() {
    end();
    request.connection().close();
  }
}
