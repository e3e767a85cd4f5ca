package profilegateway.command;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import profilegateway.cache.copies.Known;
import profilegateway.cache.store.SharedCache;
import profilegateway.profile.Cancellation;
import profilegateway.profile.Deadline;
import profilegateway.profile.Lane;
import profilegateway.profile.Ledger;
import profilegateway.profile.Lookup;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ProfileReference;
import profilegateway.profile.ProfileSource;
import profilegateway.profile.ReadContext;
import profilegateway.profile.Wanted;

/**
 * Has profiles of a list fetched, so many at once, in the lane of refreshes: whoever waits for a page goes first. Then looks
 * whether they lie where all instances find them. Confined to one event loop.
 */
final class Warming {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** What is full of calls has room again; what is down may be so for long. */
  private static final int MOST_TRIES = 10;

  private static final int MOST_ROUNDS = 3;
  private static final int LOOKED_UP_AT_ONCE = 100;

  private final Vertx vertx;
  private final ProfileSource source;
  private final SharedCache shared;
  private final Parts parts;
  private final int atOnce;
  private final LongSupplier nanoTime;
  private final WarmProgress progress;
  private final Tally tally = new Tally();
  private final List<ProfileReference> fetched = new ArrayList<>();

  Warming(
      Vertx vertx,
      ProfileSource source,
      SharedCache shared,
      Parts parts,
      int atOnce,
      LongSupplier nanoTime,
      WarmProgress progress) {
    this.vertx = vertx;
    this.source = source;
    this.shared = shared;
    this.parts = parts;
    this.atOnce = atOnce;
    this.nanoTime = nanoTime;
    this.progress = progress;
  }

  /** How far it is. */
  static final class Tally {
    private int fetched;
    private int held;
    private int absent;
    private int failed;
    private int lost;
    private int waits;

    /** Profiles that a call was made for. */
    int fetched() {
      return fetched;
    }

    /** Profiles that were held already. */
    int held() {
      return held;
    }

    /** Ids that mParticle has no profile for. */
    int absent() {
      return absent;
    }

    /** Ids of which nothing could be learned. */
    int failed() {
      return failed;
    }

    /** Profiles that were fetched, and are not held all the same. */
    int lost() {
      return lost;
    }

    /** How often there was no turn for a call, or no answer, and it was tried again later. */
    int waits() {
      return waits;
    }

    int done() {
      return fetched + held + absent + failed;
    }

    /** Whether all that exist are held now. */
    boolean isWhole() {
      return failed == 0 && lost == 0;
    }
  }

  /** Fetches those that are not held; ends with what came of it. */
  Future<Tally> run(List<ProfileReference> ids) {
    Promise<Tally> ended = Promise.promise();
    vertx
        .getOrCreateContext()
        .runOnContext(go -> rounds(ids, 1).map(done -> tally).onComplete(ended));
    return ended.future();
  }

  /** What Redis did not take in, as it did not answer in time, is fetched again. */
  private Future<Void> rounds(List<ProfileReference> ids, int number) {
    Iterator<ProfileReference> rest = ids.iterator();
    List<Future<Void>> rows = new ArrayList<>();
    for (int row = 0; row < atOnce; row++) {
      rows.add(next(rest));
    }
    return Future.join(rows).compose(done -> look(List.copyOf(fetched), true)).compose(lost -> {
      fetched.clear();
      if (lost.isEmpty() || number == MOST_ROUNDS) {
        tally.lost = lost.size();
        return Future.succeededFuture();
      }
      tally.fetched -= lost.size();
      return rounds(lost, number + 1);
    });
  }

  private Future<Void> next(Iterator<ProfileReference> rest) {
    return rest.hasNext()
        ? read(rest.next(), 1).compose(read -> next(rest))
        : Future.succeededFuture();
  }

  private Future<Void> read(ProfileReference id, int number) {
    Ledger ledger = new Ledger();
    ReadContext context =
        new ReadContext(Deadline.after(DEADLINE, nanoTime), ledger, new Cancellation());
    return source
        .read(List.of(new Wanted(id, parts, Lane.BACKGROUND)), context)
        .compose(answers -> counted(id, number, answers.get(0), ledger.callCount() > 0));
  }

  private Future<Void> counted(ProfileReference id, int number, Lookup answer, boolean wasCalled) {
    if (answer instanceof Lookup.Failed failed
        && failed.failure().code() != ProfileFailure.Code.REFUSED
        && number < MOST_TRIES) {
      tally.waits++;
      progress.moved(tally);
      Duration told = failed.failure().retryAfter();
      return vertx
          .timer((told == null || told.compareTo(PAUSE) < 0 ? PAUSE : told).toMillis())
          .compose(later -> read(id, number + 1));
    }
    if (answer instanceof Lookup.Failed) {
      tally.failed++;
    } else if (answer instanceof Lookup.Absent) {
      tally.absent++;
    } else if (wasCalled) {
      tally.fetched++;
      fetched.add(id);
    } else {
      tally.held++;
    }
    progress.moved(tally);
    return Future.succeededFuture();
  }

  /** Those that do not lie there. What was fetched is written behind its answer: the last ones may need a moment. */
  private Future<List<ProfileReference>> look(List<ProfileReference> ids, boolean mayWait) {
    List<ProfileReference> lost = new ArrayList<>();
    Future<Void> looked = Future.succeededFuture();
    for (int from = 0; from < ids.size(); from += LOOKED_UP_AT_ONCE) {
      List<ProfileReference> some =
          ids.subList(from, Math.min(ids.size(), from + LOOKED_UP_AT_ONCE));
      looked = looked.compose(before -> lookAt(some)).onSuccess(lost::addAll).mapEmpty();
    }
    return looked.compose(all -> lost.isEmpty() || !mayWait
        ? Future.succeededFuture(List.copyOf(lost))
        : vertx.timer(PAUSE.toMillis()).compose(later -> look(List.copyOf(lost), false)));
  }

  private Future<List<ProfileReference>> lookAt(List<ProfileReference> ids) {
    List<SharedCache.Query> queries =
        ids.stream().map(id -> new SharedCache.Query(id, parts)).toList();
    return shared
        .read(queries, LOOK)
        .map(known -> IntStream.range(0, ids.size())
            .filter(index -> !isHeld(known.get(index)))
            .mapToObj(ids::get)
            .toList())
        .otherwise(ids);
  }

  private static boolean isHeld(Known known) {
    return known instanceof Known.Held || known instanceof Known.Absent;
  }
}
