package profilegateway.upstream.api;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import profilegateway.profile.Lookup;
import profilegateway.profile.Span;
import profilegateway.profile.Wanted;
import profilegateway.upstream.token.Token;

/** Where one call goes. */
public interface ProfileApi {

  /**
   * Fetches one profile with one call.
   *
   * @param limit the longest that it takes in all
   * @param departs asked a moment before the call goes out, and not at all when it cannot: whether it shall after all
   * @param span the call in a trace, which goes on at the other end
   * @return {@code Found} or {@code Absent}; fails with {@link CallFailed}
   */
  Future<Lookup> fetch(
      Wanted wanted, Token token, Duration limit, BooleanSupplier departs, Span span);

  /** Makes the first connection, so that no call has to wait for it. Fails as the connection does. */
  Future<Void> connect();
}
