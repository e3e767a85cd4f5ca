package profilegateway.config.declared;

import java.time.Duration;
import profilegateway.config.declared.Fallback.OtherSettings;
import profilegateway.config.kinds.Kinds;

/** Time limits of an operation and of one call within it. The limit of a call follows from that of the operation. */
final class TimeLimits {
  private static final Duration USUAL_TRY = Duration.ofSeconds(2);

  static final Setting<Duration> OPERATION = Setting.of(
      "GATEWAY_OPERATION_TIMEOUT",
      Kinds.duration("100ms", "60s"),
      Fallback.to("3s"),
      "the longest an operation takes");
  static final Setting<Duration> TRY = Setting.of(
      "MPARTICLE_TRY_TIMEOUT",
      Kinds.duration("50ms", "60s"),
      Fallback.to(
          "2s, or GATEWAY_OPERATION_TIMEOUT where that is shorter", TimeLimits::tryWithinOperation),
      "the longest one call takes");

  private TimeLimits() {}

  /** The default limit of a call is never longer than that of the operation, so that an operator can shorten the latter alone. */
  private static String tryWithinOperation(OtherSettings values) {
    Duration operation = values.find(OPERATION);
    return operation == null || operation.compareTo(USUAL_TRY) >= 0
        ? USUAL_TRY.toSeconds() + "s"
        : operation.toMillis() + "ms";
  }

  static void check(Values values) {
    Duration one = values.find(TRY);
    Duration operation = values.find(OPERATION);
    if (one != null && operation != null && one.compareTo(operation) > 0) {
      values.refuse(
          TRY,
          "is longer than GATEWAY_OPERATION_TIMEOUT, the whole operation (" + operation.toMillis()
              + "ms)");
    }
  }
}
