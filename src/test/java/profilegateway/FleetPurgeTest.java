package profilegateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import profilegateway.cache.LocalDrop;
import profilegateway.cache.copies.Fetch;
import profilegateway.cache.copies.Known;
import profilegateway.cache.store.SharedCache;
import profilegateway.http.Purge;
import profilegateway.http.Purge.Outcome;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;
import profilegateway.profile.ProfileReference;

class FleetPurgeTest {
  private static final Mpid ONE = new Mpid(1);
  private static final Mpid TWO = new Mpid(2);
  private static final Identity ANN = new Identity("customer_id", "ann");
  private static final Identity BEN = new Identity("customer_id", "ben");

  private final List<Object> dropped = new ArrayList<>();

  @Test
  void aloneItIsCompleteOnceThisProcessHasDroppedIt() {
    assertThat(purge(null, false, Map.of(ANN, TWO)))
        .isEqualTo(new Purge.Purged(
            Outcome.COMPLETE, 3, Set.of(BEN), List.of("this instance"), List.of()));
    assertThat(dropped).containsExactly(Set.of(ONE), Set.of(ANN, BEN));
  }

  @Test
  void othersThatCannotBeReachedMakeItIncomplete() {
    assertThat(purge(null, true, Map.of()).outcome()).isEqualTo(Outcome.OTHERS_NOT_REACHED);
  }

  @Test
  void whoseAnIdentityIsThisProcessTellsTheOthers() {
    SharedCache shared = answering(Future.succeededFuture(
        new SharedCache.Purged(4, Set.of(ANN, BEN), List.of("a", "b"), List.of())));

    assertThat(purge(shared, true, Map.of(ANN, TWO)))
        .isEqualTo(
            new Purge.Purged(Outcome.COMPLETE, 7, Set.of(BEN), List.of("a", "b"), List.of()));
    assertThat(dropped)
        .as("here first, so that it is known whose the identities are")
        .containsExactly(Set.of(ONE), Set.of(ANN, BEN), Set.of(ONE, TWO), Set.of(ANN, BEN));
  }

  @Test
  void anIdentityIsLinkedWhenEitherKnewWhoseItIs() {
    SharedCache shared = answering(
        Future.succeededFuture(new SharedCache.Purged(0, Set.of(ANN), List.of("a"), List.of())));

    assertThat(purge(shared, true, Map.of(ANN, TWO)).unlinked()).isEmpty();
  }

  @Test
  void aSilentInstanceMakesItIncomplete() {
    SharedCache shared = answering(
        Future.succeededFuture(new SharedCache.Purged(4, Set.of(), List.of("a"), List.of("b"))));

    assertThat(purge(shared, true, Map.of()))
        .isEqualTo(
            new Purge.Purged(Outcome.INSTANCES_SILENT, 7, Set.of(), List.of("a"), List.of("b")));
  }

  @Test
  void withRedisAwayThisProcessHasDroppedItAllTheSame() {
    SharedCache shared = answering(Future.failedFuture("away"));

    assertThat(purge(shared, true, Map.of(ANN, TWO)))
        .isEqualTo(new Purge.Purged(
            Outcome.REDIS_AWAY, 3, Set.of(BEN), List.of("this instance"), List.of()));
  }

  private Purge.Purged purge(
      @Nullable SharedCache shared, boolean othersHoldTheirOwn, Map<Identity, Mpid> links) {
    FleetPurge purge = new FleetPurge(
        (mpids, identities) -> {
          dropped.addAll(List.of(mpids, identities));
          return new LocalDrop(3, links);
        },
        shared,
        othersHoldTheirOwn);
    return purge.purge(Set.of(ONE), Set.of(ANN, BEN)).result();
  }

  private SharedCache answering(Future<SharedCache.Purged> answer) {
    return new SharedCache() {
      @Override
      public Future<List<Known>> read(List<Query> queries, Duration limit) {
        throw new AssertionError("a purge reads nothing");
      }

      @Override
      public Future<Claim> claim(
          Query query, @Nullable Fetch than, boolean yields, Duration limit) {
        throw new AssertionError("a purge fetches nothing");
      }

      @Override
      public boolean hearsOfDrops() {
        return true;
      }

      @Override
      public int losses() {
        return 0;
      }

      @Override
      public void onDrop(Consumer<ProfileReference> listener) {}

      @Override
      public Future<Purged> purge(Set<Mpid> mpids, Set<Identity> identities) {
        dropped.addAll(List.of(mpids, identities));
        return answer;
      }
    };
  }
}
