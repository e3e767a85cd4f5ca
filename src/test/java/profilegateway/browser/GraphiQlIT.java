package profilegateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
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

  @Test
  void allOfItWorksUnderThePolicyThatThePageIsServedWith() throws IOException {
    try (Browser browser = Browser.open();
        TestGateway gateway = TestGateway.start()) {
      browser.visit(gateway.url() + "/graphiql");
      browser.awaitText(".graphiql-query-editor", "FirstQuery");
      browser.countViolations();

      browser.find("button[aria-label='Show Documentation Explorer']").click();
      browser.awaitText(".graphiql-doc-explorer", "Root Types");
      browser.find("button[aria-label='Show History']").click();
      browser.awaitText(".graphiql-history", "History");
      browser.find("button[aria-label^='Prettify']").click();
      browser.find(".graphiql-query-editor .view-lines").click();
      browser.type(".graphiql-query-editor textarea", "{ vie");
      browser.awaitText(".suggest-widget", "viewer");
      browser.press(".graphiql-query-editor textarea", Keys.ESCAPE);
      browser.find("button[aria-label='Open settings dialog']").click();
      browser.awaitText(".graphiql-dialog", "Theme");
      browser.until("return document.querySelectorAll('style').length > 0");

      assertThat(browser.violations()).isEmpty();
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }

  @Test
  void aQueryInTheAddressIsInTheEditor() {
    try (Browser browser = Browser.open();
        TestGateway gateway = TestGateway.start()) {
      browser.visit(gateway.url() + "/graphiql?query=query%20Linked%20%7B__typename%7D");
      browser.awaitText(".graphiql-query-editor", "Linked");
      browser.find(".graphiql-execute-button").click();
      browser.awaitText(".graphiql-response", "\"__typename\": \"Query\"");
    }
  }

  /** Were the policy not in force, that there are no violations would say nothing. */
  @Test
  void whatThePolicyForbidsIsNotDone() {
    try (Browser browser = Browser.open();
        TestGateway gateway = TestGateway.start()) {
      browser.visit(gateway.url() + "/graphiql/");
      browser.countViolations();

      browser.run("""
          const script = document.createElement('script');
          script.textContent = 'window.injected = true';
          document.body.append(script);
          document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="window.injected = true">');
          fetch('https://elsewhere.example/').catch(() => {});
          """);

      browser.awaitViolations("script-src-elem", "connect-src");
      assertThat(browser.value("return window.injected === undefined")).isEqualTo(true);
    }
  }

  /** For people to look at. */
  private static void keep(byte[] picture, String name) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "screenshots"));
    Files.write(folder.resolve(name), picture);
  }
}
