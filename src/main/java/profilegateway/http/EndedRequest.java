package profilegateway.http;

import java.util.function.Supplier;

/**
 * A request that is over.
 *
 * @param id as in {@code X-Request-Id}
 * @param method one of HTTP's own, or {@code _OTHER}, as OpenTelemetry names what is none
 * @param route the path of what was asked, one of a few; {@code other} for anything else
 * @param status of the answer; 499 where the client left before it
 * @param nanos from its headers to its end
 * @param clientName what sent it, read when it is asked for; before the events return
 * @param notes what became known of it on its way
 */
public record EndedRequest(
    String id,
    String method,
    String route,
    int status,
    long nanos,
    Supplier<ClientName> clientName,
    RequestNotes notes) {

  /** What sent it. */
  public ClientName client() {
    return clientName.get();
  }
}
