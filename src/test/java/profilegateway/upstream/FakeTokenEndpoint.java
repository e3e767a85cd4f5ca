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
  private final String name;
  private @Nullable Token lastReplaced;
  private int answered;

  FakeTokenEndpoint() {
    this("token");
  }

  /** One whose tokens are called so, with a number. */
  FakeTokenEndpoint(String name) {
    this.name = name;
  }

  @Override
  public synchronized Future<Token> request(@Nullable Token replaced) {
    Promise<Token> request = Promise.promise();
    requests.add(request);
    lastReplaced = replaced;
    return request.future();
  }

  synchronized int requests() {
    return requests.size();
  }

  /** Which token the latest request is to replace. */
  synchronized @Nullable Token lastReplaced() {
    return lastReplaced;
  }

  /** Answers the oldest open request with a new token that lives this long. */
  Token issue(Duration life) {
    Promise<Token> request = next();
    Token token = new Token(name + "-" + answered, life);
    request.complete(token);
    return token;
  }

  /** Answers the oldest open request with this token. */
  void issue(Token token) {
    next().complete(token);
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
