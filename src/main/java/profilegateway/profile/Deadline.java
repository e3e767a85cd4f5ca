package profilegateway.profile;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A moment on a monotonic clock, so that it holds when the wall clock jumps. */
public final class Deadline {
  private final LongSupplier nanoTime;
  private final long end;

  private Deadline(LongSupplier nanoTime, long end) {
    this.nanoTime = nanoTime;
    this.end = end;
  }

  /** The moment that comes {@code time} from now on a clock such as {@code System::nanoTime}. */
  public static Deadline after(Duration time, LongSupplier nanoTime) {
    return new Deadline(nanoTime, nanoTime.getAsLong() + time.toNanos());
  }

  /** The moment that comes {@code time} before this one. */
  public Deadline earlier(Duration time) {
    return new Deadline(nanoTime, end - time.toNanos());
  }

  /** What is left; zero when it has passed. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong()));
  }
}
