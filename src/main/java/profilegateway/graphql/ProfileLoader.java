package profilegateway.graphql;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dataloader.DataLoader;
import org.dataloader.DataLoaderFactory;
import org.dataloader.DataLoaderRegistry;
import org.jspecify.annotations.Nullable;
import profilegateway.access.Caller;
import profilegateway.graphql.plan.Gathered;
import profilegateway.graphql.rights.Ownership;
import profilegateway.profile.Copy;
import profilegateway.profile.Lane;
import profilegateway.profile.Lookup;
import profilegateway.profile.Part;
import profilegateway.profile.PartLookup;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileReference;
import profilegateway.profile.ProfileSource;
import profilegateway.profile.ReadContext;
import profilegateway.profile.Span;
import profilegateway.profile.Wanted;

/**
 * The loader of one operation. Where it is for one profile, that is asked for at once; else the look-ups of all fields are gathered,
 * those of the same profile joined, and asked for in one batch, unless a plan has read them already. Confined to the event loop of
 * its operation.
 */
final class ProfileLoader {
  private final ProfileSource source;
  private final Caller caller;
  private final boolean isOfOne;
  private final ReadContext context;
  private final OperationEvents events;
  private final WaitingTime waitingTime;
  private final Map<ProfileReference, Parts> wanted = new LinkedHashMap<>();
  private final Set<Copy.Origin> origins = EnumSet.noneOf(Copy.Origin.class);
  private @Nullable DataLoader<ProfileReference, Lookup> loader;
  /** What a plan has asked for; it comes to be wanted only where the engine takes over. */
  private @Nullable Gathered planned;

  private @Nullable Future<List<Lookup>> held;
  private List<ProfileReference> heldFor = List.of();
  private Runnable handOver = () -> {};

  /** @param isOfOne whether no more than one profile will be asked for, so that nothing is to be gathered */
  ProfileLoader(
      ProfileSource source,
      Caller caller,
      boolean isOfOne,
      ReadContext context,
      OperationEvents events,
      WaitingTime waitingTime) {
    this.source = source;
    this.caller = caller;
    this.isOfOne = isOfOne;
    this.context = context;
    this.events = events;
    this.waitingTime = waitingTime;
  }

  /**
   * Asks for a profile. Where there may be several, to be called while the root fields are being fetched, before anything is awaited: the parts of
   * all who ask for the same profile are joined until the batch is dispatched.
   */
  CompletableFuture<Lookup> load(ProfileReference reference, Parts parts) {
    if (isReadAtOnce()) {
      return only(batch(List.of(wanted(reference, parts))));
    }
    if (held == null) {
      if (wanted.containsKey(reference)) {
        context.ledger().saved(lane(reference), 1);
      }
      wanted.merge(reference, parts, Parts::union);
    } else {
      wanted.putIfAbsent(reference, parts);
    }
    return loader().load(reference);
  }

  /** One profile is asked for as soon as it is wanted: where it is at hand, so is its field, and no batch is dispatched. */
  private boolean isReadAtOnce() {
    return isOfOne && held == null;
  }

  private static CompletableFuture<Lookup> only(Future<List<Lookup>> found) {
    return found.succeeded()
        ? CompletableFuture.completedFuture(found.result().get(0))
        : found.map(one -> one.get(0)).toCompletionStage().toCompletableFuture();
  }

  /** Asks for all that a plan needs, in one batch. */
  Future<List<Lookup>> readAll(Gathered gathered) {
    if (gathered.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    gathered.repeats().forEach(reference -> context.ledger().saved(lane(reference), 1));
    planned = gathered;
    List<Wanted> all = new ArrayList<>(gathered.references().size());
    gathered.forEach((reference, parts) -> all.add(wanted(reference, parts)));
    return batch(all);
  }

  /**
   * The engine, which will ask for the same, is given what a plan has read: at once, or, where that came {@code late}, when it is
   * told to. By that the engine puts errors in their order.
   */
  void hold(Future<List<Lookup>> found, boolean late) {
    if (planned != null) {
      planned.forEach(wanted::put);
    }
    heldFor = List.copyOf(wanted.keySet());
    Promise<List<Lookup>> later = Promise.promise();
    held = late ? later.future() : found;
    handOver = late ? () -> found.onComplete(later) : () -> {};
  }

  /** The engine has asked for all that it needs. */
  void handOver() {
    handOver.run();
  }

  /** For the engine, which dispatches what is registered; null where nothing is to be. */
  @Nullable
  DataLoaderRegistry registry() {
    return isReadAtOnce()
        ? null
        : DataLoaderRegistry.newRegistry().register("profiles", loader()).build();
  }

  /** A plan needs none. */
  private DataLoader<ProfileReference, Lookup> loader() {
    if (loader == null) {
      loader = DataLoaderFactory.newDataLoader(this::read);
    }
    return loader;
  }

  private CompletionStage<List<Lookup>> read(List<ProfileReference> references) {
    return heldOrRead(references).toCompletionStage();
  }

  /** Each reference is given its own, in whatever order they are asked for. */
  private Future<List<Lookup>> heldOrRead(List<ProfileReference> references) {
    if (held == null || !heldFor.containsAll(references)) {
      return batch(references.stream()
          .map(one -> wanted(one, Objects.requireNonNull(wanted.get(one))))
          .toList());
    }
    return held.map(
        found -> references.stream().map(one -> found.get(heldFor.indexOf(one))).toList());
  }

  private Future<List<Lookup>> batch(List<Wanted> all) {
    events.batched(all.size());
    Span batch = context.span().begin(Span.Work.BATCH, "profiles");
    batch.note("gateway.batch.size", all.size());
    return waitingTime.until(source.read(all, context.within(batch))).onComplete(over -> {
      if (over.succeeded()) {
        over.result().forEach(this::note);
      }
      batch.end();
    });
  }

  private void note(Lookup found) {
    if (found instanceof Lookup.Found one) {
      for (Part part : one.profile().parts().members()) {
        if (one.profile().part(part) instanceof PartLookup.Had had) {
          origins.add(had.copy().origin());
        }
      }
    }
  }

  /** Where the parts came from that it was told so far. */
  Set<Copy.Origin> origins() {
    return origins;
  }

  private Wanted wanted(ProfileReference reference, Parts selected) {
    return new Wanted(reference, asked(selected), lane(reference));
  }

  private Lane lane(ProfileReference reference) {
    return Ownership.of(caller, reference) == Ownership.OWN ? Lane.VIEWER : Lane.OTHER;
  }

  /**
   * Whether a profile exists is learned by asking for a part of it: the smallest, where nobody in the operation needs
   * one.
   */
  private static Parts asked(Parts selected) {
    return selected.isEmpty() ? Parts.of(Part.AUDIENCE_MEMBERSHIPS) : selected;
  }
}
