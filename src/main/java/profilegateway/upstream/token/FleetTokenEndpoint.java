package profilegateway.upstream.token;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.ProfileFailure;

/**
 * Gets tokens for a whole fleet: whoever holds the lease asks the token endpoint and shares the token, the others take
 * it from there. Where the one that asked got none, the others are told so instead of waiting for it. When the fleet
 * cannot be reached, each instance asks for itself.
 */
public final class FleetTokenEndpoint implements TokenEndpoint {
  /** Kept while the request runs; another instance takes over this long after the one that holds it died. */
  private static final Duration LEASE = Duration.ofSeconds(3);

  private static final Duration KEEP_LEASE_EVERY = Duration.ofSeconds(1);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  /** Nobody asks for so long after a failure: else the instances would ask one after the other. */
  private static final Duration REST = Duration.ofSeconds(1);

  /** A little longer than a token request may take. */
  private static final int MOST_LOOKS = 120;

  /** A fleet that fails so often in a row cannot be reached. Once is not enough: all would ask at once for a hiccup. */
  private static final int MOST_FAILURES = 15;

  private final FleetTokens fleet;
  private final TokenEndpoint direct;
  private final Function<Duration, Future<Void>> pause;
  private final String owner = UUID.randomUUID().toString();

  public FleetTokenEndpoint(
      FleetTokens fleet, TokenEndpoint direct, Function<Duration, Future<Void>> pause) {
    this.fleet = fleet;
    this.direct = direct;
    this.pause = pause;
  }

  @Override
  public Future<Token> request(@Nullable Token replaced) {
    return look(replaced, MOST_LOOKS, MOST_FAILURES);
  }

  private Future<Token> look(@Nullable Token replaced, int looks, int failures) {
    if (looks == 0) {
      return unavailable();
    }
    if (failures == 0) {
      return direct.request(replaced).compose(this::shareWhenReached);
    }
    return shared(replaced)
        .compose(
            shared -> shared.isPresent() ? Future.succeededFuture(shared) : leadOrFollow(replaced))
        .transform(found -> {
          if (found.succeeded()) {
            return found.result().isPresent()
                ? Future.succeededFuture(found.result().get())
                : lookAgain(replaced, looks - 1, MOST_FAILURES);
          }
          return found.cause() instanceof ProfileFailure
              ? Future.failedFuture(found.cause())
              : lookAgain(replaced, looks - 1, failures - 1);
        });
  }

  private Future<Token> lookAgain(@Nullable Token replaced, int looks, int failures) {
    return pause.apply(LOOK_EVERY).compose(paused -> look(replaced, looks, failures));
  }

  /** The token that is shared, unless it is the very one that is to be replaced. */
  private Future<Optional<Token>> shared(@Nullable Token replaced) {
    return fleet
        .read()
        .map(shared -> shared
            .filter(token -> replaced == null || !token.value().equals(replaced.value()))
            .map(token -> new Token(token.value(), token.left(), token.life())));
  }

  /** Empty while another instance leads. */
  private Future<Optional<Token>> leadOrFollow(@Nullable Token replaced) {
    return fleet.lease(owner, LEASE).compose(lease -> switch (lease) {
      case OWN -> lead(replaced);
      case ANOTHERS -> Future.succeededFuture(Optional.empty());
      case ABANDONED -> unavailable();
    });
  }

  private static <T> Future<T> unavailable() {
    return Future.failedFuture(new ProfileFailure(ProfileFailure.Code.UNAVAILABLE));
  }

  /** Asks for all. Where another instance led between the look and the lease, its token is taken. */
  private Future<Optional<Token>> lead(@Nullable Token replaced) {
    return shared(replaced).compose(shared -> {
      if (shared.isPresent()) {
        return fleet.release(owner).otherwiseEmpty().map(shared);
      }
      Future<Token> requested = direct.request(replaced);
      keepLeaseUntil(requested);
      return requested
          .compose(this::shareWhenReached)
          .map(Optional::of)
          .recover(failure ->
              fleet.abandon(owner, REST).transform(abandoned -> Future.failedFuture(failure)));
    });
  }

  private Future<Token> shareWhenReached(Token token) {
    return fleet
        .share(new FleetTokens.SharedToken(token.value(), token.left(), token.life()))
        .compose(shared -> fleet.release(owner))
        .transform(shared -> Future.succeededFuture(token));
  }

  private void keepLeaseUntil(Future<Token> requested) {
    pause.apply(KEEP_LEASE_EVERY).onSuccess(paused -> {
      if (!requested.isComplete()) {
        fleet.lease(owner, LEASE).onComplete(kept -> keepLeaseUntil(requested));
      }
    });
  }
}
