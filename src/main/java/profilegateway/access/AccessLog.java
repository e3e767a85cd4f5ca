package profilegateway.access;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells an operator what the client is not told, seldom enough that nobody can fill the log. */
public final class AccessLog implements AccessEvents {
  private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoTime;
  private final ConcurrentMap<Refusal.Reason, Told> told = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, String> wrong = new ConcurrentHashMap<>();

  /** An observer that has told nothing yet. */
  public AccessLog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** When a reason was told last, and how often it came since. */
  private record Told(long at, long since, boolean isDue) {}

  @Override
  public void refused(Refusal.Reason reason) {
    long now = nanoTime.getAsLong();
    Told after = told.compute(reason, (same, before) -> {
      if (before == null) {
        return new Told(now, 1, true);
      }
      long since = before.isDue ? 1 : before.since + 1;
      boolean isDue = now - before.at >= PAUSE;
      return new Told(isDue ? now : before.at, since, isDue);
    });
    if (after.isDue) {
      LOG.info("Refused: {}. Requests since this was told last: {}.", what(reason), after.since);
    }
  }

  private static String what(Refusal.Reason reason) {
    return switch (reason) {
      case NO_CREDENTIALS -> "a request with neither token nor API key";
      case OTHER_SCHEME -> "an Authorization that is no bearer token";
      case SEVERAL_CREDENTIALS -> "a request with several credentials";
      case MALFORMED -> "a token that is no signed JWT, or one that can be read in two ways";
      case ALGORITHM -> "a token whose alg is none of GATEWAY_JWT_ALGORITHMS";
      case ISSUER -> "a token whose iss is none of GATEWAY_JWT_ISSUER";
      case AUDIENCE -> "a token whose aud is none of GATEWAY_JWT_AUDIENCE";
      case KEY_UNKNOWN -> "a token whose kid is no key of its issuer's that fits its alg";
      case SIGNATURE -> "a token whose signature is wrong";
      case CLAIMS -> "a token that lacks a claim, or with a claim that holds what it cannot hold";
      case NOT_YET_VALID -> "a token that is not valid yet (nbf)";
      case EXPIRED -> "a token that has expired";
      case NO_KEYS -> "a token that cannot be checked, as no key of its issuer's is known";
      case BUSY -> "a token, as more than enough wait to be checked";
      case API_KEY -> "an API key that is not in GATEWAY_API_KEYS_FILE";
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
}
