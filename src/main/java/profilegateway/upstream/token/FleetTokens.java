package profilegateway.upstream.token;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/** The token that all instances of the gateway share, and the lease of the one that renews it. */
public interface FleetTokens {

  /** The token that was shared last; empty when there is none. Fails when it cannot be reached. */
  Future<Optional<SharedToken>> read();

  /**
   * Takes the lease to renew the token, or keeps it when {@code owner} holds it already. It ends by itself after
   * {@code time}, so that another instance takes over from one that died.
   *
   * @return whose it is now; fails when it cannot be reached
   */
  Future<Lease> lease(String owner, Duration time);

  /** Leaves the lease of {@code owner} without anybody for {@code time}; does nothing when another holds it. */
  Future<Void> abandon(String owner, Duration time);

  /** Gives the lease of {@code owner} back; does nothing when another holds it. */
  Future<Void> release(String owner);

  /** Shares a token until its life is over. */
  Future<Void> share(SharedToken token);

  /** Whose the lease is. */
  enum Lease {
    /** That of the owner who asks. */
    OWN,
    /** That of another, who is renewing the token. */
    ANOTHERS,
    /** Nobody's for a while: whoever had it got no token. */
    ABANDONED
  }

  /**
   * A token as it is shared.
   *
   * @param value opaque; never shown
   * @param left how long it serves from now on
   * @param life how long it served when it was received
   */
  record SharedToken(String value, Duration left, Duration life) {
    @Override
    public String toString() {
      return "SharedToken[***]";
    }
  }
}
