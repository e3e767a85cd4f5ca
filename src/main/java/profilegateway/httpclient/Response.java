package profilegateway.httpclient;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** A complete HTTP response, of any status. The body is empty if there is none. */
public record Response(int status, MultiMap headers, Buffer body) {

  /** Shows the status only: headers and body may hold personal data and secrets. */
  @Override
  public String toString() {
    return "Response[" + status + "]";
  }
}
