package profilegateway.upstream.token;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Where tokens are issued. */
public interface TokenEndpoint {

  /**
   * Gets one that is not {@code replaced}, the one that served so far; null where there was none. Fails with a {@code ProfileFailure}: refused where the credentials are, else unavailable.
   */
  Future<Token> request(@Nullable Token replaced);
}
