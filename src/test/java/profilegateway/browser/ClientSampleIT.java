package profilegateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import profilegateway.testing.Document;
import profilegateway.testing.TestGateway;

/** The code that README.md shows for a page, run by a page. */
class ClientSampleIT {
  @Test
  void itGetsTheProfileOfWhoeverIsSignedIn() {
    String sample = Document.of("README.md").block("js", "const QUERY").text();
    try (Browser browser = Browser.open();
        TestGateway gateway = TestGateway.start()) {
      browser.visit(gateway.url() + "/graphiql/");

      browser.run(sample + """

          window.told = 'nothing yet';
          // The sample gives up after three seconds; on a machine with much other work it is called again.
          const ask = () => viewer('').then(user => {
            window.told = user.attributes.city + ' ' + user.attributes.viewPreference;
          }, timeout => setTimeout(ask, 100));
          ask();
          """);

      browser.until("return window.told === 'New York DARK'");
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }
}
