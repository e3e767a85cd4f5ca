package profilegateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.junit5.ProvidedBy;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import profilegateway.testing.InstanceVertx;

/** A native file of another version than Netty's classes is loaded, and then no connection comes to be. */
@ExtendWith(VertxExtension.class)
class NativeTransportTest {

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = {"amd64", "aarch64"})
  void onLinuxItIsThereAndCarriesARequest(@ProvidedBy(InstanceVertx.class) Vertx vertx)
      throws TimeoutException {
    assertThat(vertx.isNativeTransportEnabled())
        .as("it is unpacked to java.io.tmpdir, from which it has to be allowed to run")
        .isTrue();
    HttpServer server = await(vertx
        .createHttpServer()
        .requestHandler(request -> request.response().end())
        .listen(0, "127.0.0.1"));

    HttpClientResponse answer = await(vertx
        .createHttpClient()
        .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/")
        .compose(request -> request.send()));

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(20, TimeUnit.SECONDS);
  }
}
