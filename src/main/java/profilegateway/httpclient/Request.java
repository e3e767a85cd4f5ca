package profilegateway.httpclient;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request that accepts JSON. An object is used for one call only.
 *
 * @param path appended to the address of the client: the rest of the path, and the query
 * @param headers of the request; more can be added until it is sent
 * @param body JSON, or null for none
 */
public record Request(
    HttpMethod method,
    String path,
    MultiMap headers,
    @Nullable Buffer body) {

  /** A GET request. */
  public static Request get(String path) {
    return new Request(HttpMethod.GET, path, acceptingJson(), null);
  }

  /** A POST request with a JSON body. */
  public static Request post(String path, Buffer json) {
    MultiMap headers = acceptingJson().set(HttpHeaders.CONTENT_TYPE, "application/json");
    return new Request(HttpMethod.POST, path, headers, json);
  }

  private static MultiMap acceptingJson() {
    return HttpHeaders.headers().set(HttpHeaders.ACCEPT, "application/json");
  }

  /** Shows the method only: path, headers and body may hold personal data and secrets. */
  @Override
  public String toString() {
    return "Request[" + method + "]";
  }
}
