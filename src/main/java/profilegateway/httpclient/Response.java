package profilegateway.httpclient;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** A whole response, of any status. */
public record Response(int status, MultiMap headers, Buffer body) {

  /** Headers and body may hold personal data and secrets. */
  @Override
  public String toString() {
    return "Response[" + status + "]";
  }
}
