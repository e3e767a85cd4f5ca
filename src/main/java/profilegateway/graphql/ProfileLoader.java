package profilegateway.graphql;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dataloader.DataLoader;
import org.dataloader.DataLoaderFactory;
import org.jspecify.annotations.Nullable;
import profilegateway.access.Caller;
import profilegateway.graphql.plan.Gathered;
import profilegateway.graphql.rights.Ownership;
import profilegateway.profile.AtOnce;
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
 * Looks up the profiles of one operation. If entries in this process answer all of its lookups, no DataLoader is involved; otherwise
 * one DataLoader reads each profile once, all in one batch. If the engine takes over from a plan, it gets what the plan loaded
 * ({@link #reuse}). Confined to the event loop of its operation.
 */
final class ProfileLoader {
  private final ProfileSource source;
  private final Caller caller;
  private final boolean isOfOne;
  private final ReadContext context;
  private final OperationEvents events;
  private final WaitingTime waitingTime;
  private final Set<Copy.Origin> origins = EnumSet.noneOf(Copy.Origin.class);
  /** The parts to read of each profile that was requested from the DataLoader. */
  private final Map<ProfileReference, Parts> parts = new HashMap<>();

  private @Nullable DataLoader<ProfileReference, Lookup> loader;
  /** The span of the batch in progress; null if there is none. */
  private @Nullable Span batch;

  /** Whether a plan has loaded what the engine requests: see {@link #reuse}. */
  private boolean isLoaded;

  /** @param isOfOne whether the operation looks up at most one profile */
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
   * Looks up all profiles that a plan requests.
   *
   * @return one answer for each, in their order, on this event loop; already complete if no I/O is needed. Fails on a bug only
   */
  Future<List<Lookup>> loadAll(Gathered gathered) {
    if (gathered.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    gathered.repeats().forEach(reference -> context.ledger().saved(lane(reference), 1));
    List<Wanted> all = new ArrayList<>(gathered.references().size());
    gathered.forEach((reference, selected) -> all.add(wanted(reference, selected)));
    List<Lookup> local = local(all);
    return local == null ? loadAll(all) : Future.succeededFuture(local);
  }

  private Future<List<Lookup>> loadAll(List<Wanted> all) {
    List<CompletableFuture<Lookup>> loading = new ArrayList<>(all.size());
    for (Wanted one : all) {
      parts.put(one.reference(), one.parts());
      loading.add(loader().load(one.reference()));
    }
    return AtOnce.map(
        Future.fromCompletionStage(loader().dispatch()),
        done -> loading.stream()
            .map(one -> Objects.requireNonNull(one.getNow(null)))
            .toList());
  }

  /**
   * The engine executes the operation after all, and asks for the same profiles as the plan: a new DataLoader answers from what the plan
   * loaded. Lookups complete as late as they do without a plan, so that errors come in the same order.
   *
   * @param found what {@link #loadAll(Gathered)} returned for {@code gathered}
   */
  void reuse(Gathered gathered, Future<List<Lookup>> found) {
    List<ProfileReference> loaded = List.copyOf(gathered.references());
    isLoaded = true;
    loader = DataLoaderFactory.newDataLoader(references -> found
        .map(all -> references.stream().map(one -> all.get(loaded.indexOf(one))).toList())
        .toCompletionStage());
  }

  /**
   * Looks up one profile for the engine. Until {@link #dispatch}, the parts of all fields that request the same profile are combined.
   *
   * @return already complete if the operation has one profile and entries in this process answer it; otherwise it completes after
   *     {@link #dispatch}. Fails on a bug only
   */
  CompletableFuture<Lookup> load(ProfileReference reference, Parts selected) {
    if (isOfOne && !isLoaded) {
      List<Lookup> local = local(List.of(wanted(reference, selected)));
      if (local != null) {
        return CompletableFuture.completedFuture(local.get(0));
      }
    }
    if (!isLoaded) {
      if (parts.containsKey(reference)) {
        context.ledger().saved(lane(reference), 1);
      }
      parts.merge(reference, selected, Parts::union);
    }
    return loader().load(reference);
  }

  /** The engine has asked for all profiles that it needs: they are read. */
  void dispatch() {
    if (loader != null) {
      var unused = loader.dispatch();
    }
  }

  private DataLoader<ProfileReference, Lookup> loader() {
    if (loader == null) {
      loader = DataLoaderFactory.newDataLoader(this::read);
    }
    return loader;
  }

  private @Nullable List<Lookup> local(List<Wanted> all) {
    List<Lookup> found = source.local(all, context.within(begin(all.size())));
    if (found != null) {
      end(found);
    }
    return found;
  }

  private CompletionStage<List<Lookup>> read(List<ProfileReference> references) {
    List<Wanted> all = references.stream()
        .map(one -> wanted(one, Objects.requireNonNull(parts.get(one))))
        .toList();
    ReadContext within = context.within(batch == null ? begin(all.size()) : batch);
    return waitingTime
        .until(source.read(all, within))
        .onComplete(over -> end(over.succeeded() ? over.result() : List.of()))
        .toCompletionStage();
  }

  private Span begin(int size) {
    events.batched(size);
    Span begun = context.span().begin(Span.Work.BATCH, "profiles");
    begun.note("gateway.batch.size", size);
    batch = begun;
    return begun;
  }

  private void end(List<Lookup> found) {
    found.forEach(this::note);
    if (batch != null) {
      batch.end();
      batch = null;
    }
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

  /** The origins of all parts that were found so far. */
  Set<Copy.Origin> origins() {
    return origins;
  }

  private Wanted wanted(ProfileReference reference, Parts selected) {
    return new Wanted(reference, orSmallest(selected), lane(reference));
  }

  private Lane lane(ProfileReference reference) {
    return Ownership.of(caller, reference) == Ownership.OWN ? Lane.VIEWER : Lane.OTHER;
  }

  /** The smallest part if none is selected: only a read of some part shows whether a profile exists. */
  private static Parts orSmallest(Parts selected) {
    return selected.isEmpty() ? Parts.of(Part.AUDIENCE_MEMBERSHIPS) : selected;
  }
}
