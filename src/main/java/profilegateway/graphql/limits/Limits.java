package profilegateway.graphql.limits;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import profilegateway.config.Limit;
import profilegateway.config.LimitsConfig;
import profilegateway.config.LimitsMode;

/**
 * The limits in force. Where they are not enforced, only what is beyond the most that could be set is refused: that
 * nothing grows without bound holds in every mode. Shared by all event loops.
 */
public final class Limits {
  /** The most that {@code GATEWAY_LIMIT_REQUEST_TIME} can be set to. */
  private static final Duration LONGEST_REQUEST_TIME = Duration.ofSeconds(60);

  private final LimitsConfig config;
  private final LimitEvents events;

  public Limits(LimitsConfig config, LimitEvents events) {
    this.config = config;
    this.events = events;
  }

  /** What is set, whatever becomes of what is beyond it. */
  public int set(Limit limit) {
    return config.of(limit);
  }

  /** More than this is refused. */
  public int bound(Limit limit) {
    return isEnforced() ? config.of(limit) : limit.most();
  }

  /** A client that takes longer to send a request is cut off. */
  public Duration requestTime() {
    return isEnforced() ? config.requestTime() : LONGEST_REQUEST_TIME;
  }

  /** What is set, whatever becomes of a client that takes longer. */
  public Duration setRequestTime() {
    return config.requestTime();
  }

  private boolean isEnforced() {
    return config.mode() == LimitsMode.ENFORCE;
  }

  /** Whether so much is refused. */
  public boolean refuses(Limit limit, long value) {
    if (value <= config.of(limit)) {
      return false;
    }
    boolean refused = value > bound(limit);
    events.exceeded(limit, value, refused);
    return refused;
  }

  /** Whether all of it is within what is set, so that nobody need be told of it, whoever asks. */
  public boolean areWithin(Map<Limit, Long> values) {
    return values.entrySet().stream().allMatch(value -> value.getValue() <= set(value.getKey()));
  }

  /** What a client is told that asked for so much; empty when that is not refused. */
  public Optional<String> refusal(Limit limit, long value) {
    return refuses(limit, value)
        ? Optional.of(limit.sentence(value, bound(limit)))
        : Optional.empty();
  }

  /** The same for the first of many that is refused. */
  public Optional<String> refusal(Map<Limit, Long> values) {
    Optional<String> first = Optional.empty();
    // All are looked at: where limits are not enforced, each that is exceeded is told of.
    for (Map.Entry<Limit, Long> value : values.entrySet()) {
      Optional<String> refusal = refusal(value.getKey(), value.getValue());
      first = first.isPresent() ? first : refusal;
    }
    return first;
  }

  /** What a client is told that asked for more than was counted. */
  public String refusalBeyond(Limit limit) {
    events.exceeded(limit, bound(limit) + 1L, true);
    return limit.sentence(bound(limit));
  }

  /** Whether a request is refused because it came when an event loop was behind with its work. */
  public boolean refusesLate() {
    events.tooLate(isEnforced());
    return isEnforced();
  }

  /** A request is refused as the bodies of all that are not answered hold as much as they may, in every mode. */
  public void refusedBodies() {
    events.tooManyBodies();
  }

  /** A client took longer than {@code GATEWAY_LIMIT_REQUEST_TIME}. */
  public boolean refusesTime(Duration taken) {
    if (taken.compareTo(config.requestTime()) <= 0) {
      return false;
    }
    boolean refused = taken.compareTo(requestTime()) > 0;
    events.tooSlow(refused);
    return refused;
  }
}
