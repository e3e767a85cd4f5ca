package profilegateway.upstream;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import profilegateway.upstream.quota.QuotaEvents;

/** Tells an operator what only an operator can mend: once for each thing, and loudly. */
final class UpstreamLog implements UpstreamEvents, QuotaEvents {
  private static final Logger LOG = LoggerFactory.getLogger(UpstreamLog.class);

  private final ConcurrentMap<String, Boolean> told = new ConcurrentHashMap<>();

  @Override
  public void invalidProfile() {
    once(
        "400",
        () -> LOG.warn(
            "The Profile API answers 400 to some look-ups: they are read as absent profiles."));
  }

  @Override
  public void refused(int status) {
    once(
        "refused " + status,
        () -> LOG.error(
            "The Profile API refuses this gateway with status {}: check the organisation, account and workspace ids"
                + " and the permissions of the credentials.",
            status));
  }

  @Override
  public void otherProfileAnswered() {
    LOG.error(
        "The Profile API answered with another profile than the one asked for: the answer was thrown away.");
  }

  @Override
  public void tokenRefused(int status) {
    once(
        "token " + status,
        () -> LOG.error(
            "The token endpoint refuses the credentials with status {}: check MPARTICLE_CLIENT_ID,"
                + " MPARTICLE_CLIENT_SECRET and MPARTICLE_AUDIENCE.",
            status));
  }

  @Override
  public void tokenUnavailable(int status) {
    once(
        "token unusable",
        () -> LOG.error("The token endpoint gave no usable token (status {}).", status));
  }

  @Override
  public void secretUnreadable(String path) {
    once("secret", () -> LOG.error("The client secret's file {} cannot be read.", path));
  }

  @Override
  public void fleetLost(Throwable cause) {
    LOG.warn("Redis is away: this instance keeps to its share of the quota (GATEWAY_INSTANCES).");
  }

  @Override
  public void fleetBack() {
    LOG.info("Redis is back: the quota is shared again.");
  }

  private void once(String what, Runnable tell) {
    if (told.putIfAbsent(what, Boolean.TRUE) == null) {
      tell.run();
    }
  }
}
