package profilegateway.graphql.rights;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import profilegateway.access.Caller;
import profilegateway.profile.Mpid;
import profilegateway.profile.Parts;

/** What one operation did that is to be audited. Confined to its event loop. */
public final class AuditTrail {
  private final String requestId;
  private final Caller caller;
  private Set<Mpid> others = Set.of();
  private Set<String> routes = Set.of();
  private Map<Audit.Refused, Integer> refusals = Map.of();
  private Parts parts = Parts.NONE;

  public AuditTrail(String requestId, Caller caller) {
    this.requestId = requestId;
    this.caller = caller;
  }

  /** A profile was read by a field of {@code Query}. */
  public void read(String route, Mpid mpid, Parts read, Reader reader) {
    // Where callers are not checked nobody knows whose own a profile is: who is in front may.
    if (!reader.isOwner() && caller.kind() != Caller.Kind.ANONYMOUS) {
      if (others.isEmpty()) {
        others = new HashSet<>();
        routes = new TreeSet<>();
      }
      others.add(mpid);
      routes.add(route);
      parts = parts.union(read);
    }
  }

  /** Something was refused. */
  public void refused(String route, String code) {
    if (refusals.isEmpty()) {
      refusals = new LinkedHashMap<>();
    }
    refusals.merge(new Audit.Refused(code, route), 1, Integer::sum);
  }

  /** Tells it, if there is anything to tell. */
  public void end(Audit audit) {
    if (!others.isEmpty() || !refusals.isEmpty()) {
      audit.operationEnded(new Audit.Entry(
          requestId, caller, others.size(), parts, List.copyOf(routes), Map.copyOf(refusals)));
    }
  }
}
