package profilegateway.upstream;

import io.vertx.core.Future;
import java.time.Duration;
import profilegateway.profile.Lookup;
import profilegateway.profile.Wanted;

/** Where one call goes. */
interface ProfileApi {

  /**
   * Fetches one profile with one call.
   *
   * @param limit the longest that it takes in all
   * @param sent run when the call goes out, and not at all when it never does
   * @return {@code Found} or {@code Absent}; fails with {@link CallFailed}
   */
  Future<Lookup> fetch(Wanted wanted, Token token, Duration limit, Runnable sent);
}
