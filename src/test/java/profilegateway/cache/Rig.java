package profilegateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.Exposure;
import profilegateway.cache.fetch.CacheEvents;
import profilegateway.cache.fetch.TimeSource;
import profilegateway.cache.store.SharedCache;
import profilegateway.config.CacheConfig;
import profilegateway.config.CacheConfig.Exposed;
import profilegateway.config.CacheConfig.OptedOut;
import profilegateway.config.CacheConfig.Times;
import profilegateway.config.CallsMode;
import profilegateway.profile.Cancellation;
import profilegateway.profile.Lane;
import profilegateway.profile.Ledger;
import profilegateway.profile.Lookup;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileReference;
import profilegateway.profile.ReadContext;
import profilegateway.profile.Wanted;
import profilegateway.testing.FakeTime;

/** A cache with a next source and a time that a test decides about. Copies are fresh for a minute, as is set by default. */
final class Rig {
  static final Duration OPERATION = Duration.ofSeconds(3);
  static final CacheConfig DEFAULT = new CacheConfig(
      true,
      64,
      true,
      new Times(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofMinutes(15)),
      Map.of(),
      Duration.ofSeconds(10),
      new Exposed(true, List.of(), List.of()),
      OptedOut.WITHHOLD);

  final FakeTime time;
  final FakeSource next;
  final CachedSource cache;
  CallsMode mode = CallsMode.ON;

  /** What refreshes told that they cost. */
  int refreshCalls;

  int refreshRefusals;

  /** What was told of parts that others fetched, and of those past their time. */
  final List<String> told = new ArrayList<>();

  Rig() {
    this(DEFAULT, null);
  }

  Rig(CacheConfig config, @Nullable SharedCache shared) {
    this(config, shared, new FakeTime());
  }

  Rig(CacheConfig config, @Nullable SharedCache shared, FakeTime time) {
    // No stretch.
    this(config, shared, time, () -> 0.5);
  }

  Rig(CacheConfig config, @Nullable SharedCache shared, FakeTime time, DoubleSupplier random) {
    this.time = time;
    this.next = new FakeSource();
    this.cache = new CachedSource(
        config,
        new Exposure(config.exposed(), List.of()),
        next,
        shared,
        () -> mode,
        new TimeSource(() -> Instant.EPOCH.plus(time.passed()), time::nanoTime, time, random),
        new CacheEvents() {
          @Override
          public void refreshCost(Ledger cost) {
            refreshCalls += cost.calls().size();
            refreshRefusals += cost.refusals(Lane.BACKGROUND);
          }

          @Override
          public void looked(Level level, Found found, Parts parts) {
            told.add(level + " " + found + " " + parts.wireNames());
          }

          @Override
          public void joined(Parts parts) {
            told.add("joined " + parts.wireNames());
          }

          @Override
          public void servedOnError(Parts parts) {
            told.add("served on error " + parts.wireNames());
          }
        });
  }

  /** Somebody who wants something. */
  Reader reader() {
    return new Reader(new ReadContext(time.deadline(OPERATION), new Ledger(), new Cancellation()));
  }

  /** Asks on its own, and answers what is not held. */
  Reader ask(ProfileReference reference, Parts parts) {
    return reader().ask(reference, parts);
  }

  void pass(Duration time) {
    this.time.pass(time);
  }

  void passSeconds(long seconds) {
    time.pass(Duration.ofSeconds(seconds));
  }

  /** One operation. */
  final class Reader {
    final ReadContext context;
    private @Nullable Future<List<Lookup>> answers;

    private Reader(ReadContext context) {
      this.context = context;
    }

    Reader ask(ProfileReference reference, Parts parts) {
      return ask(List.of(new Wanted(reference, parts, Lane.OTHER)));
    }

    Reader ask(List<Wanted> wanted) {
      answers = cache.read(wanted, context);
      return this;
    }

    boolean waits() {
      return !future().isComplete();
    }

    Future<List<Lookup>> future() {
      if (answers == null) {
        throw new AssertionError("it has not asked");
      }
      return answers;
    }

    /** The one answer; fails while there is none. */
    Lookup answer() {
      assertThat(future().isComplete()).as("is answered").isTrue();
      return future().result().get(0);
    }

    /** The one answer as text. */
    String read() {
      return People.read(answer());
    }

    int calls() {
      return context.ledger().calls().size();
    }

    int saved() {
      return context.ledger().saved();
    }
  }
}
