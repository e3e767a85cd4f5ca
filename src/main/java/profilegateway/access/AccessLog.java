package profilegateway.access;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells an operator what the client is not told, seldom enough that nobody can fill the log. */
final class AccessLog implements AccessEvents {
  private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoTime;
  private final ConcurrentMap<Refusal.Reason, Told> told = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, String> wrong = new ConcurrentHashMap<>();

  AccessLog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** When a reason was told last, and how often it came since. */
  private record Told(long at, long since) {}

  @Override
  public void refused(Refusal.Reason reason) {
    String why = why(reason);
    long now = nanoTime.getAsLong();
    Told after = told.compute(
        reason,
        (same, before) -> before == null || now - before.at >= PAUSE
            ? new Told(now, 0)
            : new Told(before.at, before.since + 1));
    if (after.since == 0) {
      LOG.info("A request was refused: {}. Others like it are not told for a minute.", why);
    }
  }

  private static String why(Refusal.Reason reason) {
    return switch (reason) {
      case NO_CREDENTIALS -> "it has neither token nor API key";
      case OTHER_SCHEME -> "its Authorization is no bearer token";
      case SEVERAL_CREDENTIALS -> "it has several credentials";
      case MALFORMED -> "its token is no signed JWT that can be read in one way only";
      case ALGORITHM -> "its token's algorithm is none of GATEWAY_JWT_ALGORITHMS";
      case ISSUER -> "its token's iss is none of GATEWAY_JWT_ISSUER";
      case AUDIENCE -> "its token's aud is none of GATEWAY_JWT_AUDIENCE";
      case KEY_UNKNOWN -> "its token's kid is no key of the issuer that fits the algorithm";
      case SIGNATURE -> "its token's signature is wrong";
      case CLAIMS -> "its token lacks a claim, or a claim holds what it cannot hold";
      case NOT_YET_VALID -> "its token is not valid yet (nbf)";
      case EXPIRED -> "its token has expired";
      case NO_KEYS -> "no key of its token's issuer is known, as the key server gave none";
      case API_KEY -> "its API key is not in GATEWAY_API_KEYS_FILE";
    };
  }

  @Override
  public void keysFetched(String place) {
    if (wrong.remove(place) != null) {
      LOG.info("Keys come from {} again.", place);
    }
  }

  @Override
  public void keysUnavailable(String place, String why) {
    tell(place, why, "No keys came from {} ({}): those that are known go on.");
  }

  @Override
  public void keyIgnored(String place, String why) {
    if (wrong.put(place + " " + why, why) == null) {
      LOG.warn("A key from {} is not used: {}.", place, why);
    }
  }

  @Override
  public void fileReloaded(String name) {
    wrong.remove(name);
    LOG.info("{} has changed, and was read again.", name);
  }

  @Override
  public void fileUnusable(String name, String why) {
    tell(name, why, "{} HAS CHANGED AND CANNOT BE USED ({}): what was in it before goes on.");
  }

  /** The same thing once, until it is another or well again. */
  private void tell(String subject, String why, String sentence) {
    if (!why.equals(wrong.put(subject, why))) {
      LOG.error(sentence, subject, why);
    }
  }

  /** What is wrong now, by what it is about. */
  Map<String, String> wrong() {
    return Map.copyOf(wrong);
  }
}
