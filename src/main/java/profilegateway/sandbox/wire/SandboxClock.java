package profilegateway.sandbox.wire;

import java.util.function.LongSupplier;

/**
 * The time, passed in.
 *
 * @param nanos a clock that never jumps, for windows and expiry, in nanoseconds
 * @param epochMillis the time of day for the journal, in milliseconds since 1970
 */
public record SandboxClock(LongSupplier nanos, LongSupplier epochMillis) {
  public static final SandboxClock SYSTEM =
      new SandboxClock(System::nanoTime, System::currentTimeMillis);
}
