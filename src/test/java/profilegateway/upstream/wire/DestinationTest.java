package profilegateway.upstream.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DestinationTest {

  /** As Vert.x itself takes an address apart. */
  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:4010, /userprofile?fields=a",
    "http://api.example.com, /userprofile",
    "https://api.example.com, /userprofile",
    "HTTPS://API.example.com, /userprofile",
    "https://api.example.com:8443/base/path, /userprofile",
    "http://[::1]:4010, /userprofile",
    "https://api.example.com, ''",
    "https://api.example.com/oauth/token, ''",
    "https://api.example.com/a%20b, /c",
  })
  void itIsWhereItsAddressSays(String address, String more) {
    RequestOptions request = Destination.of(URI.create(address)).request(HttpMethod.GET, more);

    RequestOptions expected = new RequestOptions().setAbsoluteURI(address + more);
    assertThat(request.getHost()).isEqualTo(expected.getHost());
    assertThat(request.getPort()).isEqualTo(expected.getPort());
    assertThat(request.isSsl()).isEqualTo(expected.isSsl());
    assertThat(request.getURI()).isEqualTo(expected.getURI());
    assertThat(request.getFollowRedirects()).as("a token goes nowhere else").isFalse();
  }
}
