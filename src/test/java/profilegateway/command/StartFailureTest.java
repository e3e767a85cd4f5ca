package profilegateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import profilegateway.command.StartFailure.Listening;

class StartFailureTest {
  private final StringWriter err = new StringWriter();

  @Test
  void aPortInUseIsToldInOneLineThatNamesItsSetting() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int code = report(
          new BindException("Address already in use"),
          new Listening("GATEWAY_PORT", "127.0.0.1", 0),
          new Listening("GATEWAY_MANAGEMENT_PORT", "127.0.0.1", taken.getLocalPort()));

      assertThat(code).isEqualTo(1);
      assertThat(err.toString().lines())
          .containsExactly("cannot listen on 127.0.0.1 port " + taken.getLocalPort()
              + " (GATEWAY_MANAGEMENT_PORT): it is in use, or not this machine's");
    }
  }

  @Test
  void whatASettingNamesIsPartOfTheSettings() {
    int code = report(new IllegalArgumentException("profiles.jsonl, line 3: no mpid"));

    assertThat(code).isEqualTo(78);
    assertThat(err.toString().lines()).containsExactly("profiles.jsonl, line 3: no mpid");
  }

  private int report(Exception failure, Listening... addresses) {
    BufferedReader nothing = new BufferedReader(Reader.nullReader());
    PrintWriter writer = new PrintWriter(err, true);
    Shell shell = new Shell(
        Map.of(),
        Path.of(""),
        nothing,
        writer,
        writer,
        false,
        (running, sayReady) -> sayReady.run());
    return new StartFailure(failure).report(shell, List.of(addresses));
  }
}
