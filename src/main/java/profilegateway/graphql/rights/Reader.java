package profilegateway.graphql.rights;

import java.util.List;
import java.util.Set;
import profilegateway.access.Caller;
import profilegateway.access.Caller.Scopes;

/** A caller in front of a profile: its own, or somebody else's. */
public final class Reader {
  private final boolean isIdentified;
  private final boolean isOwner;
  private final Scopes scopes;

  Reader(Caller caller, Scopes scopes, boolean isOwner) {
    this.isIdentified = scopes.all() || caller.kind() != Caller.Kind.ANONYMOUS;
    this.scopes = scopes;
    this.isOwner = isOwner;
  }

  /** Whether the profile is the caller's own. */
  public boolean isOwner() {
    return isOwner;
  }

  public boolean mayRead(Requirement needed) {
    return verdict(needed) == Verdict.ALLOWED;
  }

  /** Whether the caller can show what is demanded, and what is missing where it cannot. */
  public Verdict verdict(Requirement needed) {
    if (needed.authenticated() && !isIdentified) {
      return Verdict.UNAUTHENTICATED;
    }
    boolean holds = holds(needed.scopes()) && (isOwner || holds(needed.scopesOfOthers()));
    return holds ? Verdict.ALLOWED : Verdict.FORBIDDEN;
  }

  private boolean holds(List<List<Set<String>>> demanded) {
    for (List<Set<String>> alternatives : demanded) {
      if (!scopes.satisfy(alternatives)) {
        return false;
      }
    }
    return true;
  }
}
