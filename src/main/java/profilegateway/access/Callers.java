package profilegateway.access;

import profilegateway.config.AccessConfig;
import profilegateway.profile.Identity;

/** Finds out who the caller of a request is. */
public final class Callers {
  private final Caller caller;

  public Callers(AccessConfig config) {
    String viewer = config.sandboxViewer();
    this.caller = Caller.unchecked(viewer == null ? null : new Identity("customer_id", viewer));
  }

  /** The caller of a request that presents no token: in sandbox mode the sample shopper, else nobody. */
  public Caller withoutToken() {
    return caller;
  }
}
