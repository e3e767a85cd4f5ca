package profilegateway.upstream;

import java.time.Duration;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import profilegateway.upstream.quota.QuotaEvents;

/**
 * Tells an operator what goes wrong upstream: what only an operator can mend once an hour and loudly, what may pass by
 * itself once a minute with how often it happened. Nothing of a request, an answer or a person.
 */
final class UpstreamLog implements UpstreamEvents, QuotaEvents {
  private static final Logger LOG = LoggerFactory.getLogger(UpstreamLog.class);
  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private static final Duration AN_HOUR = Duration.ofHours(1);

  private final Seldom seldom;

  UpstreamLog(LongSupplier nanoTime) {
    this.seldom = new Seldom(nanoTime);
  }

  @Override
  public void answered(int status) {
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
  public void timedOut() {
    aMinute(
        "timed out",
        times -> LOG.warn(
            "The Profile API does not answer in time: {} calls since this was last told.", times));
  }

  @Override
  public void unanswered() {
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
    LOG.warn("Redis is away: this instance keeps to its share of the quota (GATEWAY_INSTANCES).");
  }

  @Override
  public void fleetBack() {
    LOG.info("Redis is back: the quota is shared again.");
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
