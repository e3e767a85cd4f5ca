package profilegateway.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.RequestOptions;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:4010, /userprofile?fields=a",
    "http://api.example.com, /userprofile",
    "https://api.example.com, /userprofile",
    "HTTPS://API.example.com, /userprofile",
    "https://api.example.com:8443/base/path, /userprofile",
    "http://[::1]:4010, /userprofile",
    "https://api.example.com, ''",
    "https://api.example.com, ?p=1",
    "https://api.example.com/oauth/token, ''",
    "https://api.example.com/keys, ?p=1",
    "https://api.example.com/a%20b, /c",
  })
  void parsesAddressesAsVertxDoes(String address, String more) {
    Endpoint endpoint = Endpoint.of(URI.create(address));

    RequestOptions expected = new RequestOptions().setAbsoluteURI(address + more);
    assertThat(endpoint.host()).isEqualTo(expected.getHost());
    assertThat(endpoint.port()).isEqualTo(expected.getPort());
    assertThat(endpoint.isSecure()).isEqualTo(expected.isSsl());
    assertThat(endpoint.target(more)).isEqualTo(expected.getURI());
  }

  @ParameterizedTest
  @CsvSource({"https://api.example.com/keys?p=1, /keys", "https://api.example.com?p=1, /"})
  void ignoresTheQueryOfAnAddress(String address, String target) {
    assertThat(Endpoint.of(URI.create(address)).target("")).isEqualTo(target);
  }
}
