package profilegateway.cache;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.CacheEvents.Level;
import profilegateway.cache.copies.CopyState;
import profilegateway.cache.copies.Exposure;
import profilegateway.cache.copies.Known;
import profilegateway.cache.store.SharedCache;
import profilegateway.config.CacheConfig;
import profilegateway.config.CallsMode;
import profilegateway.profile.AtOnce;
import profilegateway.profile.Deadline;
import profilegateway.profile.Identity;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ProfileReference;
import profilegateway.profile.ProfileSource;
import profilegateway.profile.ReadContext;
import profilegateway.profile.Timer;
import profilegateway.profile.Wanted;

/**
 * Answers from copies, and asks the next source for what is missing: once, however many want it. What may not be seen is left
 * out before anything is kept or told, with no copies kept at all too. Shared by all event loops.
 */
public final class CachedSource implements ProfileSource {
  private final CachePath path;

  CachedSource(CachePath path) {
    this.path = path;
    if (path.shared() != null) {
      path.shared().onDrop(this::dropped);
    }
  }

  /**
   * A source that asks {@code next} for what copies do not answer.
   *
   * @param config which copies are kept, and for how long
   * @param exposure which attributes may be seen
   * @param shared what all instances hold together; null where there is no such thing
   * @param mode whether calls are made at all
   * @param nanoTime as {@link System#nanoTime()}
   * @param events who wants to know what happens
   */
  public static CachedSource open(
      Vertx vertx,
      CacheConfig config,
      Exposure exposure,
      ProfileSource next,
      @Nullable SharedCache shared,
      Supplier<CallsMode> mode,
      InstantSource clock,
      LongSupplier nanoTime,
      CacheEvents events) {
    return new CachedSource(CachePath.of(
        config,
        exposure,
        next,
        config.shared() ? shared : null,
        mode,
        clock,
        nanoTime,
        Timer.of(vertx),
        () -> ThreadLocalRandom.current().nextDouble(),
        events));
  }

  @Override
  public Future<List<Lookup>> read(List<Wanted> wanted, ReadContext context) {
    @Nullable Lookup[] answers = new Lookup[wanted.size()];
    if (path.mode().get() == CallsMode.OFF) {
      Arrays.fill(answers, new Lookup.Failed(new ProfileFailure(ProfileFailure.Code.UNAVAILABLE)));
      return Future.succeededFuture(Arrays.asList(answers));
    }
    int ready = 0;
    for (int i = 0; i < answers.length; i++) {
      answers[i] = ready(wanted.get(i), context);
      if (answers[i] != null) {
        context.ledger().saved(wanted.get(i).lane(), 1);
        ready++;
      }
    }
    return ready == answers.length
        ? Future.succeededFuture(Arrays.asList(answers))
        : lookUp(wanted, answers, context);
  }

  /** The answer by copies in this process; null when they are not enough. */
  private @Nullable Lookup ready(Wanted wanted, ReadContext context) {
    long now = path.now();
    int drops = path.flights().drops();
    Parts parts = wanted.parts();
    ProfileReference reference = path.local().follow(wanted.reference());
    Known known = path.local().sure(reference);
    Parts fresh = path.lifetimes().upTo(CopyState.FRESH, parts, known, now);
    Parts rest = parts.minus(fresh);
    Parts stale = path.lifetimes().upTo(CopyState.STALE_WHILE_REVALIDATE, rest, known, now);
    path.told(Level.LOCAL, known, parts, fresh, stale);
    if (!rest.minus(stale).isEmpty()) {
      return null;
    }
    Refresh.stale(path, reference, stale, known, drops, context.span());
    return path.answers().first(parts, known, now);
  }

  private Future<List<Lookup>> lookUp(
      List<Wanted> wanted, @Nullable Lookup[] answers, ReadContext context) {
    Deadline limit = Deadline.after(FlightBatch.LIMIT, path.nanoTime());
    List<PendingLookup> lookups = new ArrayList<>();
    List<Flight> starting = new ArrayList<>();
    List<Future<Lookup>> all = new ArrayList<>(answers.length);
    for (int i = 0; i < answers.length; i++) {
      Lookup answer = answers[i];
      if (answer != null) {
        all.add(Future.succeededFuture(answer));
        continue;
      }
      PendingLookup lookup = new PendingLookup(path, wanted.get(i), context, limit);
      Flight flight = lookup.join(false);
      if (flight != null) {
        starting.add(flight);
      }
      lookups.add(lookup);
      all.add(lookup.answer());
    }
    context.cancellation().onCancel(() -> lookups.forEach(PendingLookup::cancel));
    FlightBatch.start(path, starting, limit);
    return AtOnce.all(all, answer -> answer);
  }

  /**
   * Drops what this process holds of profiles, with what it holds of whose the identities are. What is on its way of them now is
   * not kept.
   */
  public LocalDrop drop(Set<Mpid> mpids, Set<Identity> identities) {
    Map<Identity, Mpid> links = new HashMap<>();
    int entries = 0;
    for (Identity identity : identities) {
      Mpid owner = path.local().linked(identity);
      if (owner != null) {
        links.put(identity, owner);
        entries += drop(owner);
      }
      entries += drop(identity);
    }
    for (Mpid mpid : mpids) {
      entries += drop(mpid);
    }
    return new LocalDrop(entries, links);
  }

  private void dropped(ProfileReference reference) {
    var unused = reference instanceof Mpid mpid
        ? drop(Set.of(mpid), Set.of())
        : drop(Set.of(), Set.of((Identity) reference));
  }

  private int drop(ProfileReference reference) {
    path.flights().invalidate(reference);
    int entries = path.local().drop(reference);
    path.flights().dropped(reference);
    path.events().dropped();
    return entries;
  }
}
