package profilegateway.profile;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/** A moment on a monotonic clock, so that it holds when the wall clock jumps. */
public final class Deadline {
  private final LongSupplier nanoTime;

  /** Nanoseconds that are left at a moment of that clock. */
  private final LongUnaryOperator nanosLeft;

  private Deadline(LongSupplier nanoTime, LongUnaryOperator nanosLeft) {
    this.nanoTime = nanoTime;
    this.nanosLeft = nanosLeft;
  }

  /** The moment that comes {@code time} from now on a clock such as {@code System::nanoTime}. */
  public static Deadline after(Duration time, LongSupplier nanoTime) {
    return after(time, nanoTime.getAsLong(), nanoTime);
  }

  /** The moment that comes {@code time} after {@code begin}, which that clock showed. */
  public static Deadline after(Duration time, long begin, LongSupplier nanoTime) {
    long end = begin + time.toNanos();
    return new Deadline(nanoTime, now -> end - now);
  }

  /** The moment that {@code latest} says whenever it is asked: of several who wait, the most patient may still come. */
  public static Deadline moving(Supplier<Deadline> latest) {
    return new Deadline(
        () -> latest.get().nanoTime.getAsLong(), now -> latest.get().nanosLeft.applyAsLong(now));
  }

  /** The moment that comes {@code time} before this one. */
  public Deadline earlier(Duration time) {
    return new Deadline(nanoTime, now -> nanosLeft.applyAsLong(now) - time.toNanos());
  }

  /** What is left; zero when it has passed. */
  public Duration remaining() {
    return remaining(nanoTime.getAsLong());
  }

  /** Time left at {@code now}, a moment of the deadline's clock; zero if the deadline has passed by then. */
  public Duration remaining(long now) {
    return Duration.ofNanos(Math.max(0, nanosLeft.applyAsLong(now)));
  }
}
