package profilegateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import profilegateway.browser.Browser.Fetched;
import profilegateway.testing.TestGateway;

/** What pages of other origins can do, in a real browser. */
class OtherOriginsIT {
  private static final String QUERY = "/graphql?query=%7B%20viewer%20%7B%20mpid%20%7D%20%7D";

  @Test
  void aPageOfAnOriginThatIsAllowedMayAskAndOthersMayNot() {
    try (Browser browser = Browser.open();
        TestGateway pages = TestGateway.start();
        TestGateway allowing = TestGateway.start("GATEWAY_CORS_ORIGINS", pages.sandboxUrl());
        TestGateway other = TestGateway.start()) {
      browser.visit(pages.sandboxUrl() + "/__sandbox/shoppers");

      // This header needs a preflight.
      Fetched answer = browser.get(allowing.url() + QUERY, "X-Gateway-Explain", "1");
      assertThat(answer.body()).contains("9080350317581165000");
      assertThat(answer.requestId()).as("exposed").isNotEmpty();

      assertThat(browser.get(other.url() + QUERY, "X-Gateway-Explain", "1").body())
          .contains("Failed to fetch");
      assertThat(browser.get(other.url() + QUERY, "Accept", "application/json").body())
          .contains("Failed to fetch");
      browser.run("""
          window.sent = '';
          fetch('%s', {mode: 'no-cors', headers: {Accept: 'application/json'}})
              .then(unreadable => window.sent = 'sent', refused => window.sent = 'sent');
          """.formatted(other.url() + QUERY));
      browser.until("return window.sent === 'sent'");
      browser.run("""
          const image = new Image();
          window.loaded = '';
          image.onerror = () => window.loaded = 'refused';
          image.src = '%s';
          """.formatted(allowing.url() + QUERY));
      browser.until("return window.loaded === 'refused'");

      assertThat(other.takeJournal())
          .as("executed for a page that may not ask")
          .noneMatch(call -> !call.path("kind").asText().equals("token"));
    }
  }
}
