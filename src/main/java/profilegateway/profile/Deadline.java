package profilegateway.profile;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A moment on a monotonic clock, so that it holds when the wall clock jumps. */
public final class Deadline {
  private final LongSupplier nanosLeft;

  private Deadline(LongSupplier nanosLeft) {
    this.nanosLeft = nanosLeft;
  }

  /** The moment that comes {@code time} from now on a clock such as {@code System::nanoTime}. */
  public static Deadline after(Duration time, LongSupplier nanoTime) {
    return after(time, nanoTime.getAsLong(), nanoTime);
  }

  /** The moment that comes {@code time} after {@code begin}, which that clock showed. */
  public static Deadline after(Duration time, long begin, LongSupplier nanoTime) {
    long end = begin + time.toNanos();
    return new Deadline(() -> end - nanoTime.getAsLong());
  }

  /** The moment that {@code latest} says whenever it is asked: of several who wait, the most patient may still come. */
  public static Deadline moving(Supplier<Deadline> latest) {
    return new Deadline(() -> latest.get().nanosLeft.getAsLong());
  }

  /** The moment that comes {@code time} before this one. */
  public Deadline earlier(Duration time) {
    return new Deadline(() -> nanosLeft.getAsLong() - time.toNanos());
  }

  /** What is left; zero when it has passed. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, nanosLeft.getAsLong()));
  }
}
