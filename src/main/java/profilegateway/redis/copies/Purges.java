package profilegateway.redis.copies;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import profilegateway.cache.store.SharedCache.Purged;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileReference;
import profilegateway.redis.bus.Drops;
import profilegateway.redis.bus.Drops.Confirmed;
import profilegateway.redis.codec.CopyCodec;
import profilegateway.redis.codec.CopyCodec.Copied;
import profilegateway.redis.link.RedisLink;
import profilegateway.redis.link.Script;

/** Drops profiles on purpose: from all shelves, and in all instances. Thread-safe. */
final class Purges {
  private static final Script DROP = Script.named(Purges.class, "copies.lua", "drop.lua");

  /** As many are dropped at once: a long list must not keep what else is asked of Redis waiting. */
  private static final int AT_ONCE = 20;

  private final RedisLink link;
  private final Glance glance;
  private final List<Shelf> shelves;
  private final CopyCodec codec;
  private final TimesToLive timesToLive;
  private final Drops drops;

  Purges(
      RedisLink link,
      Glance glance,
      List<Shelf> shelves,
      CopyCodec codec,
      TimesToLive timesToLive,
      Drops drops) {
    this.link = link;
    this.glance = glance;
    this.shelves = shelves;
    this.codec = codec;
    this.timesToLive = timesToLive;
    this.drops = drops;
  }

  /**
   * What went from Redis.
   *
   * @param linked whose the identities were
   * @param unlinked identities of which that was not known
   */
  private record Gone(int entries, Set<Mpid> linked, Set<Identity> unlinked) {
    private static final Gone NOTHING = new Gone(0, Set.of(), Set.of());

    private Gone and(Gone more) {
      return new Gone(
          entries + more.entries, union(linked, more.linked), union(unlinked, more.unlinked));
    }
  }

  /** What went from one shelf of one reference. */
  private record Went(int entries, Optional<Mpid> linked) {}

  Future<Purged> purge(Set<Mpid> mpids, Set<Identity> identities) {
    return linked(identities)
        .compose(linked -> drop(union(mpids, linked), identities))
        // Instances are told even when Redis could not be.
        .transform(gone -> announce(mpids, identities, gone));
  }

  /**
   * Drops profiles before the identities that lead to them: were it to fail half-way, they would be found again. Whose
   * an identity has become in between goes last.
   */
  private Future<Gone> drop(Set<Mpid> mpids, Set<Identity> identities) {
    return drop(mpids)
        .compose(gone -> drop(identities).map(gone::and))
        .compose(gone -> drop(minus(gone.linked, mpids)).map(gone::and));
  }

  private Future<Set<Mpid>> linked(Set<Identity> identities) {
    Map<ProfileKeys, Set<String>> names = new HashMap<>();
    for (Shelf shelf : shelves) {
      identities.stream()
          .map(shelf::keys)
          .forEach(profileKeys -> names.put(profileKeys, Set.of(profileKeys.link())));
    }
    return glance
        .at(names, RedisLink.LIMIT)
        .map(seen -> identities.stream()
            .flatMap(identity -> shelves.stream().flatMap(shelf -> linked(shelf, identity, seen)))
            .collect(Collectors.toUnmodifiableSet()));
  }

  private Stream<Mpid> linked(Shelf shelf, Identity identity, Map<ProfileKeys, Snapshot> seen) {
    ProfileKeys profileKeys = shelf.keys(identity);
    return Optional.ofNullable(seen.get(profileKeys))
        .flatMap(snapshot -> snapshot.copy(profileKeys.link()))
        .flatMap(link -> linked(shelf, profileKeys, link))
        .stream();
  }

  private Optional<Mpid> linked(Shelf shelf, ProfileKeys profileKeys, Stored link) {
    return shelf.open(profileKeys.link(), link).flatMap(codec::link).map(Copied::value);
  }

  private Future<Purged> announce(
      Set<Mpid> mpids, Set<Identity> identities, AsyncResult<Gone> gone) {
    Set<ProfileReference> all = new HashSet<>(mpids);
    all.addAll(identities);
    if (gone.succeeded()) {
      all.addAll(gone.result().linked);
    }
    return drops
        .announce(all)
        .compose(confirmed -> gone.succeeded()
            ? purged(gone.result(), confirmed)
            : Future.failedFuture(gone.cause()));
  }

  private Future<Purged> purged(Gone gone, Confirmed confirmed) {
    // Who there is, is not known to whoever hears nobody.
    return drops.hearsOfDrops()
        ? Future.succeededFuture(new Purged(
            gone.entries,
            gone.unlinked,
            List.copyOf(new TreeSet<>(confirmed.confirmed())),
            List.copyOf(new TreeSet<>(confirmed.silent()))))
        : Future.failedFuture(
            VertxException.noStackTrace("this instance does not hear the others"));
  }

  private Future<Gone> drop(Set<? extends ProfileReference> references) {
    return drop(List.copyOf(references));
  }

  private Future<Gone> drop(List<? extends ProfileReference> references) {
    if (references.isEmpty()) {
      return Future.succeededFuture(Gone.NOTHING);
    }
    int count = Math.min(AT_ONCE, references.size());
    List<Future<Gone>> dropped =
        references.subList(0, count).stream().map(this::drop).toList();
    return Future.join(dropped)
        .map(done -> dropped.stream().map(Future::result).reduce(Gone.NOTHING, Gone::and))
        .compose(gone -> drop(references.subList(count, references.size())).map(gone::and));
  }

  private Future<Gone> drop(ProfileReference reference) {
    List<Future<Went>> went =
        shelves.stream().map(shelf -> drop(shelf, reference)).toList();
    return Future.join(went)
        .map(done -> gone(reference, went.stream().map(Future::result).toList()));
  }

  private static Gone gone(ProfileReference reference, List<Went> went) {
    Set<Mpid> linked =
        went.stream().flatMap(each -> each.linked.stream()).collect(Collectors.toUnmodifiableSet());
    return new Gone(
        went.stream().mapToInt(each -> each.entries).sum(),
        linked,
        reference instanceof Identity identity && linked.isEmpty() ? Set.of(identity) : Set.of());
  }

  private Future<Went> drop(Shelf shelf, ProfileReference reference) {
    ProfileKeys profileKeys = shelf.keys(reference);
    List<String> keys = new ArrayList<>(profileKeys.whole());
    keys.addAll(profileKeys.leases(Parts.ALL));
    return DROP.run(link, RedisLink.LIMIT, keys, timesToLive.fenceMillis())
        .map(answer -> went(shelf, profileKeys, answer));
  }

  private Went went(Shelf shelf, ProfileKeys profileKeys, Response answer) {
    Optional<Mpid> linked =
        Stored.copy(answer.get(1).toBytes()).flatMap(link -> linked(shelf, profileKeys, link));
    return new Went((int) Script.number(answer.get(0)), linked);
  }

  private static <T> Set<T> minus(Set<T> some, Set<T> others) {
    Set<T> rest = new HashSet<>(some);
    rest.removeAll(others);
    return Set.copyOf(rest);
  }

  private static <T> Set<T> union(Set<T> some, Set<T> others) {
    Set<T> union = new HashSet<>(some);
    union.addAll(others);
    return Set.copyOf(union);
  }
}
