package profilegateway.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one operation cost, by lane. Confined to the event loop of its operation.
 *
 * <p>Work may outlast its operation, for others wait for it too: once an operation has told what it cost, its ledger passes on
 * what is still to come. So whatever is spent is told once.
 */
public final class Ledger {
  private static final int LANES = Lane.values().length;

  private final @Nullable Ledger outer;
  private final List<Call> calls = new ArrayList<>(0);
  private final int[] saved = new int[LANES];
  private final int[] refused = new int[LANES];
  private @Nullable Consumer<Ledger> next;

  public Ledger() {
    this(null);
  }

  /** The ledger of a piece of work: what that costs is written into {@code outer} too, where there is one. */
  public Ledger(@Nullable Ledger outer) {
    this.outer = outer;
  }

  /** A ledger that keeps nothing: each thing is told to {@code next} at once, as a ledger of its own. */
  public static Ledger passingOn(Consumer<Ledger> next) {
    Ledger ledger = new Ledger();
    ledger.passOn(next);
    return ledger;
  }

  /** From now on nothing is added: each thing that comes is told to {@code next} at once, as a ledger of its own. */
  public void passOn(Consumer<Ledger> next) {
    this.next = next;
  }

  /** A call that was made, and the parts that it asked for. */
  public record Call(Lane lane, Parts parts) {}

  /** A profile call was made, retries and replays included. */
  public void called(Lane lane, Parts parts) {
    add(ledger -> ledger.calls.add(new Call(lane, parts)));
    if (outer != null) {
      outer.called(lane, parts);
    }
  }

  /** As many look-ups needed no call of their own. */
  public void saved(Lane lane, int lookups) {
    add(ledger -> ledger.saved[lane.number()] += lookups);
    if (outer != null) {
      outer.saved(lane, lookups);
    }
  }

  /** A look-up was refused a call: there was no room, no time or nobody who waits any more, or the API is not well. */
  public void refused(Lane lane) {
    add(ledger -> ledger.refused[lane.number()]++);
    if (outer != null) {
      outer.refused(lane);
    }
  }

  private void add(Consumer<Ledger> entry) {
    if (next == null) {
      entry.accept(this);
    } else {
      Ledger later = new Ledger();
      entry.accept(later);
      next.accept(later);
    }
  }

  /** The calls in their order. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /** How many calls were made. */
  public int callCount() {
    return calls.size();
  }

  public int calls(Lane lane) {
    return (int) calls.stream().filter(call -> call.lane() == lane).count();
  }

  /** How many look-ups needed no call of their own, in all lanes together. */
  public int saved() {
    return sum(saved);
  }

  public int saved(Lane lane) {
    return saved[lane.number()];
  }

  /** How many times a look-up was refused a call. */
  public int refusals(Lane lane) {
    return refused[lane.number()];
  }

  /** How many times a look-up was refused a call, in all lanes together. */
  public int refusals() {
    return sum(refused);
  }

  private static int sum(int[] counts) {
    int sum = 0;
    for (int count : counts) {
      sum += count;
    }
    return sum;
  }
}
