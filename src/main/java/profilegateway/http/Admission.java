package profilegateway.http;

import java.util.function.LongSupplier;
import profilegateway.graphql.limits.Limits;

/** What decides how much of what comes is let in: one for all event loops of a gateway. */
public final class Admission {
  private final Limits limits;
  private final Load load;
  private final Bodies bodies;
  private final CallerRates rates;
  private volatile boolean isDraining;

  /** Lets in what {@code limits} allow, and a heap of {@code heap} bytes has room for. */
  public Admission(Limits limits, long heap, LongSupplier nanoTime) {
    this.limits = limits;
    this.load = new Load(limits);
    this.bodies = new Bodies(limits, heap);
    this.rates = new CallerRates(limits, nanoTime);
  }

  /** The instance is about to end: whoever is answered from now on is told to come to another. */
  public void drain() {
    isDraining = true;
  }

  boolean isDraining() {
    return isDraining;
  }

  /** How many operations are in progress. */
  public int operations() {
    return load.operations();
  }

  Limits limits() {
    return limits;
  }

  Load load() {
    return load;
  }

  Bodies bodies() {
    return bodies;
  }

  CallerRates rates() {
    return rates;
  }
}
