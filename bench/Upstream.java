import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/**
 * What the gateway and its peers ask: a token for everybody, and for each mpid the record of the vendor's documentation, at once or
 * after some milliseconds. {@code GET /calls} says how often a profile was asked for.
 *
 * <pre>java -cp 'target/lib/*' bench/Upstream.java port [milliseconds]</pre>
 */
public final class Upstream {
  private static final String TOKEN = "{\"access_token\":\"bench\",\"expires_in\":28800,\"token_type\":\"Bearer\"}";
  private static final String PROFILES = "/userprofile/v1/";
  private static final String PROFILE =
      """
      ,"created_timestamp_ms":1574704283462,"last_stored_timestamp_ms":1575301484215,"is_opted_out":false,"limit_ad_tracking":null,\
      "device_identities":[{"type":"android_id","encoding":"none","value":"8789c459016a94b0"},\
      {"type":"google_advertising_id","encoding":"none","value":"481c8a31-7d5d-4d96-93a0-2de7427167fc"}],\
      "user_identities":[{"type":"customer_id","encoding":"none","value":"Example-Customer-mxr15"},\
      {"type":"email","encoding":"none","value":"Example-Customer-mxr15@example.com"}],"account_userattributes":null,\
      "user_attributes":{"ml_product_recs":["123849","294933","937592","500422"],"view_preference":"Dark Mode","tp_age":"18-34",\
      "tp_gender":"male","last_purchase_category":"Home Decor","churn_risk_score":"4","ltv":"342.1","$city":"New York","$state":"NY",\
      "$country":"USA","$firstname":"Marky","$lastname":"Mark"},\
      "audience_memberships":[{"audience_id":17802,"audience_name":"Meret final CA test","expiration_timestamp_ms":null},\
      {"audience_id":17918,"audience_name":"Decor Remarketing","expiration_timestamp_ms":null}]}""";

  private final Vertx vertx = Vertx.vertx();
  private final long delay;
  private long calls;

  private Upstream(long delay) {
    this.delay = delay;
  }

  /** Listens on {@code 127.0.0.1}, on one event loop. */
  public static void main(String[] arguments) {
    Upstream upstream = new Upstream(arguments.length > 1 ? Long.parseLong(arguments[1]) : 0);
    upstream
        .vertx
        .createHttpServer(new HttpServerOptions().setAcceptBacklog(4096))
        .requestHandler(upstream::answer)
        .listen(Integer.parseInt(arguments[0]), "127.0.0.1")
        .onFailure(failure -> System.exit(1));
  }

  private void answer(HttpServerRequest request) {
    String path = request.path();
    if (path.equals("/oauth/token")) {
      end(request, 200, TOKEN);
    } else if (path.equals("/calls")) {
      end(request, 200, Long.toString(calls));
    } else if (!path.startsWith(PROFILES) || !"Bearer bench".equals(request.getHeader(HttpHeaders.AUTHORIZATION))) {
      end(request, 401, "{}");
    } else {
      calls++;
      String profile = "{\"mpid\":" + path.substring(path.lastIndexOf('/') + 1) + PROFILE;
      if (delay == 0) {
        end(request, 200, profile);
      } else {
        vertx.setTimer(delay, over -> end(request, 200, profile));
      }
    }
  }

  private static void end(HttpServerRequest request, int status, String body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(Buffer.buffer(body));
  }
}
