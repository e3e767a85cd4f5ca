package profilegateway.upstream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Lookup;
import profilegateway.profile.Span;
import profilegateway.profile.Wanted;
import profilegateway.upstream.api.CallFailed;
import profilegateway.upstream.api.ProfileApi;
import profilegateway.upstream.token.Token;

/** An API that does with each call what a test said beforehand, and leaves further ones without an answer. */
final class FakeProfileApi implements ProfileApi {
  private static final Lookup ANSWER = new Lookup.Absent();

  private final List<Call> calls = new ArrayList<>();
  private final Deque<Outcome> script = new ArrayDeque<>();
  private final List<Promise<Lookup>> open = new ArrayList<>();
  private Runnable heldUp = () -> {};

  /** A call as it came. */
  record Call(String token, Duration limit) {}

  private record Outcome(boolean isSent, @Nullable CallFailed failure) {}

  @Override
  public synchronized Future<Lookup> fetch(
      Wanted wanted, Token token, Duration limit, BooleanSupplier departs, Span span) {
    calls.add(new Call(token.value(), limit));
    Outcome outcome = script.poll();
    heldUp.run();
    if ((outcome == null || outcome.isSent) && !departs.getAsBoolean()) {
      return Future.failedFuture(new CallFailed(CallFailed.Kind.LATE));
    }
    if (outcome == null) {
      Promise<Lookup> answer = Promise.promise();
      open.add(answer);
      return answer.future();
    }
    return outcome.failure == null
        ? Future.succeededFuture(ANSWER)
        : Future.failedFuture(outcome.failure);
  }

  @Override
  public Future<Void> connect() {
    return Future.succeededFuture();
  }

  /** Something comes between each call and its departure. */
  synchronized void holdUp(Runnable between) {
    heldUp = between;
  }

  /** The next call is answered. */
  synchronized void answers() {
    script.add(new Outcome(true, null));
  }

  /** The next call fails. */
  synchronized void fails(CallFailed.Kind kind) {
    fails(new CallFailed(kind));
  }

  synchronized void fails(CallFailed failure) {
    script.add(new Outcome(true, failure));
  }

  /** The next call never goes out. */
  synchronized void doesNotSend(CallFailed.Kind kind) {
    script.add(new Outcome(false, new CallFailed(kind)));
  }

  /** Answers the oldest call that has no answer. */
  void answer() {
    oldest().complete(ANSWER);
  }

  /** Fails the oldest call that has no answer. */
  void fail(CallFailed.Kind kind) {
    oldest().fail(new CallFailed(kind));
  }

  private synchronized Promise<Lookup> oldest() {
    return open.remove(0);
  }

  synchronized List<Call> calls() {
    return List.copyOf(calls);
  }
}
