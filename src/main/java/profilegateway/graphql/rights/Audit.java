package profilegateway.graphql.rights;

import java.util.List;
import java.util.Map;
import profilegateway.access.Caller;
import profilegateway.profile.Parts;

/** Learns what callers were refused, and that they read profiles of others. Called on any event loop. */
public interface Audit {

  /** An operation is over in which something of that happened; once an operation. */
  default void operationEnded(Entry entry) {}

  /**
   * What one operation did. Says who asked, and never whose profile it was.
   *
   * @param requestId of the HTTP request, which may hold several operations
   * @param profiles of others that were read, each counted once; 0 when there were only refusals
   * @param parts of them that were read
   * @param routes the fields of {@code Query} that they were read by
   * @param refusals how often each field was refused, by reason and field
   */
  record Entry(
      String requestId,
      Caller caller,
      int profiles,
      Parts parts,
      List<String> routes,
      Map<Refused, Integer> refusals) {}

  /**
   * Something that was refused.
   *
   * @param code as the client is told it
   * @param route a field: {@code profile}, {@code Profile.userIdentities}
   */
  record Refused(String code, String route) {
    @Override
    public String toString() {
      return code + " " + route;
    }
  }
}
