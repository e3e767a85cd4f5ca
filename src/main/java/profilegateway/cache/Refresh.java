package profilegateway.cache;

import java.time.Duration;
import java.util.List;
import profilegateway.cache.copies.CopyState;
import profilegateway.cache.copies.Known;
import profilegateway.config.CallsMode;
import profilegateway.profile.Deadline;
import profilegateway.profile.Lane;
import profilegateway.profile.Ledger;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileReference;
import profilegateway.profile.Span;

/** Has copies replaced that are past their time, while nobody waits for that. */
final class Refresh {
  /**
   * The longest that one takes, waiting for its turn included, which comes after those of all that somebody waits for. Long
   * enough that its age brings it to the front, and that a busy minute need not begin it anew with each reader.
   */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private Refresh() {}

  /**
   * Refreshes parts that were served past their time, unless that failed a moment ago. Takes along what else is held of the profile
   * and is about as old: parts of different ages would cost a call each, time and again.
   */
  static void stale(
      CachePath path, ProfileReference reference, Parts stale, Known known, int drops, Span span) {
    Parts due = stale.minus(failed(path, reference, stale));
    if (!due.isEmpty()) {
      Parts others = worthTakingAlong(path, known).minus(stale);
      Parts along = others.minus(failed(path, reference, others));
      start(path, reference, due.union(along), known, drops, span);
    }
  }

  private static Parts failed(CachePath path, ProfileReference reference, Parts parts) {
    return Parts.of(path.failures().of(reference, parts, Lane.BACKGROUND).keySet());
  }

  /** What is served, but for what is young. What is older may not be wanted by anybody any more. */
  private static Parts worthTakingAlong(CachePath path, Known known) {
    long now = path.now();
    return path.lifetimes()
        .upTo(CopyState.STALE_WHILE_REVALIDATE, Parts.ALL, known, now)
        .minus(path.lifetimes().young(Parts.ALL, known, now));
  }

  /**
   * Refreshes {@code parts}, but for those that are being fetched already.
   *
   * @param drops how often something had been dropped when {@code known} was learned
   * @param span of whoever saw that they are past their time
   */
  private static void start(
      CachePath path, ProfileReference reference, Parts parts, Known known, int drops, Span span) {
    if (parts.isEmpty() || path.mode().get() != CallsMode.ON) {
      return;
    }
    Flight started = path.flights().startForRest(reference, parts, rest -> {
      path.events().refreshing(rest);
      return new Flight(path, reference, rest, start(path, known, drops, span));
    });
    if (started != null) {
      FlightBatch.start(path, List.of(started), Deadline.after(FlightBatch.LIMIT, path.nanoTime()));
    }
  }

  private static FlightSteps.Start start(CachePath path, Known known, int drops, Span span) {
    // What all instances share is not read first: a claim tells what is newer there.
    return new FlightSteps.Start(
        known,
        drops,
        true,
        Lane.BACKGROUND,
        Deadline.after(LONGEST, path.nanoTime()),
        Ledger.passingOn(path.events()::refreshCost),
        span);
  }
}
