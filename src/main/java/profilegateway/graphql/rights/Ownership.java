package profilegateway.graphql.rights;

import profilegateway.access.Caller;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;
import profilegateway.profile.ProfileReference;

/** Whose profile it is that a caller asks for, as far as that is known without looking any profile up. */
public enum Ownership {
  /** The caller's. */
  OWN,
  /** Somebody else's, or that cannot be told. */
  OTHERS,
  /** The caller's, if its own identity turns out to be that mpid's. */
  OPEN;

  /** Whose profile {@code asked} is. Another identity than the caller's own is taken for somebody else's. */
  public static Ownership of(Caller caller, ProfileReference asked) {
    if (asked.equals(caller.viewer()) || asked.equals(caller.mpid())) {
      return OWN;
    }
    boolean mayTurnOut =
        asked instanceof Mpid && caller.mpid() == null && caller.viewer() instanceof Identity;
    return mayTurnOut ? OPEN : OTHERS;
  }
}
