package profilegateway.cache.fetch;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.store.Fill;
import profilegateway.profile.Deadline;
import profilegateway.profile.Lane;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileReference;
import profilegateway.profile.Span;

/**
 * Runs one fetch: holds its {@link FetchState}, and performs the effects that {@link FetchReducer} decides.
 *
 * <p>Confinement: an event may come on any thread. Its state transition is made at once, under this object's monitor, which guards
 * nothing else and is held for nothing else. Effects are performed in order, on the event loop that started the fetch.
 */
public final class FetchRunner {
  private final EffectPerformer.Tools tools;
  private final Guard guard;
  private final Consumer<FetchRunner> onEnd;
  private final ProfileReference reference;
  private final Span span;
  private final LoopAffinity home = LoopAffinity.here();
  private final EffectPerformer performer;

  // These change with the monitor held. The state may be read without it.
  private volatile FetchState state;
  private final Map<Long, Waiter> waiters = new HashMap<>(2);
  private final Queue<FetchEffect> effects = new ArrayDeque<>(4);

  /** Confined to the event loop of the fetch. */
  private boolean isPerforming;

  /**
   * A fetch that has not started.
   *
   * @param onEnd removes the fetch from the registry
   */
  FetchRunner(
      EffectPerformer.Tools tools,
      FetchState initial,
      FetchStart start,
      Guard guard,
      Consumer<FetchRunner> onEnd) {
    this.tools = tools;
    this.state = initial;
    this.guard = guard;
    this.onEnd = onEnd;
    this.reference = initial.reference();
    this.span = start.span();
    Deadline deadline = Deadline.moving(() -> tools.time().deadline(this.state.deadline()));
    UpstreamCaller upstream = new UpstreamCaller(
        tools.upstream(), tools.time(), reference, start.ledger(), deadline, span);
    this.performer = new EffectPerformer(
        tools, guard, reference, span, upstream, new EffectPerformer.Fetching() {
          @Override
          public FetchState state() {
            return state;
          }

          @Override
          public void on(FetchEvent event) {
            FetchRunner.this.on(event);
          }
        });
  }

  ProfileReference reference() {
    return reference;
  }

  /** The span that the fetch is part of. */
  public Span span() {
    return span;
  }

  /** Whether a request to mParticle was made. */
  public boolean isAnySent() {
    return state.isAnySent();
  }

  /** The parts that are not fetched yet and have not failed. */
  public Parts pending() {
    return state.pending();
  }

  /** Prevents the answer of the fetch from being stored. */
  void invalidate() {
    guard.invalidate();
  }

  /** Starts the fetch. Has to be called once, on the event loop that made it. */
  public void start(SharedReadBatch reads) {
    performer.readWith(reads);
    on(new FetchEvent.Started(tools.local().view(state), reads.until()));
  }

  /**
   * Makes a lookup wait for those parts of {@code wanted} that are pending; returns these. Performs no effects: {@link #perform()} has to
   * be called afterwards, without a lock.
   */
  synchronized Parts join(Waiter waiter, Parts wanted, Lane lane, long deadline) {
    Parts joined = state.joinable(wanted);
    if (!joined.isEmpty()) {
      waiters.put(waiter.id(), waiter);
      reduce(new FetchEvent.Joined(waiter.id(), joined, lane, deadline));
    }
    return joined;
  }

  /** Has a lookup wait no more. */
  public void leave(Waiter waiter) {
    synchronized (this) {
      if (waiters.remove(waiter.id()) != null) {
        reduce(new FetchEvent.Left(waiter.id()));
      }
    }
    perform();
  }

  private void on(FetchEvent event) {
    synchronized (this) {
      reduce(event);
    }
    perform();
  }

  /** The only place where the state changes; has to be called with the monitor held. */
  private void reduce(FetchEvent event) {
    FetchDraft.Step step = tools.reducer().next(state, event, tools.time().now());
    state = step.state();
    effects.addAll(step.effects());
  }

  /** Performs the effects that are due on the event loop of the fetch: at once if this is its thread, and after an effect in progress. */
  public void perform() {
    if (isAnyDue()) {
      home.run(this::performAll);
    }
  }

  private void performAll() {
    if (isPerforming) {
      // An effect caused an event at once: the effects of that event come after this one.
      return;
    }
    isPerforming = true;
    try {
      for (FetchEffect effect = poll(); effect != null; effect = poll()) {
        perform(effect);
      }
    } finally {
      isPerforming = false;
    }
  }

  private synchronized boolean isAnyDue() {
    return !effects.isEmpty();
  }

  private synchronized @Nullable FetchEffect poll() {
    return effects.poll();
  }

  private void perform(FetchEffect effect) {
    if (effect instanceof FetchEffect.Answer answer) {
      Waiter waiter = remove(answer.waiter());
      if (waiter != null) {
        waiter.completed(this, answer.outcome());
      }
    } else if (effect instanceof FetchEffect.End) {
      guard.end();
      onEnd.accept(this);
    } else {
      performer.perform(effect);
    }
  }

  private synchronized @Nullable Waiter remove(long waiter) {
    return waiters.remove(waiter);
  }

  /** A lookup that waits for fetches. */
  public interface Waiter {

    /** Names the lookup among all that wait. */
    long id();

    /** The parts that were joined have come, or failed. Called once for each fetch that was joined and not left, on any thread. */
    void completed(FetchRunner fetch, FetchOutcome outcome);
  }

  /**
   * Keeps what a fetch brings from being stored once the profile may have been purged. Thread-safe: a purge marks it, on any thread,
   * before entries are removed.
   */
  static final class Guard implements Fill {
    private final int losses;
    private final IntSupplier drops;
    private volatile boolean isInvalidated;

    /** {@link SingleFlight#drops()} when the fetch ended; -1 before. */
    private volatile int dropsAtEnd = -1;

    /** Has to be made while the fetch is registered, so that each purge from then on marks it. */
    Guard(int losses, IntSupplier drops) {
      this.losses = losses;
      this.drops = drops;
    }

    void invalidate() {
      isInvalidated = true;
    }

    /** Has to be called before the fetch leaves the registry: from then on any purge may concern its profile. */
    void end() {
      dropsAtEnd = drops.getAsInt();
    }

    @Override
    public boolean isInvalidated() {
      int atEnd = dropsAtEnd;
      return isInvalidated || (atEnd >= 0 && atEnd != drops.getAsInt());
    }

    @Override
    public int losses() {
      return losses;
    }
  }
}
