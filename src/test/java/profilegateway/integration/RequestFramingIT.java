package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import profilegateway.testing.FramingCase;
import profilegateway.testing.TestGateway;
import profilegateway.testing.TestedPort;

/**
 * Where a request ends on a connection, on both ports: a request that a proxy could frame differently is rejected and its connection
 * closed; after any other request, the next one on the connection gets its response (RFC 9112).
 */
class RequestFramingIT {
  private static TestGateway gateway;
  private static List<TestedPort> ports = List.of();

  @BeforeAll
  static void start() {
    gateway = TestGateway.start(TestedPort.settings());
    ports = List.of(TestedPort.graphQl(gateway), TestedPort.management(gateway));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  static Stream<Arguments> cases() {
    return ports.stream()
        .flatMap(port -> FramingCase.all().stream().map(each -> Arguments.of(port, each)));
  }

  @ParameterizedTest(name = "{0} port: {1}")
  @MethodSource("cases")
  void endsEachRequestWhereItsFramingSays(TestedPort port, FramingCase framing) throws IOException {
    assertThat(framing.send(port)).as(framing.source()).isIn(framing.expected());
    assertThat(framing.source()).matches("RFC 911[02], [0-9.]+[^|]*");
  }
}
