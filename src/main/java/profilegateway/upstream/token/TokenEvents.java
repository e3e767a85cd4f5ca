package profilegateway.upstream.token;

import java.time.Duration;

/** What happens to the token that calls are made with. */
public interface TokenEvents {

  /** The token endpoint gave this instance a token, which others may use too. */
  default void tokenIssued(Duration life) {}

  /** The token endpoint refuses the gateway's credentials. */
  default void tokenRefused(int status) {}

  /** The token endpoint gave no token that can be used; status 0 when it did not answer at all. */
  default void tokenUnavailable(int status) {}

  /** The file that the client secret is kept in cannot be read. */
  default void secretUnreadable(String path) {}
}
