package profilegateway.upstream;

import io.vertx.core.Future;

/** Where tokens are issued. */
interface TokenEndpoint {

  /** Asks for one; fails with a {@code ProfileFailure}: refused where the credentials are, else unavailable. */
  Future<Token> request();
}
