package profilegateway.redis.copies;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of copies that could not be read: now and then, as they may be many. Thread-safe. */
final class UnreadableCopies {
  private static final Logger LOG = LoggerFactory.getLogger(UnreadableCopies.class);
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final LongSupplier nanoTime;
  private final AtomicInteger count = new AtomicInteger();
  private long next;

  UnreadableCopies(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.next = nanoTime.getAsLong();
  }

  /** One could not be read. */
  void seen() {
    count.incrementAndGet();
    if (isDue()) {
      LOG.warn(
          "{} copies in Redis could not be read: sealed by another key, kept for other attributes, of another version, or altered",
          count.getAndSet(0));
    }
  }

  private synchronized boolean isDue() {
    long now = nanoTime.getAsLong();
    if (now - next < 0) {
      return false;
    }
    next = now + EVERY.toNanos();
    return true;
  }
}
