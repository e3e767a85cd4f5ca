package profilegateway.upstream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.ProfileFailure;

/** An endpoint whose answers are given by hand, in the order of the requests. */
final class FakeTokenEndpoint implements TokenEndpoint {
  private final List<Promise<Token>> requests = new ArrayList<>();
  private int answered;

  @Override
  public synchronized Future<Token> request(@Nullable Token replaced) {
    Promise<Token> request = Promise.promise();
    requests.add(request);
    return request.future();
  }

  synchronized int requests() {
    return requests.size();
  }

  /** Answers the oldest open request with a new token that lives this long. */
  Token issue(Duration life) {
    Promise<Token> request = next();
    Token token = new Token("token-" + answered, life);
    request.complete(token);
    return token;
  }

  /** Fails the oldest open request. */
  void fail(Throwable failure) {
    next().fail(failure);
  }

  void fail() {
    fail(new ProfileFailure(ProfileFailure.Code.UNAVAILABLE));
  }

  private synchronized Promise<Token> next() {
    if (answered == requests.size()) {
      throw new AssertionError("no open request after " + answered);
    }
    return requests.get(answered++);
  }
}
