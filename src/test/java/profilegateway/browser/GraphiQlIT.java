package profilegateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import profilegateway.testing.TestGateway;

class GraphiQlIT {
  @Test
  void theFirstQueryWorksAtOnceAndShowsWhatItCost() throws IOException {
    try (Browser browser = Browser.open();
        TestGateway gateway = TestGateway.start()) {
      browser.visit(gateway.url() + "/graphiql");
      browser.awaitText(".graphiql-query-editor", "FirstQuery");
      browser.find(".graphiql-execute-button").click();
      browser.awaitText(".graphiql-response", "\"value\": \"Dark Mode\"");
      browser.awaitText(".graphiql-response", "\"calls\": 1");

      assertThat(browser.consoleErrors()).isEmpty();
      assertThat(browser.hostsAsked()).containsExactly("127.0.0.1:" + gateway.port());
      keep(browser.screenshot(), "graphiql.png");
    }
  }

  /** For people to look at. */
  private static void keep(byte[] picture, String name) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "screenshots"));
    Files.write(folder.resolve(name), picture);
  }
}
