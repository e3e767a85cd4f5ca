package profilegateway.redis.copies;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.Fetch;
import profilegateway.cache.copies.Known;
import profilegateway.cache.store.SharedCache.Claim;
import profilegateway.cache.store.SharedCache.Query;
import profilegateway.profile.Deadline;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileReference;
import profilegateway.redis.link.RedisLink;
import profilegateway.redis.link.Script;

/** Takes leases to fetch parts of profiles. Thread-safe. */
final class LeaseGrants {
  private static final Script CLAIM = Script.named(LeaseGrants.class, "copies.lua", "claim.lua");

  /** Whatever is held is new enough. */
  private static final String ANY = "any";

  /** Whatever is held is of no use. */
  private static final String NONE = "none";

  /** Leases of such owners are taken by whoever has somebody waiting. */
  private static final String YIELDS = "~";

  private final RedisLink link;
  private final Glance glance;
  private final List<ShelfReader> readers;
  private final Leases leases;
  private final TimesToLive timesToLive;
  private final boolean withholds;
  private final String instance;
  private final LongSupplier nanoTime;
  private final AtomicLong made = new AtomicLong();

  /**
   * @param readers of all shelves; the first is written to
   * @param withholds whether nothing is told of users who opted out, so that nothing has to be fetched of them
   * @param instance this instance; no other has that name
   */
  LeaseGrants(
      RedisLink link,
      Glance glance,
      List<ShelfReader> readers,
      Leases leases,
      TimesToLive timesToLive,
      boolean withholds,
      String instance,
      LongSupplier nanoTime) {
    this.link = link;
    this.glance = glance;
    this.readers = readers;
    this.leases = leases;
    this.timesToLive = timesToLive;
    this.withholds = withholds;
    this.instance = instance;
    this.nanoTime = nanoTime;
  }

  Future<Claim> claim(Query query, @Nullable Fetch than, boolean yields, Duration limit) {
    String newer = than == null ? ANY : Long.toString(age(than));
    String owner = (yields ? YIELDS : "") + instance + ' ' + made.incrementAndGet();
    return new Attempt(query, newer, owner, Deadline.after(limit, nanoTime)).at(query.reference());
  }

  private long age(Fetch fetch) {
    return TimeUnit.NANOSECONDS.toMillis(Math.max(0, nanoTime.getAsLong() - fetch.nanos()));
  }

  /** One claim, which may take more than one step. */
  private final class Attempt {
    private final Query query;
    private final String newer;
    private final String owner;
    private final Deadline end;

    private Attempt(Query query, String newer, String owner, Deadline end) {
      this.query = query;
      this.newer = newer;
      this.owner = owner;
      this.end = end;
    }

    /** Claims by {@code subject}: the requested reference, or the mpid that is linked with it. */
    private Future<Claim> at(ProfileReference subject) {
      ProfileKeys profileKeys = readers.get(0).shelf().keys(subject);
      Future<Map<ProfileKeys, Snapshot>> others = others(subject);
      return ask(subject, profileKeys, query.parts(), newer)
          .compose(claimed -> others
              .compose(seen -> at(subject, profileKeys, claimed, seen))
              .onFailure(failure -> giveBack(subject, claimed)));
    }

    private Future<Claim> at(
        ProfileReference subject,
        ProfileKeys profileKeys,
        Claimed claimed,
        Map<ProfileKeys, Snapshot> others) {
      List<Shelved> all = new ArrayList<>();
      all.add(shelved(readers.get(0), subject, query.parts(), claimed.snapshot()));
      for (ShelfReader other : readers.subList(1, readers.size())) {
        Snapshot seen = others.getOrDefault(other.shelf().keys(subject), Snapshot.EMPTY);
        all.add(shelved(other, subject, Parts.NONE, glance.onClockOf(claimed.snapshot(), seen)));
      }
      return Shelved.link(all)
          .map(this::at)
          .orElseGet(
              () -> rest(subject, profileKeys, Shelved.known(all, nanoTime.getAsLong()), claimed));
    }

    /**
     * Reads the states under the other keys: an instance that does not know the new key writes purges and opt-outs under the old one
     * alone.
     */
    private Future<Map<ProfileKeys, Snapshot>> others(ProfileReference subject) {
      Map<ProfileKeys, Set<String>> names = new LinkedHashMap<>();
      for (ShelfReader other : readers.subList(1, readers.size())) {
        ProfileKeys profileKeys = other.shelf().keys(subject);
        names.put(profileKeys, Set.of(profileKeys.state()));
      }
      return glance.at(names, end.remaining());
    }

    private static Shelved shelved(
        ShelfReader reader, ProfileReference subject, Parts parts, Snapshot snapshot) {
      ProfileKeys profileKeys = reader.shelf().keys(subject);
      return subject instanceof Mpid mpid
          ? reader.profile(profileKeys, mpid, parts, snapshot)
          : reader.identity(profileKeys, snapshot);
    }

    /** Also claims the parts that are held but cannot be read. */
    private Future<Claim> rest(
        ProfileReference subject, ProfileKeys profileKeys, Known known, Claimed claimed) {
      Parts unreadable = claimed.others(query.parts()).minus(readable(known));
      return unreadable.isEmpty()
          ? Future.succeededFuture(claim(subject, known, claimed))
          : ask(subject, profileKeys, unreadable, NONE)
              .map(more -> claim(subject, known, claimed.and(more)));
    }

    /** What is granted too late is given back: whoever else wants it must not wait until the leases end by themselves. */
    private Future<Claimed> ask(
        ProfileReference subject, ProfileKeys profileKeys, Parts parts, String newer) {
      List<String> keys = new ArrayList<>(List.of(profileKeys.state(), profileKeys.link()));
      for (Part part : parts.members()) {
        keys.add(profileKeys.copy(part));
        keys.add(profileKeys.lease(part));
      }
      long nanos = nanoTime.getAsLong();
      return CLAIM
          .run(
              link,
              end.remaining(),
              keys,
              List.of(
                  owner,
                  Leases.LASTING.toMillis(),
                  withholds ? "ao" : "a",
                  TimesToLive.millisAtMost(timesToLive.absent()),
                  newer),
              late -> giveBack(subject, Claimed.read(late, profileKeys, parts, nanos)))
          .map(answer -> Claimed.read(answer, profileKeys, parts, nanos));
    }

    private Parts readable(Known known) {
      if (known instanceof Known.Absent) {
        return Parts.ALL;
      }
      if (known instanceof Known.Held held) {
        boolean isWithheld = withholds && held.copies().head().mayHaveOptedOut();
        return isWithheld ? Parts.ALL : held.copies().parts();
      }
      return Parts.NONE;
    }

    private Claim claim(ProfileReference subject, Known known, Claimed claimed) {
      return new Claim(
          known, claimed.granted(), claimed.busy(), claimed.failure(), lease(subject, claimed));
    }

    private RedisLease lease(ProfileReference subject, Claimed claimed) {
      return new RedisLease(
          leases, owner, query.reference(), subject, claimed.granted(), claimed.stamp());
    }

    private void giveBack(ProfileReference subject, Claimed claimed) {
      var unused = lease(subject, claimed).release();
    }
  }
}
