package profilegateway.graphql.limits;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import profilegateway.config.Limit;
import profilegateway.config.LimitsMode;

/** Tells an operator of what is beyond limits, seldom enough that nobody can fill the log. */
public final class LimitLog implements LimitEvents {
  private static final Logger LOG = LoggerFactory.getLogger(LimitLog.class);
  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  private final LimitsMode mode;
  private final LongSupplier nanoTime;
  private final ConcurrentMap<String, Told> told = new ConcurrentHashMap<>();

  /** Tells of what is refused, and unless it is only measured, of what would be. */
  public LimitLog(LimitsMode mode, LongSupplier nanoTime) {
    this.mode = mode;
    this.nanoTime = nanoTime;
  }

  /** When a limit was told of last, and how often it was exceeded since. */
  private record Told(long at, long since, boolean isDue) {}

  @Override
  public void exceeded(Limit limit, long value, boolean refused) {
    tell(limit.setting(), refused);
  }

  @Override
  public void tooSlow(boolean refused) {
    tell("GATEWAY_LIMIT_REQUEST_TIME", refused);
  }

  @Override
  public void tooManyBodies() {
    tell("what the heap has room for", true);
  }

  @Override
  public void tooLate(boolean refused) {
    tell("what the processor can do", refused);
  }

  private void tell(String setting, boolean refused) {
    if (!refused && mode != LimitsMode.WARN) {
      return;
    }
    long now = nanoTime.getAsLong();
    Told after = told.compute(setting, (same, before) -> {
      if (before == null) {
        return new Told(now, 1, true);
      }
      boolean isDue = now - before.at >= PAUSE;
      return new Told(isDue ? now : before.at, before.isDue ? 1 : before.since + 1, isDue);
    });
    if (after.isDue) {
      LOG.atLevel(refused ? Level.INFO : Level.WARN)
          .log(
              "Beyond {}: {}. Times since this was told last: {}.",
              setting,
              refused ? "refused" : "would be refused with GATEWAY_LIMITS=enforce",
              after.since);
    }
  }
}
