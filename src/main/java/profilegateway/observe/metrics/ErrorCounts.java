package profilegateway.observe.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import profilegateway.graphql.ErrorCode;
import profilegateway.http.Activity.SeenError;

/** Errors in answers, by code. Shared by all event loops. */
final class ErrorCounts {
  private final Each<ErrorCode, OfCode> codes;
  private final InstantSource clock;

  ErrorCounts(Meters meters, InstantSource clock) {
    Counter errors = meters.counter(Metric.ERRORS);
    this.clock = clock;
    this.codes =
        Each.of(ErrorCode.class, code -> new OfCode(code, errors.labelValues(code.name())));
  }

  void count(ErrorCode code) {
    OfCode counted = codes.of(code);
    counted.count.inc();
    counted.last = clock.instant();
  }

  long count() {
    return codes.all().stream().mapToLong(code -> code.count.getLongValue()).sum();
  }

  /** Those that occurred, the latest first. */
  List<SeenError> seen() {
    return codes.all().stream()
        .flatMap(code -> code.seen().stream())
        .sorted(Comparator.comparing(SeenError::last).reversed())
        .toList();
  }

  /** Errors with one code. */
  private static final class OfCode {
    private final ErrorCode code;
    private final CounterDataPoint count;
    private volatile @Nullable Instant last;

    OfCode(ErrorCode code, CounterDataPoint count) {
      this.code = code;
      this.count = count;
    }

    Optional<SeenError> seen() {
      Instant when = last;
      return when == null
          ? Optional.empty()
          : Optional.of(new SeenError(code, count.getLongValue(), when));
    }
  }
}
