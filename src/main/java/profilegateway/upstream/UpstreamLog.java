package profilegateway.upstream;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import profilegateway.config.QuotaConfig;
import profilegateway.profile.Lane;

/**
 * Tells an operator what goes wrong upstream: what only an operator can mend once an hour and loudly, what may pass by
 * itself once a minute with how often it happened. Nothing of a request, an answer or a person.
 */
public final class UpstreamLog implements UpstreamEvents {
  private static final Logger LOG = LoggerFactory.getLogger(UpstreamLog.class);
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private static final Duration AN_HOUR = Duration.ofHours(1);

  /** What Redis begins a refusal with; version 6 begins with where in a script it was. */
  private static final Pattern REFUSAL = Pattern.compile("(?:^|@user_script: ?\\d+: -?)([A-Z]+) ");

  private final Seldom seldom;
  private final boolean hasQuota;
  private volatile boolean isLossTold;

  /**
   * @param quota the limit on calls, if there is one
   * @param nanoTime as {@link System#nanoTime()}
   */
  public UpstreamLog(QuotaConfig quota, LongSupplier nanoTime) {
    this.hasQuota = quota.perSecond() > 0;
    this.seldom = new Seldom(nanoTime);
  }

  @Override
  public void answered(Lane lane, int status) {
    if (status == 429) {
      aMinute(
          "429",
          times -> LOG.warn(
              "The Profile API answers 429, too many calls: {} since this was last told.", times));
    } else if (status >= 500) {
      aMinute(
          "5xx",
          times -> LOG.warn(
              "The Profile API answers with server errors: {} since this was last told, now with status {}.",
              times,
              status));
    }
  }

  @Override
  public void timedOut(Lane lane) {
    aMinute(
        "timed out",
        times -> LOG.warn(
            "The Profile API does not answer in time: {} calls since this was last told.", times));
  }

  @Override
  public void unanswered(Lane lane) {
    aMinute(
        "unanswered",
        times -> LOG.warn(
            "The Profile API cannot be reached or cuts connections: {} calls since this was last told.",
            times));
  }

  @Override
  public void unreadable() {
    aMinute(
        "unreadable",
        times -> LOG.warn(
            "The Profile API gives answers that cannot be used: {} since this was last told.",
            times));
  }

  @Override
  public void crowded() {
    aMinute(
        "crowded",
        times -> LOG.warn(
            "All connections to the Profile API are taken (MPARTICLE_POOL_SIZE, MPARTICLE_POOL_WAITING): {}"
                + " look-ups turned away since this was last told.",
            times));
  }

  @Override
  public void callsStopped() {
    aMinute(
        "stopped",
        times -> LOG.warn(
            "The Profile API is not well: calls are stopped but for a probe now and then ({} times since this was"
                + " last told).",
            times));
  }

  @Override
  public void callsResumed() {
    aMinute("resumed", times -> LOG.info("The Profile API is well again: calls go on."));
  }

  @Override
  public void otherProfileAnswered() {
    aMinute(
        "other profile",
        times -> LOG.error(
            "The Profile API answered with another profile than the one asked for, {} times since this was last told:"
                + " the answers were thrown away.",
            times));
  }

  @Override
  public void invalidProfile() {
    anHour(
        "400",
        times -> LOG.warn(
            "The Profile API answers 400 to some look-ups: they are read as absent profiles."));
  }

  @Override
  public void refused(int status) {
    anHour(
        "refused " + status,
        times -> LOG.error(
            "The Profile API refuses this gateway with status {}: check the organisation, account and workspace ids"
                + " and the permissions of the credentials.",
            status));
  }

  @Override
  public void tokenRefused(int status) {
    anHour(
        "token " + status,
        times -> LOG.error(
            "The token endpoint refuses the credentials with status {}: check MPARTICLE_CLIENT_ID,"
                + " MPARTICLE_CLIENT_SECRET and MPARTICLE_AUDIENCE.",
            status));
  }

  @Override
  public void tokenUnavailable(int status) {
    aMinute(
        "token unusable",
        times -> LOG.error(
            "The token endpoint gave no usable token (status {}), {} times since this was last told.",
            status,
            times));
  }

  @Override
  public void secretUnreadable(String path) {
    anHour("secret", times -> LOG.error("The client secret's file {} cannot be read.", path));
  }

  @Override
  public void fleetLost(Throwable cause) {
    tell(seldom.due("fleet lost", TEN_SECONDS), times -> {
      isLossTold = true;
      LOG.warn(
          "Redis {}: {} ({} times since this was last told).",
          why(cause),
          hasQuota
              ? "this instance keeps to its share of the quota, see GATEWAY_INSTANCES"
              : "pauses after a 429 are not shared",
          times);
    });
  }

  @Override
  public void fleetBack() {
    if (isLossTold) {
      isLossTold = false;
      LOG.info("Redis is back: {} again.", hasQuota ? "the quota is shared" : "pauses are shared");
    }
  }

  /** Of what was said, the first word: it is Redis's own. */
  private static String why(Throwable cause) {
    if (cause instanceof TimeoutException) {
      return "is silent";
    }
    String refusal = null;
    Matcher words = REFUSAL.matcher(String.valueOf(cause.getMessage()));
    while (words.find()) {
      refusal = words.group(1);
    }
    return refusal == null ? "is away" : "refuses (" + refusal + ")";
  }

  private void aMinute(String kind, IntConsumer tell) {
    tell(seldom.due(kind, A_MINUTE), tell);
  }

  private void anHour(String kind, IntConsumer tell) {
    tell(seldom.due(kind, AN_HOUR), tell);
  }

  private static void tell(int times, IntConsumer tell) {
    if (times > 0) {
      tell.accept(times);
    }
  }
}
