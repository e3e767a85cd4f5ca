package profilegateway.upstream.token;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.ProfileFailure;

/** An endpoint whose answers are given by hand, in the order of the requests. */
public final class FakeTokenEndpoint implements TokenEndpoint {
  private final List<Promise<Token>> requests = new ArrayList<>();
  private final String name;
  private @Nullable Token lastReplaced;
  private int answered;

  public FakeTokenEndpoint() {
    this("token");
  }

  /** One whose tokens are called so, with a number. */
  public FakeTokenEndpoint(String name) {
    this.name = name;
  }

  @Override
  public synchronized Future<Token> request(@Nullable Token replaced) {
    Promise<Token> request = Promise.promise();
    requests.add(request);
    lastReplaced = replaced;
    return request.future();
  }

  public synchronized int requests() {
    return requests.size();
  }

  /** Which token the latest request is to replace. */
  public synchronized @Nullable Token lastReplaced() {
    return lastReplaced;
  }

  /** Answers the oldest open request with a new token that lives this long. */
  public Token issue(Duration life) {
    Promise<Token> request = next();
    Token token = new Token(name + "-" + answered, life);
    request.complete(token);
    return token;
  }

  /** Answers the oldest open request with this token. */
  public void issue(Token token) {
    next().complete(token);
  }

  /** Fails the oldest open request. */
  public void fail(Throwable failure) {
    next().fail(failure);
  }

  public void fail() {
    fail(new ProfileFailure(ProfileFailure.Code.UNAVAILABLE));
  }

  private synchronized Promise<Token> next() {
    if (answered == requests.size()) {
      throw new AssertionError("no open request after " + answered);
    }
    return requests.get(answered++);
  }
}
